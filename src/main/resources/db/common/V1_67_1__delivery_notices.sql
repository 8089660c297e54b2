-- What a partner is asked before a stream sends: when the last complete answer was begun and ended.
create table if not exists delivery_first (
    channel varchar(100) not null,
    stream varchar(40) not null,
    operation varchar(100) not null,
    began_at bigint not null,
    done_at bigint not null,
    primary key (channel, stream, operation)
);
-- Whom a partner does not let us write to: a print of the address, or # and our record. No address stands here.
create table if not exists delivery_notice (
    channel varchar(100) not null,
    stream varchar(40) not null,
    operation varchar(100) not null,
    subject varchar(64) not null,
    code varchar(100) not null,
    since bigint not null,
    primary key (channel, stream, operation, subject)
);
-- Which item goes out under a print: the partner keeps one of a kind.
create table if not exists delivery_subject (
    lane int not null,
    subject varchar(64) not null,
    record_id bigint not null,
    primary key (lane, subject)
);
create index if not exists delivery_subject_record on delivery_subject (lane, record_id);
