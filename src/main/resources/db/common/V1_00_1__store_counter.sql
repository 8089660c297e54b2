-- Gapless sequences; a row is locked only from the last statement of a transaction to its commit.
create table if not exists store_counter (
  name varchar(40) primary key,
  last_value bigint not null);

-- Short numbers for the names that share a record table (kind, source and kind).
create table if not exists store_space (
  id int primary key,
  name varchar(200) not null unique);
