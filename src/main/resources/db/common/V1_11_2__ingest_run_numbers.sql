-- Runs count by themselves; before, they shared the numbers of documents. Old runs keep theirs.
insert into store_counter (name, last_value)
  select 'run', coalesce(max(id), 0) from ingest_run
  where not exists (select 1 from store_counter where name = 'run');
