-- How many items of a lane each reason holds, so that no page counts rows.
create table if not exists ledger_hold_count (
    lane int not null,
    reason varchar(200) not null,
    items bigint not null,
    primary key (lane, reason)
);
insert into ledger_hold_count (lane, reason, items) select lane, reason, count(*) from ledger_hold h
    where not exists (select 1 from ledger_hold_count c where c.lane = h.lane and c.reason = h.reason) group by lane, reason;
