-- Tickets without a contact are few and told apart: what-if counts them by index instead of looking at all tickets of a company.
create index ticket_without_contact on ticket (company_id, queue_id)
  include (created_at, confidential, project_id, task_id, more_projects, ticket_id) where contact_id is null and state_class <> 'gone';
