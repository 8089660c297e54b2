-- Which operation began a job: a partner may number the jobs of each by itself, and each is looked at in its own way.
alter table ledger_job add column if not exists operation varchar(100) default '' not null;
