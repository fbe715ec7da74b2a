-- What the gate project asks is read in the indexes of the lists, as everything else that decides there.

alter table ticket add column more_projects boolean not null default false;
comment on column ticket.more_projects is 'It has pairs beside the copied one. Written by a trigger on ticket_project.';

create or replace function copy_projects_of(ids uuid[]) returns void language sql as $$
  update ticket t set project_id = one.project_id, task_id = one.task_id, more_projects = coalesce(one.pairs > 1, false)
  from ticket k left join lateral (
    select p.project_id, p.task_id, count(*) over () as pairs
    from ticket_project p where p.ticket_id = k.ticket_id order by p.is_primary desc, p.ticket_project_id limit 1) one on true
  where k.ticket_id = any (ids) and t.ticket_id = k.ticket_id
    and (t.project_id, t.task_id, t.more_projects) is distinct from (one.project_id, one.task_id, coalesce(one.pairs > 1, false))
$$;
update ticket t set more_projects = true where exists (select from ticket_project p where p.ticket_id = t.ticket_id and not p.is_primary);

drop index ticket_changed, ticket_changed_open, ticket_company_changed, ticket_company_created, ticket_company_open, ticket_company_queue, ticket_company_queue_open, ticket_created, ticket_queue, ticket_queue_created, ticket_queue_open, ticket_requester, ticket_requester_created;
drop index ticket_project_created;
create index ticket_project_created on ticket (project_id, created_at desc, ticket_id desc)
  include (task_id, company_id, contact_id, queue_id, confidential, state_class, more_projects) where project_id is not null and state_class <> 'gone';
drop index ticket_project_changed;
create index ticket_project_changed on ticket (project_id, changed_at desc, ticket_id desc)
  include (task_id, company_id, contact_id, queue_id, created_at, confidential, state_class, more_projects) where project_id is not null and state_class <> 'gone';
create index ticket_changed on ticket (changed_at desc, ticket_id desc)
  include (company_id, queue_id, created_at, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_changed_open on ticket (changed_at desc, ticket_id desc)
  include (company_id, queue_id, created_at, confidential, project_id, task_id, more_projects) where state_class = 'open';
create index ticket_company_changed on ticket (company_id, changed_at desc, ticket_id desc)
  include (queue_id, created_at, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_company_created on ticket (company_id, created_at desc, ticket_id desc)
  include (queue_id, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_company_open on ticket (company_id, changed_at desc, ticket_id desc)
  include (queue_id, created_at, confidential, project_id, task_id, more_projects) where state_class = 'open';
create index ticket_company_queue on ticket (company_id, queue_id, changed_at desc, ticket_id desc)
  include (created_at, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_company_queue_open on ticket (company_id, queue_id, changed_at desc, ticket_id desc)
  include (created_at, confidential, project_id, task_id, more_projects) where state_class = 'open';
create index ticket_created on ticket (created_at desc, ticket_id desc)
  include (company_id, queue_id, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_queue on ticket (queue_id, changed_at desc, ticket_id desc)
  include (company_id, created_at, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_queue_created on ticket (queue_id, created_at desc, ticket_id desc)
  include (company_id, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_queue_open on ticket (queue_id, changed_at desc, ticket_id desc)
  include (company_id, created_at, confidential, project_id, task_id, more_projects) where state_class = 'open';
create index ticket_requester on ticket (contact_id, changed_at desc, ticket_id desc)
  include (company_id, queue_id, created_at, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
create index ticket_requester_created on ticket (contact_id, created_at desc, ticket_id desc)
  include (company_id, queue_id, confidential, state_class, project_id, task_id, more_projects) where state_class <> 'gone';
