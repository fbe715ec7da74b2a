-- The customer's own order or incident number of a ticket; words of own fields in the agents' search, and in no contact's.

alter table ticket add column customer_reference text not null default '';
comment on column ticket.customer_reference is 'The customer''s own number of what it is about: of an order, an incident.';
create index ticket_customer_reference on ticket (lower(customer_reference) text_pattern_ops) where customer_reference <> '';

create or replace function refresh_ticket_search(ticket_ids uuid[]) returns void language sql as $$
  insert into ticket_search (ticket_id, company_id, contact_id, visible_text, internal_text)
  select t.ticket_id, t.company_id, t.contact_id,
         ticket_words(concat_ws(' ', t.number, t.subject, t.customer_reference,
           string_agg(left(a.subject || ' ' || a.body_text, 100000), ' ' order by a.created_at desc) filter (where a.visible))),
         case when bool_or(not a.visible) or t.own_fields <> '{}' then
           ticket_words(concat_ws(' ', t.number, t.subject, t.customer_reference, (select string_agg(value, ' ') from jsonb_each_text(t.own_fields)),
             string_agg(left(a.subject || ' ' || a.body_text, 100000), ' ' order by a.created_at desc)))
         end
  from ticket t left join article a using (ticket_id)
  where t.ticket_id = any (ticket_ids)
  group by t.ticket_id
  on conflict (ticket_id) do update set
    company_id = excluded.company_id, contact_id = excluded.contact_id,
    visible_text = excluded.visible_text, internal_text = excluded.internal_text
$$;
comment on function refresh_ticket_search(uuid[]) is 'Makes the full text of tickets anew, newest messages first: they are the ones kept where there is too much. Values of own fields are for agents.';

create or replace function tell_ticket_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true))
      from (select ticket_id from after_rows limit 101) as a));
  else
    perform tell_tickets((select array_agg(change) from (
      select jsonb_build_object('kind', 'ticket', 'ticketId', a.ticket_id,
        'visible', (a.subject, a.status_id, a.priority_id, a.queue_id, a.company_id, a.contact_id, a.assignee_id, a.service_id, a.confidential, a.due_at, a.customer_reference)
          is distinct from (b.subject, b.status_id, b.priority_id, b.queue_id, b.company_id, b.contact_id, b.assignee_id, b.service_id, b.confidential, b.due_at, b.customer_reference))
        || case when (a.queue_id, a.company_id, a.contact_id, a.confidential, a.status_type)
            is distinct from (b.queue_id, b.company_id, b.contact_id, b.confidential, b.status_type)
          then jsonb_build_object('former', jsonb_build_object('queueId', b.queue_id, 'companyId', b.company_id, 'contactId', b.contact_id,
            'confidential', b.confidential, 'statusType', b.status_type))
          else '{}' end as change
      from before_rows b join after_rows a using (ticket_id) limit 101) as changed));
  end if;
  return null;
end $$;
