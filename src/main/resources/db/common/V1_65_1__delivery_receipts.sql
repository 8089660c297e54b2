-- What each target of published files (SFTP, FTPS, S3, mail) has received: one row per version, target and publication.
create table if not exists delivery_receipt (
    channel varchar(100) not null,
    publication varchar(40) not null,
    target varchar(260) not null,          -- way and address: another address is another target
    version bigint not null,
    state varchar(10) not null,            -- pending, failed, sent, superseded
    attempts int not null,
    next_at bigint not null,
    failing_since bigint,
    code varchar(40),
    reason varchar(1000),
    sent_at bigint,
    bytes bigint,
    sha256 varchar(64),                    -- of the manifest that was put last
    primary key (channel, publication, target, version)
);
-- The version whose rows the ledger holds as wanted, while targets have still to receive it. No row = nobody may confirm.
create table if not exists delivery_standing (
    channel varchar(100) not null,
    publication varchar(40) not null,
    version bigint not null,
    primary key (channel, publication)
);
