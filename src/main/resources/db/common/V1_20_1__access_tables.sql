-- People who sign in. Secrets are stored as hashes only.
create table if not exists access_user (
  name ${key} primary key,
  roles varchar(200) not null,
  password varchar(100) not null,
  origin varchar(10) not null,          -- generated, preset, chosen
  active boolean not null,
  created_at bigint not null,
  signed_in_at bigint);                 -- first time; null = never yet

-- Keys of programs (api) and of partners who fetch feeds (channel).
create table if not exists access_key (
  id varchar(16) primary key,
  kind varchar(10) not null,            -- api, channel
  holder ${key} not null,
  roles varchar(200) not null,
  hash bytea not null,                  -- SHA-256 of the secret
  created_at bigint not null,
  used_on bigint,                       -- day since 1970 of the last use
  revoked_at bigint);
create index if not exists access_key_holder on access_key (kind, holder);

-- Audit trail: only ever appended to. hash = SHA-256 over the previous hash and this row.
create table if not exists access_audit (
  seq bigint primary key,
  at bigint not null,
  who varchar(200) not null,
  what varchar(200) not null,
  before_hash varchar(64),
  after_hash varchar(64),
  source varchar(200) not null,
  result varchar(200) not null,
  hash bytea not null);
