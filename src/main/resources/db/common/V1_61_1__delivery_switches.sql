-- What people and faults have decided about a channel: one row only where something was.
create table if not exists delivery_switch (
    channel varchar(100) primary key,
    paused_at bigint,
    paused_by varchar(200),
    paused_why varchar(500),
    stopped_at bigint,
    stopped_why varchar(500),
    probe_at bigint
);
