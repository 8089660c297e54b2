-- The log from this version on: the rows of one commit together. Rows written before stay in master_change and come first.
create table if not exists master_change_block (
  last_seq bigint primary key,
  rows_packed bytea not null);

-- References and match values with a number that carries what is looked for and who has it, so that each row is one entry
-- in one tree. Rows without a number of their own, and those of earlier versions, are in master_reference and master_match.
create table if not exists master_reference_slot (
  slot bigint primary key,
  kind smallint not null,
  natural_key ${key} not null,
  role char(1) not null,
  from_id bigint not null);

create table if not exists master_match_slot (
  slot bigint primary key,
  kind smallint not null,
  attribute varchar(60) not null,
  match_value ${key} not null,
  id bigint not null);
