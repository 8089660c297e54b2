-- Files an ERP answered with, each content once for a channel. state 1 = being read: position orders of it were acted on, written together with what they
-- did. 2 = all of it counts, 3 = something of it does not. away = it was moved out of its folder.
create table if not exists order_acknowledgement_file (
    id bigint primary key,
    channel varchar(100) not null,
    digest varchar(64) not null,
    name varchar(300) not null,
    bytes bigint not null,
    changed_at bigint not null,
    state smallint not null,
    position int not null,
    taken int not null,
    repeated int not null,
    refused int not null,
    away boolean not null,
    read_at bigint not null
);
create unique index if not exists order_acknowledgement_file_digest on order_acknowledgement_file (channel, digest);
create index if not exists order_acknowledgement_file_name on order_acknowledgement_file (channel, name);
-- Rows that had their effect: the same row in another file has none.
create table if not exists order_acknowledgement_row (
    channel varchar(100) not null,
    digest varchar(64) not null,
    order_id bigint not null,
    at bigint not null,
    primary key (channel, digest)
);
