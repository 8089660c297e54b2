-- How far the change log was told to a topic: everything up to position; swept = id up to which all documents were told since, -1 = all of them.
create table if not exists delivery_topic (
    topic varchar(249) primary key,
    topic_id varchar(40) not null,
    kinds varchar(200) not null,
    position bigint not null,
    swept bigint not null,
    changed_at bigint not null
);
