-- What lists, answers that are told again and open pages need to know of a ticket's projects and categories.

alter table ticket add column project_id uuid references project;
alter table ticket add column task_id uuid references task;
comment on column ticket.project_id is 'Copy of the primary pair (else of any other); null: the ticket has no project. Written by a trigger on ticket_project.';
create index ticket_project_changed on ticket (project_id, changed_at desc, ticket_id desc)
  include (task_id, company_id, contact_id, queue_id, created_at, confidential, state_class) where project_id is not null and state_class <> 'gone';
create index ticket_project_created on ticket (project_id, created_at desc, ticket_id desc)
  include (task_id, company_id, contact_id, queue_id, confidential, state_class) where project_id is not null and state_class <> 'gone';
create index ticket_project_secondary on ticket_project (project_id, ticket_id) where not is_primary;

create function copy_ticket_projects() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform copy_projects_of(array(select ticket_id from before_rows));
  end if;
  if tg_op <> 'DELETE' then
    perform copy_projects_of(array(select ticket_id from after_rows));
  end if;
  return null;
end $$;
create function copy_projects_of(ids uuid[]) returns void language sql as $$
  update ticket t set project_id = one.project_id, task_id = one.task_id
  from ticket k left join lateral (
    select p.project_id, p.task_id from ticket_project p where p.ticket_id = k.ticket_id order by p.is_primary desc, p.ticket_project_id limit 1) one on true
  where k.ticket_id = any (ids) and t.ticket_id = k.ticket_id and (t.project_id, t.task_id) is distinct from (one.project_id, one.task_id)
$$;
create trigger ticket_project_copy_insert after insert on ticket_project referencing new table as after_rows for each statement execute function copy_ticket_projects();
create trigger ticket_project_copy_update after update on ticket_project referencing old table as before_rows new table as after_rows
  for each statement execute function copy_ticket_projects();
create trigger ticket_project_copy_delete after delete on ticket_project referencing old table as before_rows for each statement execute function copy_ticket_projects();

create trigger task_access after update of project_id on task for each statement execute function raise_installation_version();

-- ───────────────────────── what changed lately (decision 0019) ─────────────────────────

create function touched_by_tickets(ids uuid[]) returns setof uuid language sql stable as $$
  select unnest(array[t.ticket_id, t.company_id, t.contact_id, t.queue_id, t.project_id]) from ticket t where t.ticket_id = any (ids)
  union select unnest(array[p.company_id, p.contact_id]) from participant p where p.ticket_id = any (ids)
  union select p.project_id from ticket_project p where p.ticket_id = any (ids) and not p.is_primary
$$;
comment on function touched_by_tickets is 'A ticket touches itself, its company, contact, queue and projects, and whoever was added to it.';

create or replace function touch_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_touched(array(
      select distinct id from after_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id, t.project_id]) as id where id is not null limit 301));
  elsif tg_op = 'DELETE' then
    perform note_touched(array(
      select distinct id from before_rows t, unnest(array[t.ticket_id, t.company_id, t.contact_id, t.queue_id, t.project_id]) as id where id is not null limit 301));
  else
    perform note_touched(array(
      select id from before_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id, t.project_id]) as id where id is not null
      union select id from touched_by_tickets(array(select ticket_id from after_rows limit 301)) as id where id is not null
      limit 301));
  end if;
  return null;
end $$;
comment on function touch_tickets is 'Statement trigger: what tickets touch, before and after.';

create function touch_parts_of_tickets() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform note_touched(array(select id from touched_by_tickets(array(select ticket_id from before_rows limit 301)) as id where id is not null limit 301));
  end if;
  if tg_op <> 'DELETE' then
    perform note_touched(array(select id from touched_by_tickets(array(select ticket_id from after_rows limit 301)) as id where id is not null limit 301));
  end if;
  return null;
end $$;
create function touch_former_projects() returns trigger language plpgsql as $$
begin
  perform note_touched(array(select distinct project_id from before_rows limit 301));
  return null;
end $$;

create trigger ticket_project_touch_insert after insert on ticket_project referencing new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_project_touch_update after update on ticket_project referencing old table as before_rows new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_project_touch_delete after delete on ticket_project referencing old table as before_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_project_touch_former_update after update on ticket_project referencing old table as before_rows
  for each statement execute function touch_former_projects();
create trigger ticket_project_touch_former_delete after delete on ticket_project referencing old table as before_rows
  for each statement execute function touch_former_projects();
create trigger ticket_category_touch_insert after insert on ticket_category referencing new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_category_touch_update after update on ticket_category referencing old table as before_rows new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_category_touch_delete after delete on ticket_category referencing old table as before_rows
  for each statement execute function touch_parts_of_tickets();

create trigger project_touch after update on project for each statement execute function touch_everything();
create trigger task_touch after update on task for each statement execute function touch_everything();
create trigger category_touch after update on category for each statement execute function touch_everything();
drop trigger company_touch on company;
create trigger company_touch after update of name, state, portal_enabled, parent_id, billed_by_company_id on company
  for each statement execute function touch_everything();
drop trigger company_touch_insert on company;
create trigger company_touch_insert after insert on company for each row
  when (new.parent_id is not null or new.billed_by_company_id is not null) execute function touch_everything();

-- ───────────────────────── open pages (decision 0015) ─────────────────────────

create function tell_project_changes() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true, 'leftProject',
        jsonb_build_object('projectId', project_id, 'taskId', task_id)))
      from (select * from before_rows limit 101) as b));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true))
      from (select distinct ticket_id from after_rows limit 101) as a));
  end if;
  return null;
end $$;
comment on function tell_project_changes is 'Statement trigger: the pair that a ticket left is named, so that those whom it led there can be told as well.';

create function tell_category_changes() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true, 'categories', true))
      from (select distinct ticket_id from before_rows limit 101) as b));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', true, 'categories', true))
      from (select distinct ticket_id from after_rows limit 101) as a));
  end if;
  return null;
end $$;
comment on function tell_category_changes is 'Statement trigger: categories says that the ticket may have become confidential, or was until now.';

create trigger ticket_project_tell_insert after insert on ticket_project referencing new table as after_rows for each statement execute function tell_project_changes();
create trigger ticket_project_tell_update after update on ticket_project referencing old table as before_rows new table as after_rows
  for each statement execute function tell_project_changes();
create trigger ticket_project_tell_delete after delete on ticket_project referencing old table as before_rows for each statement execute function tell_project_changes();
create trigger ticket_category_tell_insert after insert on ticket_category referencing new table as after_rows for each statement execute function tell_category_changes();
create trigger ticket_category_tell_update after update on ticket_category referencing old table as before_rows new table as after_rows
  for each statement execute function tell_category_changes();
create trigger ticket_category_tell_delete after delete on ticket_category referencing old table as before_rows for each statement execute function tell_category_changes();
