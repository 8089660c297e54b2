-- Documents about orders that went to buyers. notice_key = what the flow of orders calls the answer; payload = the payloadID; state: 1 on its
-- way, 2 taken, 3 refused, 4 not needed any more; code = the buyer's last Status, 0 = none, -1 = no cXML came
-- back; body = as it goes out but for the secret.
create table if not exists punchout_notice (
    notice_key varchar(100) primary key,
    account varchar(100) not null,
    payload varchar(400) not null,
    order_id bigint not null,
    kind smallint not null,
    document varchar(200) not null,
    version int not null,
    test boolean not null,
    at bigint not null,
    state smallint not null,
    code int not null,
    body bytea not null
);
create index if not exists punchout_notice_order on punchout_notice (order_id, at, notice_key);
create index if not exists punchout_notice_payload on punchout_notice (account, payload);
