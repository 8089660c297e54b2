-- Items of lanes that are never sent twice without a look (orders, their answers). ledger_item holds hash and state as in every lane.
-- step: 1 waiting 2 underway 3 looking 4 submitted 5 asking 6 done 7 dropped. While underway or looking, token is set and due_at is the end of the
-- lease; due_at = 9223372036854775807 waits for somebody, or is over. doubt: something that was sent may have arrived.
create table if not exists ledger_once (
    k bigint primary key,
    lane int not null,
    business_key varchar(100) not null,
    step smallint not null,
    doubt boolean not null,
    claimed varchar(300),
    due_at bigint not null,
    deadline bigint not null,
    token bigint not null,
    tries int not null,
    looks int not null,
    sent_at bigint not null
);
create index if not exists ledger_once_due on ledger_once (lane, due_at, k);
