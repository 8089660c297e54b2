-- Items found by what the partner calls them.
create index if not exists ledger_remote_id on ledger_remote (remote_id);
-- What stands at a partner and is nothing of ours, by the key it has there: kept while it is removed.
create table if not exists ledger_stranger (
    k bigint primary key,
    remote_key varchar(300) not null
);
-- Looks at what partners hold: kind V compares, A links. counts: name=figure, separated by semicolons.
create table if not exists delivery_survey (
    id bigint primary key,
    channel varchar(100) not null,
    kind char(1) not null,
    state varchar(20) not null,
    options varchar(1000) not null,
    started_at bigint not null,
    started_by varchar(200) not null,
    ended_at bigint,
    text varchar(1000),
    counts varchar(4000) not null,
    applied_at bigint,
    applied_by varchar(200)
);
create index if not exists delivery_survey_channel on delivery_survey (channel, kind, id);
-- What was found: of a comparison the first of each sort, of an adoption everything, because it is applied from here.
create table if not exists delivery_survey_item (
    survey bigint not null,
    n bigint not null,
    what varchar(20) not null,
    stream varchar(40) not null,
    lane int not null,
    record_id bigint not null,
    item_key varchar(300),
    remote_id varchar(300),
    desired bigint not null,
    confirmed bigint not null,
    state varchar(12) not null,
    stands bigint not null,
    detail varchar(4000),
    primary key (survey, n)
);
