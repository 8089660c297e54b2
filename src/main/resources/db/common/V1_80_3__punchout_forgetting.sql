-- What is forgotten is found by its age, and by the visit it belongs to.
create index if not exists punchout_answer_at on punchout_answer (at);
create index if not exists punchout_line_session on punchout_line (session);
