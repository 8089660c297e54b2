-- Publications the brake holds, and what somebody allowed after all. causes: name=figure, separated by semicolons.
create table if not exists delivery_hold (
    channel ${key} not null,
    publication varchar(40) not null,
    causes varchar(2000) not null,
    reason varchar(4000) not null,
    since bigint not null,
    seen varchar(200) not null,            -- what was looked at last: nothing is computed again before it changes
    released_by varchar(200),
    released_at bigint,
    release_reason varchar(1000),
    primary key (channel, publication)
);
