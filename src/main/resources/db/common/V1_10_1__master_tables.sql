-- What each source said, accumulated; space = source and kind. The identity registry is in the body: which golden document the record is bound to.
create table if not exists master_source (
  id bigint primary key,
  space int not null,
  natural_key ${key} not null,
  hash bigint not null,
  body bytea not null);
create unique index if not exists master_source_key on master_source (space, natural_key);

-- Golden documents with their lineage; space = number of the kind.
create table if not exists master_golden (
  id bigint primary key,
  space int not null,
  natural_key ${key} not null,
  hash bigint not null,
  body bytea not null);
create unique index if not exists master_golden_key on master_golden (space, natural_key);

create table if not exists master_change (
  seq bigint primary key,
  id bigint not null,
  kind smallint not null,
  op char(1) not null);

-- Who refers to what; role P = child of a parent, R = any other reference.
create table if not exists master_reference (
  kind smallint not null,
  natural_key ${key} not null,
  role char(1) not null,
  from_id bigint not null,
  primary key (kind, natural_key, role, from_id));

-- Values by which sources find a golden document beside its key.
create table if not exists master_match (
  kind smallint not null,
  attribute varchar(60) not null,
  match_value ${key} not null,
  id bigint not null,
  primary key (kind, attribute, match_value, id));

-- Source records that may not create a golden document and wait for one.
create table if not exists master_waiting (
  kind smallint not null,
  attribute varchar(60) not null,
  match_value ${key} not null,
  id bigint not null,
  primary key (kind, attribute, match_value, id));
create index if not exists master_waiting_id on master_waiting (id);

-- Source keys that differ from the key of the golden document they are bound to.
create table if not exists master_alias (
  space int not null,
  natural_key ${key} not null,
  golden_id bigint not null,
  primary key (space, natural_key));

-- Moments (epoch milliseconds) at which a golden document means something else without having changed.
create table if not exists master_due (
  due_at bigint not null,
  id bigint not null,
  primary key (due_at, id));

-- Moments at which corrections in a source record no longer hold.
create table if not exists master_expiry (
  due_at bigint not null,
  id bigint not null,
  primary key (due_at, id));

create table if not exists master_tombstone (
  id bigint primary key,
  kind smallint not null,
  natural_key ${key} not null,
  deleted_at bigint not null,
  run bigint not null,
  records bytea not null);
create unique index if not exists master_tombstone_key on master_tombstone (kind, natural_key);

create table if not exists master_redirect (
  old_id bigint primary key,
  new_id bigint not null);

-- Maintained counts and fingerprints by name.
create table if not exists master_state (
  name varchar(200) primary key,
  number_value bigint not null);
