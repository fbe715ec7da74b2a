-- Until when the provider wants to be done with a ticket (ATK-09): a ticket that is open after it is overdue.

alter table ticket add column due_at timestamptz;
comment on column ticket.due_at is 'Until when the provider wants to be done; only an open ticket is overdue. Contacts see it as the view says.';

-- Open tickets in the order in which they are due, those without a date last.
create index ticket_due_open on ticket (coalesce(due_at, 'infinity'::timestamptz), ticket_id)
  include (company_id, queue_id, created_at, confidential) where state_class = 'open';

create or replace function tell_ticket_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true))
      from (select ticket_id from after_rows limit 101) as a));
  else
    perform tell_tickets((select array_agg(change) from (
      select jsonb_build_object('kind', 'ticket', 'ticketId', a.ticket_id,
        'visible', (a.subject, a.status_id, a.priority_id, a.queue_id, a.company_id, a.contact_id, a.assignee_id, a.service_id, a.confidential, a.due_at)
          is distinct from (b.subject, b.status_id, b.priority_id, b.queue_id, b.company_id, b.contact_id, b.assignee_id, b.service_id, b.confidential, b.due_at))
        || case when (a.queue_id, a.company_id, a.contact_id, a.confidential, a.status_type)
            is distinct from (b.queue_id, b.company_id, b.contact_id, b.confidential, b.status_type)
          then jsonb_build_object('former', jsonb_build_object('queueId', b.queue_id, 'companyId', b.company_id, 'contactId', b.contact_id,
            'confidential', b.confidential, 'statusType', b.status_type))
          else '{}' end as change
      from before_rows b join after_rows a using (ticket_id) limit 101) as changed));
  end if;
  return null;
end $$;
