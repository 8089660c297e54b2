-- Which attributes of ours fill the field a partner refused; words about it are made where they are shown.
alter table ledger_rejection add column if not exists attributes varchar(500);
alter table ledger_rejection drop column if exists fix;
