-- Documents about orders are forgotten by their age.
create index if not exists punchout_notice_at on punchout_notice (at);
