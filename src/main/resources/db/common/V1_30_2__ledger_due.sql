-- What a push lane still has to send or to hear of. While an item is on its way, token and sent are set and due_at is the end of the lease;
-- due_at = 9223372036854775807 waits for somebody: an approval or a job.
create table if not exists ledger_due (
    k bigint primary key,
    lane int not null,
    due_at bigint not null,
    attempts int not null,
    token bigint not null,
    sent bigint not null,
    approved bigint not null,
    job bigint not null
);
create index if not exists ledger_due_time on ledger_due (lane, due_at, k);
-- What the partner calls an item.
create table if not exists ledger_remote (
    k bigint primary key,
    remote_id varchar(300) not null
);
-- Jobs of the partner we wait for.
create table if not exists ledger_job (
    id bigint primary key,
    lane int not null,
    name varchar(200) not null,
    opened_at bigint not null,
    look_at bigint not null,
    deadline bigint not null,
    looks int not null
);
create index if not exists ledger_job_time on ledger_job (lane, look_at);
create table if not exists ledger_job_item (
    k bigint primary key,
    job bigint not null,
    sent bigint not null,
    body bytea
);
create index if not exists ledger_job_item_job on ledger_job_item (job, k);
-- Open complaints of partners; gone when the item is accepted.
create table if not exists ledger_rejection (
    k bigint not null,
    n int not null,
    lane int not null,
    first_at bigint not null,
    last_at bigint not null,
    times int not null,
    code varchar(100) not null,
    field varchar(100),
    rule varchar(100),
    owner varchar(100),
    fix varchar(500),
    text varchar(1000),
    fingerprint bigint not null,
    exchange bigint not null,
    primary key (k, n)
);
create index if not exists ledger_rejection_print on ledger_rejection (lane, fingerprint, k);
-- Outcomes of attempts, for a limited time.
create table if not exists ledger_attempt (
    id bigint primary key,
    k bigint not null,
    at bigint not null,
    hash bigint not null,
    outcome varchar(20) not null,
    code varchar(100),
    text varchar(500),
    exchange bigint not null
);
create index if not exists ledger_attempt_item on ledger_attempt (k, id);
