-- Figures of the health board as they are shown; hits is kept in the transaction that changes the rows of health_item.
create table if not exists health_figure (
  id int primary key,
  counter varchar(100) not null,
  scope varchar(400) not null,
  hits bigint not null,
  population bigint not null,
  version int not null,
  as_of bigint not null,
  unique (counter, scope));

-- What each figure counts. part = the pass that found it, so that a pass replaces its own findings range by range.
create table if not exists health_item (
  figure int not null,
  sort_key ${key} not null,
  record_id bigint not null,
  detail ${key} not null,
  part int not null,
  primary key (figure, sort_key, record_id, detail));
create index if not exists health_item_id on health_item (part, record_id);
create index if not exists health_item_key on health_item (part, sort_key);
