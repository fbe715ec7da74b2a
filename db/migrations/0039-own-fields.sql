-- Own fields of tickets: defined here, changed on tickets, shown to contacts where the definition says so, and found by their values.
alter table own_field rename column name to key;
alter table own_field rename column label to name;
alter index own_field_name_key rename to own_field_key_key;
alter table own_field
  add column labels jsonb not null default '{}',
  add column options jsonb not null default '[]',
  add column rank integer not null default 0,
  add column shown_to_contacts boolean not null default false,
  add column version integer not null default 1,
  add column changed_at timestamptz not null default now(),
  add constraint own_field_type check (field_type in ('text', 'number', 'choice', 'choices', 'boolean', 'date', 'instant', 'json'));
comment on table own_field is 'Fields that the administrator added (OBO-08); values stand in own_fields of their subject, by key.';
comment on column own_field.key is 'For good: what values stand under, and what programs call the field.';
comment on column own_field.name is 'What people call it; empty: the key.';
comment on column own_field.labels is 'What people read, per language; absent: the name.';
comment on column own_field.options is 'Of a choice: [{value, label}] in the order in which they are offered.';
comment on column own_field.shown_to_contacts is 'Contacts who see a ticket see this of it; off: for agents alone.';
-- Whether contacts see it is a fact of their access.
create trigger own_field_access after insert or update or delete on own_field for each statement execute function raise_installation_version();
create trigger own_field_touch after update on own_field for each statement execute function touch_everything();

create table ticket_own_value (
  ticket_id uuid not null references ticket on delete cascade,
  own_field_id uuid not null references own_field on delete cascade,
  value text collate "C" not null,
  primary key (ticket_id, own_field_id, value)
);
comment on table ticket_own_value is 'Copy of the values in ticket.own_fields, by which lists are narrowed. Written by a trigger on ticket.';
comment on column ticket_own_value.value is 'Folded; the first 200 characters. Of several values one row each.';
create index ticket_own_value_value on ticket_own_value (own_field_id, value, ticket_id);

create function own_values_of(own_fields jsonb) returns table (own_field_id uuid, value text) language sql stable as $$
  select distinct f.own_field_id, left(search_fold(v.value), 200)
  from jsonb_each(own_fields) e
  join own_field f on f.subject = 'ticket' and lower(f.key) = lower(e.key) and f.field_type <> 'json'
  cross join lateral jsonb_array_elements_text(case jsonb_typeof(e.value) when 'array' then e.value else jsonb_build_array(e.value) end) as v(value)
  where v.value <> ''
$$;
comment on function own_values_of(jsonb) is 'Values of own fields one by one, as ticket_own_value has them.';

create function keep_own_values() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from ticket_own_value where ticket_id = new.ticket_id;
  end if;
  insert into ticket_own_value (ticket_id, own_field_id, value) select new.ticket_id, own_field_id, value from own_values_of(new.own_fields);
  return null;
end $$;
comment on function keep_own_values() is 'Row trigger on tickets: keeps the copy of the values of own fields.';
create trigger ticket_own_values_insert after insert on ticket for each row when (new.own_fields <> '{}') execute function keep_own_values();
create trigger ticket_own_values_update after update of own_fields on ticket for each row
  when (old.own_fields is distinct from new.own_fields) execute function keep_own_values();
insert into ticket_own_value (ticket_id, own_field_id, value)
  select t.ticket_id, v.own_field_id, v.value from ticket t cross join lateral own_values_of(t.own_fields) as v where t.own_fields <> '{}';

create function shown_fields_differ(one jsonb, other jsonb) returns boolean language sql stable as $$
  select one is distinct from other and exists (
    select from own_field f where f.subject = 'ticket' and f.shown_to_contacts and f.state = 'active' and one -> f.key is distinct from other -> f.key)
$$;
comment on function shown_fields_differ(jsonb, jsonb) is 'Whether contacts would see the difference between these values of own fields.';

create or replace function tell_ticket_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true))
      from (select ticket_id from after_rows limit 101) as a));
  else
    perform tell_tickets((select array_agg(change) from (
      select jsonb_build_object('kind', 'ticket', 'ticketId', a.ticket_id,
        'visible', (a.subject, a.status_id, a.priority_id, a.queue_id, a.company_id, a.contact_id, a.assignee_id, a.service_id, a.confidential, a.due_at, a.customer_reference)
          is distinct from (b.subject, b.status_id, b.priority_id, b.queue_id, b.company_id, b.contact_id, b.assignee_id, b.service_id, b.confidential, b.due_at, b.customer_reference)
          or shown_fields_differ(a.own_fields, b.own_fields))
        || case when (a.queue_id, a.company_id, a.contact_id, a.confidential, a.status_type)
            is distinct from (b.queue_id, b.company_id, b.contact_id, b.confidential, b.status_type)
          then jsonb_build_object('former', jsonb_build_object('queueId', b.queue_id, 'companyId', b.company_id, 'contactId', b.contact_id,
            'confidential', b.confidential, 'statusType', b.status_type))
          else '{}' end as change
      from before_rows b join after_rows a using (ticket_id) limit 101) as changed));
  end if;
  return null;
end $$;
