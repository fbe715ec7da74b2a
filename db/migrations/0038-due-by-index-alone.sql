-- Lists of what is due read its index alone, as those by change do. PostgreSQL takes an index of an expression for that only if
-- the column behind it lies there too; the status type is asked again outside of what was found first.
drop index ticket_due_open;
create index ticket_due_open on ticket (coalesce(due_at, 'infinity'), ticket_id)
  include (due_at, state_class, company_id, queue_id, created_at, confidential) where state_class = 'open';
