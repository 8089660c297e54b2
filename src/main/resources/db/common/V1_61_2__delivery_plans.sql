-- Plans somebody may apply: what was to be sent, by hash, so that a plan that has become stale is recognised.
create table if not exists delivery_plan (
    id bigint primary key,
    channel varchar(100) not null,
    made_at bigint not null,
    made_by varchar(200) not null,
    applied_at bigint,
    applied_by varchar(200)
);
create table if not exists delivery_plan_item (
    plan bigint not null,
    lane int not null,
    record_id bigint not null,
    hash bigint not null,
    primary key (plan, lane, record_id)
);
