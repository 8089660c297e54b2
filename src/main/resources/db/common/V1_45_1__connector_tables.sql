-- The earliest next call of a connection and operation whose ceiling spaces calls by a second or more.
create table if not exists connector_ceiling (
    name varchar(200) primary key,
    next_at bigint not null
);
-- Conversations with partners, masked; body = JSON of paths, headers, bodies.
create table if not exists connector_exchange (
    id bigint primary key,
    at bigint not null,
    channel varchar(100) not null,
    operation varchar(100) not null,
    status int not null,
    fault varchar(20),
    millis bigint not null,
    body bytea not null
);
create index if not exists connector_exchange_channel on connector_exchange (channel, id);
create index if not exists connector_exchange_at on connector_exchange (at);
