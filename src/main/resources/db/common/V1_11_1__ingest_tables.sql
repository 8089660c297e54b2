create table if not exists ingest_run (
  id bigint primary key,
  source varchar(80) not null,
  kind smallint not null,
  file_name varchar(300) not null,
  bytes bigint not null,
  sha256 varchar(64) not null,
  state varchar(12) not null,
  started_at bigint not null,
  ended_at bigint,
  received bigint not null,
  created bigint not null,
  updated bigint not null,
  unchanged bigint not null,
  refused bigint not null,
  waiting bigint not null,
  removed bigint not null,
  findings bigint not null,
  refused_by varchar(2000) not null,
  code varchar(20),
  reason varchar(4000),
  released_by varchar(200),
  release_reason varchar(1000));
create index if not exists ingest_run_source on ingest_run (source, kind, id);
create index if not exists ingest_run_state on ingest_run (state, id);

-- Why rows were refused; the first of each run, all are counted in the run.
create table if not exists ingest_refusal (
  run_id bigint not null,
  number int not null,
  line bigint not null,
  natural_key varchar(250),
  attribute varchar(200),
  raw_value varchar(700),
  rule varchar(20) not null,
  message varchar(2000) not null,
  primary key (run_id, number));

-- Calls of the API that may be repeated: the same key gives the same run.
create table if not exists ingest_call (
  source varchar(80) not null,
  call_key varchar(200) not null,
  sha256 varchar(64) not null,
  run_id bigint not null,
  primary key (source, call_key));
