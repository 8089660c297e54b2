-- One row per version of an order. handling = what became of our part; state = worked out from that and from the quantities of the lines. Times in
-- milliseconds; 0 = not yet.
create table if not exists order_head (
    id bigint primary key,
    source varchar(100) not null,
    account varchar(100) not null,
    number varchar(100) not null,
    version int not null,
    test boolean not null,
    business_key varchar(40) not null,
    digest varchar(64) not null,
    customer varchar(200) not null,
    reply varchar(100),
    target varchar(100),
    handling smallint not null,
    state smallint not null,
    currency varchar(3) not null,
    total varchar(60),
    received_at bigint not null,
    changed_at bigint not null,
    accepted_at bigint not null,
    revision int not null
);
-- Test orders live in a world of their own: their number may come again in earnest.
create unique index if not exists order_head_identity on order_head (number, account, source, version, test);
create unique index if not exists order_head_business_key on order_head (business_key);
-- Orders that wait for a human: few, so that their queues need no index over all orders.
create table if not exists order_waiting (
    id bigint primary key,
    state smallint not null
);
create index if not exists order_waiting_state on order_waiting (state, id);
-- The order as it was taken, with what the checks noted, and the message it came in, masked; digest over the bytes that came. Never changed.
create table if not exists order_document (
    id bigint primary key,
    body bytea not null,
    transport varchar(40) not null,
    message_id varchar(200),
    digest varchar(64) not null,
    cut boolean not null,
    message bytea not null
);
create index if not exists order_document_message on order_document (message_id);
-- All other messages: repetitions with other content, events, what was refused. order_id 0 = nothing became of it.
create table if not exists order_message (
    id bigint primary key,
    order_id bigint not null,
    transport varchar(40) not null,
    message_id varchar(200),
    digest varchar(64) not null,
    at bigint not null,
    cut boolean not null,
    body bytea not null
);
create index if not exists order_message_order on order_message (order_id, id);
create index if not exists order_message_id on order_message (message_id);
-- Confirmations (1) and shipments (2), each version of each document once.
create table if not exists order_event (
    id bigint primary key,
    order_id bigint not null,
    source varchar(100) not null,
    kind smallint not null,
    document varchar(200) not null,
    version int not null,
    digest varchar(64) not null,
    at bigint not null,
    body bytea not null
);
create unique index if not exists order_event_document on order_event (order_id, source, kind, document, version);
-- What happened, for people: one time line over all systems.
create table if not exists order_history (
    id bigint primary key,
    order_id bigint not null,
    at bigint not null,
    actor varchar(200) not null,
    what varchar(20) not null,
    state smallint not null,
    text varchar(1000)
);
create index if not exists order_history_order on order_history (order_id, id);
-- What every system calls it. only_id = the id where it may belong to one order only: an order of the ERP, not a shipment of several.
create table if not exists order_reference (
    order_id bigint not null,
    system varchar(100) not null,
    entity varchar(40) not null,
    external_id varchar(200) not null,
    external_number varchar(200),
    only_id varchar(200),
    at bigint not null,
    primary key (order_id, system, entity, external_id)
);
create unique index if not exists order_reference_only on order_reference (system, only_id);
create index if not exists order_reference_id on order_reference (external_id);
create index if not exists order_reference_number on order_reference (external_number);
-- What an operator has to look at. closed_at 0 = open.
create table if not exists order_trouble (
    id bigint primary key,
    order_id bigint not null,
    message bigint not null,
    source varchar(100) not null,
    account varchar(100) not null,
    number varchar(100) not null,
    at bigint not null,
    code varchar(20) not null,
    text varchar(2000) not null,
    closed_at bigint not null,
    closed_by varchar(200),
    note varchar(1000)
);
create index if not exists order_trouble_open on order_trouble (closed_at, id);
create index if not exists order_trouble_order on order_trouble (order_id, id);
