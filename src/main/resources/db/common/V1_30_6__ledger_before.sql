-- The row that stands at the partner, while ledger_payload holds the one that is to take its place: lanes that are published as files.
create table if not exists ledger_before (
    k bigint primary key,
    body bytea not null
);
