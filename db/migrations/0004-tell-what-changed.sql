-- Tells running servers what changed, once it is committed: ids only, never content (decision 0015). A statement that
-- changes more than a hundred rows says "many" instead of naming them.

create function tell_change(change jsonb) returns void language sql as $$
  select pg_notify('pforte_change', change::text)
$$;
comment on function tell_change is 'Sends one change to every listening server with the commit; equal ones of a transaction arrive once.';

create function tell_tickets(changes jsonb[]) returns void language plpgsql as $$
begin
  if cardinality(changes) > 100 then
    perform tell_change('{"kind": "many"}');
  else
    perform tell_change(change) from unnest(changes) as change;
  end if;
end $$;

create function tell_ticket_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true))
      from (select ticket_id from after_rows limit 101) as a));
  else
    perform tell_tickets((select array_agg(change) from (
      select jsonb_build_object('kind', 'ticket', 'ticketId', a.ticket_id,
        'visible', (a.subject, a.status_id, a.priority_id, a.queue_id, a.company_id, a.contact_id, a.assignee_id, a.service_id, a.confidential)
          is distinct from (b.subject, b.status_id, b.priority_id, b.queue_id, b.company_id, b.contact_id, b.assignee_id, b.service_id, b.confidential))
        || case when (a.queue_id, a.company_id, a.contact_id, a.confidential, a.status_type)
            is distinct from (b.queue_id, b.company_id, b.contact_id, b.confidential, b.status_type)
          then jsonb_build_object('former', jsonb_build_object('queueId', b.queue_id, 'companyId', b.company_id, 'contactId', b.contact_id,
            'confidential', b.confidential, 'statusType', b.status_type))
          else '{}' end as change
      from before_rows b join after_rows a using (ticket_id) limit 101) as changed));
  end if;
  return null;
end $$;
comment on function tell_ticket_changes is 'Statement trigger: which tickets changed, whether in something that contacts see, and what decided access before.';

create function tell_article_changes() returns trigger language plpgsql as $$
begin
  perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', visible))
    from (select ticket_id, bool_or(visible) as visible from after_rows group by ticket_id limit 101) as a));
  return null;
end $$;
comment on function tell_article_changes is 'Statement trigger: an internal article is told to agents only.';

create function tell_participant_changes() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true, 'left',
        jsonb_build_object('contactId', contact_id, 'companyId', company_id, 'level', level, 'addedByAgent', added_by_kind = 'agent')))
      from (select * from before_rows limit 101) as b));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true))
      from (select ticket_id from after_rows limit 101) as a));
  end if;
  return null;
end $$;
comment on function tell_participant_changes is 'Statement trigger: who was taken off a ticket is named, so that it can be told as well.';

create trigger ticket_tell_insert after insert on ticket referencing new table as after_rows for each statement execute function tell_ticket_changes();
create trigger ticket_tell_update after update on ticket referencing old table as before_rows new table as after_rows
  for each statement execute function tell_ticket_changes();
create trigger article_tell_insert after insert on article referencing new table as after_rows for each statement execute function tell_article_changes();
create trigger article_tell_update after update on article referencing new table as after_rows for each statement execute function tell_article_changes();
create trigger participant_tell_insert after insert on participant referencing new table as after_rows
  for each statement execute function tell_participant_changes();
create trigger participant_tell_update after update on participant referencing old table as before_rows new table as after_rows
  for each statement execute function tell_participant_changes();
create trigger participant_tell_delete after delete on participant referencing old table as before_rows
  for each statement execute function tell_participant_changes();

-- ───────────────────────── access and sessions ─────────────────────────

create function tell_people(changes jsonb[]) returns void language plpgsql as $$
begin
  if cardinality(changes) > 100 then
    perform tell_change('{"kind": "everything"}');
  else
    perform tell_change(change) from unnest(changes) as change;
  end if;
end $$;

create function tell_contact_access() returns trigger language plpgsql as $$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'contact', 'contactId', contact_id)) from (
    select a.contact_id from before_rows b join after_rows a using (contact_id) where a.access_version <> b.access_version limit 101) as changed));
  return null;
end $$;

create function tell_company_access() returns trigger language plpgsql as $$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'company', 'companyId', company_id)) from (
    select a.company_id from before_rows b join after_rows a using (company_id) where a.access_version <> b.access_version limit 101) as changed));
  return null;
end $$;

create function tell_installation_access() returns trigger language plpgsql as $$
begin
  perform tell_change('{"kind": "everything"}');
  return null;
end $$;

create function tell_agent_access() returns trigger language plpgsql as $$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'agent', 'agentId', agent_id)) from (
    select a.agent_id from before_rows b join after_rows a using (agent_id)
    where (a.state, a.is_administrator, a.permissions) is distinct from (b.state, b.is_administrator, b.permissions) limit 101) as changed));
  return null;
end $$;

create function tell_agent_rights() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_people((select array_agg(distinct jsonb_build_object('kind', 'agent', 'agentId', agent_id)) from before_rows));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_people((select array_agg(distinct jsonb_build_object('kind', 'agent', 'agentId', agent_id)) from after_rows));
  end if;
  return null;
end $$;

create function tell_ended_sessions() returns trigger language plpgsql as $$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'session', 'sessionId', session_id)) from (select session_id from before_rows limit 101) as b));
  return null;
end $$;

create trigger contact_tell after update on contact referencing old table as before_rows new table as after_rows
  for each statement execute function tell_contact_access();
create trigger company_tell after update on company referencing old table as before_rows new table as after_rows
  for each statement execute function tell_company_access();
create trigger installation_tell after update of access_version on installation for each statement execute function tell_installation_access();
create trigger agent_tell after update on agent referencing old table as before_rows new table as after_rows
  for each statement execute function tell_agent_access();
create trigger agent_right_tell_insert after insert on agent_right referencing new table as after_rows for each statement execute function tell_agent_rights();
create trigger agent_right_tell_update after update on agent_right referencing old table as before_rows new table as after_rows
  for each statement execute function tell_agent_rights();
create trigger agent_right_tell_delete after delete on agent_right referencing old table as before_rows for each statement execute function tell_agent_rights();
create trigger session_tell_delete after delete on session referencing old table as before_rows for each statement execute function tell_ended_sessions();
