-- How far a topic of orders was read: the place of the next message of each partition, written together with what the message did.
create table if not exists order_topic (
    topic varchar(249) not null,
    part integer not null,
    topic_id varchar(40) not null,
    position bigint not null,
    changed_at bigint not null,
    primary key (topic, part)
);
