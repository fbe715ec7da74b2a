-- Walking the newest tickets of all companies fills a page for people of very many companies: what decides is read in the index.

drop index ticket_changed, ticket_changed_open, ticket_created;
create index ticket_changed on ticket (changed_at desc, ticket_id desc)
  include (company_id, queue_id, created_at, confidential, state_class) where state_class <> 'gone';
create index ticket_changed_open on ticket (changed_at desc, ticket_id desc)
  include (company_id, queue_id, created_at, confidential) where state_class = 'open';
create index ticket_created on ticket (created_at desc, ticket_id desc)
  include (company_id, queue_id, confidential, state_class) where state_class <> 'gone';
