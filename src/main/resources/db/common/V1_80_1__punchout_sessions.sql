-- Visits of buyers' users. state: 1 requested 2 shopping 3 returned 4 cancelled 5 expired. Token and key are SHA-256 of what the browser holds.
create table if not exists punchout_session (
    id bigint primary key,
    account varchar(100) not null,
    test boolean not null,
    brand varchar(100) not null,
    state smallint not null,
    token varchar(64),
    session_key varchar(64),
    created_at bigint not null,
    expires_at bigint not null,
    ended_at bigint not null
);
create unique index if not exists punchout_session_token on punchout_session (token);
create unique index if not exists punchout_session_key on punchout_session (session_key);
create index if not exists punchout_session_account on punchout_session (account, id);
create index if not exists punchout_session_expiry on punchout_session (state, expires_at);
-- What the buyer wanted and the way back. Never changed.
create table if not exists punchout_setup (
    session bigint primary key,
    body bytea not null
);
-- What the user put together so far.
create table if not exists punchout_basket (
    session bigint primary key,
    revision int not null,
    next_mark int not null,
    body bytea not null
);
-- The form that went back, as it went; it is never made again.
create table if not exists punchout_return (
    session bigint primary key,
    body bytea not null
);
-- Lines an account was sent: what it may bring back to be changed, and which visit an order came from.
create table if not exists punchout_line (
    account varchar(100) not null,
    test boolean not null,
    sku varchar(200) not null,
    auxiliary varchar(100) not null,
    session bigint not null,
    primary key (account, test, sku, auxiliary)
);
-- What happened, for people. session 0 = something outside of a visit.
create table if not exists punchout_event (
    id bigint primary key,
    session bigint not null,
    account varchar(100) not null,
    at bigint not null,
    code varchar(30) not null,
    text varchar(1000) not null
);
create index if not exists punchout_event_session on punchout_event (session, id);
create index if not exists punchout_event_account on punchout_event (account, id);
-- Documents that were answered, with the answer. payload is the SHA-256 of the payloadID, digest that of the bytes that came.
create table if not exists punchout_answer (
    account varchar(100) not null,
    test boolean not null,
    payload varchar(64) not null,
    digest varchar(64) not null,
    at bigint not null,
    body bytea not null,
    primary key (account, test, payload)
);
-- What an operator has to look at. closed_at 0 = open.
create table if not exists punchout_trouble (
    id bigint primary key,
    account varchar(100) not null,
    at bigint not null,
    code varchar(30) not null,
    text varchar(1000) not null,
    closed_at bigint not null,
    closed_by varchar(200),
    note varchar(1000)
);
create index if not exists punchout_trouble_open on punchout_trouble (closed_at, id);
