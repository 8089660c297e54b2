-- What a known sender sent and nobody could use, without secrets and card numbers; it goes with the line of history it belongs to.
create table if not exists punchout_document (
    event bigint primary key,
    body bytea not null
);
