-- One lane = one stream of one channel, per locale where the stream says so.
create table if not exists ledger_lane (
    id int primary key,
    channel varchar(100) not null,
    stream varchar(40) not null,
    locale varchar(20) not null,
    cursor_seq bigint not null,
    revision bigint not null,
    unique (channel, stream, locale)
);
-- k = lane * 2^40 + record id: one bigint key is cheaper on H2 than a composite one. 0 as a hash = none.
create table if not exists ledger_item (
    k bigint primary key,
    desired bigint not null,
    confirmed bigint not null,
    state smallint not null
);
-- The last mapped payload, in the writing of the stream's mapping.
create table if not exists ledger_payload (
    k bigint primary key,
    body bytea not null
);
-- Why items are held: only held items have rows here.
create table if not exists ledger_hold (
    lane int not null,
    reason varchar(100) not null,
    record_id bigint not null,
    primary key (lane, record_id, reason)
);
create index if not exists ledger_hold_reason on ledger_hold (lane, reason, record_id);
-- State counts, kept with every change and never counted.
create table if not exists ledger_count (
    lane int not null,
    state smallint not null,
    items bigint not null,
    primary key (lane, state)
);
