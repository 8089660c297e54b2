-- Numbers of the documents that went to buyers: they may say later what became of them. payload is the SHA-256 of the payloadID.
create table if not exists punchout_sent (
    account varchar(100) not null,
    payload varchar(64) not null,
    at bigint not null,
    primary key (account, payload)
);
