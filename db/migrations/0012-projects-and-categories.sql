-- Projects with tasks, grants on them, and categories (ZEP-06, ZEP-07, ZEP-14): what the gates project and confidential and the path project ask.

create table project (
  project_id uuid primary key,
  number text not null check (number <> '' and length(number) <= 150),
  name text not null check (name <> ''),
  company_id uuid references company,
  internal boolean not null generated always as (company_id is null) stored,
  comment text not null default '',
  state text not null default 'active' check (state in ('active', 'closed')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  unique (project_id, company_id),
  unique (project_id, internal)
);
create unique index project_number_key on project (lower(number));
create index on project (company_id);
create index project_search on project using gin (search_fold(number || ' ' || name) gin_trgm_ops);
create index project_by_name on project (search_fold(name), project_id);
comment on table project is 'A project of a company, or an internal one of the provider; tickets may belong to several.';
comment on column project.state is 'closed: stays readable and is not offered for new requests.';
create trigger project_history before update or delete on project for each row execute function keep_history('project_id');
create trigger project_access after update of company_id, name, state on project for each statement execute function raise_installation_version();

create table task (
  task_id uuid primary key,
  project_id uuid not null references project,
  parent_id uuid,
  name text not null check (name <> ''),
  state text not null default 'active' check (state in ('active', 'closed')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  unique (task_id, project_id),
  foreign key (parent_id, project_id) references task (task_id, project_id) on update cascade,
  check (parent_id <> task_id)
);
create unique index task_name_key on task (project_id, parent_id, lower(name)) nulls not distinct;
create index on task (parent_id) where parent_id is not null;
comment on table task is 'A part of a project; may lie below another task of it.';
create trigger task_history before update or delete on task for each row execute function keep_history('task_id');

create table ticket_project (
  ticket_project_id uuid primary key,
  ticket_id uuid not null references ticket,
  project_id uuid not null references project,
  task_id uuid,
  is_primary boolean not null default false,
  created_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  unique nulls not distinct (ticket_id, project_id, task_id),
  foreign key (task_id, project_id) references task (task_id, project_id) on update cascade
);
create unique index ticket_project_one_primary on ticket_project (ticket_id) where is_primary;
create index on ticket_project (project_id);
create index on ticket_project (task_id) where task_id is not null;
comment on table ticket_project is 'The (project, task) pairs of a ticket: one primary, any number of secondary ones. A task that moves takes them along.';
create trigger ticket_project_history before update or delete on ticket_project for each row execute function keep_history('ticket_project_id');

-- ───────────────────────── grants ─────────────────────────

create table project_grant (
  grant_id uuid primary key,
  contact_id uuid not null references contact,
  project_id uuid not null references project,
  company_id uuid,
  internal boolean not null generated always as (company_id is null) stored,
  tasks text not null check (tasks in ('all', 'existing', 'named')),
  read_only boolean not null default false,
  scope text not null default 'gate' check (scope in ('gate', 'withoutContact', 'wholeProject')),
  sees_since timestamptz,
  starts_at timestamptz,
  ends_at timestamptz,
  set_by uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  foreign key (project_id, internal) references project (project_id, internal),
  foreign key (project_id, company_id) references project (project_id, company_id),
  foreign key (contact_id, company_id) references membership (contact_id, company_id),
  check (starts_at < ends_at)
);
create index on project_grant (contact_id);
create index on project_grant (project_id, contact_id);
comment on table project_grant is 'What a contact may see of a project (ZEP-06). Only on projects of companies of its memberships, or on internal ones (ZEP-07): the foreign keys allow nothing else.';
comment on column project_grant.company_id is 'The project''s company; null: an internal project.';
comment on column project_grant.tasks is 'all: also later ones, and tickets without a task; existing: a frozen list, and tickets without a task; named: just these.';
comment on column project_grant.scope is 'gate: opens the gate project only; withoutContact: leads to tickets without a contact; wholeProject: leads to all tickets of the covered tasks.';
create trigger project_grant_history before update or delete on project_grant for each row execute function keep_history('grant_id');
create trigger project_grant_access_insert after insert on project_grant referencing new table as after_rows for each statement execute function raise_contact_version();
create trigger project_grant_access_update after update on project_grant referencing old table as before_rows new table as after_rows for each statement execute function raise_contact_version();
create trigger project_grant_access_delete after delete on project_grant referencing old table as before_rows for each statement execute function raise_contact_version();

create table project_grant_task (
  project_grant_task_id uuid primary key default gen_random_uuid(),
  grant_id uuid not null references project_grant on delete cascade,
  task_id uuid not null references task on delete cascade,
  valid_from timestamptz not null default now(),
  unique (grant_id, task_id)
);
create index on project_grant_task (task_id, grant_id);
comment on table project_grant_task is 'The tasks of grants on existing or named tasks; a named task stands here with its sub-tasks of that moment.';
create trigger project_grant_task_history before update or delete on project_grant_task for each row execute function keep_history('project_grant_task_id');

create function raise_grant_task_version() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update contact set access_version = access_version + 1
    where contact_id in (select g.contact_id from before_rows b join project_grant g on g.grant_id = b.grant_id);
  end if;
  if tg_op <> 'DELETE' then
    update contact set access_version = access_version + 1
    where contact_id in (select g.contact_id from after_rows a join project_grant g on g.grant_id = a.grant_id);
  end if;
  return null;
end $$;
create trigger project_grant_task_access_insert after insert on project_grant_task referencing new table as after_rows for each statement execute function raise_grant_task_version();
create trigger project_grant_task_access_update after update on project_grant_task referencing old table as before_rows new table as after_rows for each statement execute function raise_grant_task_version();
create trigger project_grant_task_access_delete after delete on project_grant_task referencing old table as before_rows for each statement execute function raise_grant_task_version();

create function leave_grants() returns trigger language plpgsql as $$
begin
  delete from project_grant_task where task_id = new.task_id;
  return null;
end $$;
comment on function leave_grants is 'Row trigger: a task that moves to another project leaves the grants on the old one.';
create trigger task_leaves_grants after update of project_id on task for each row
  when (old.project_id is distinct from new.project_id) execute function leave_grants();

-- ───────────────────────── categories ─────────────────────────

create table category (
  category_id uuid primary key,
  name text not null check (name <> ''),
  comment text not null default '',
  confidential boolean not null default false,
  state text not null default 'active' check (state in ('active', 'closed')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now()
);
create unique index category_name_key on category (lower(name));
comment on table category is 'What kind of request a ticket is; any number per ticket.';
comment on column category.confidential is 'Its tickets are confidential (gate confidential).';
create trigger category_history before update or delete on category for each row execute function keep_history('category_id');
create trigger category_access after insert or update or delete on category for each statement execute function raise_installation_version();

create table ticket_category (
  ticket_category_id uuid primary key,
  ticket_id uuid not null references ticket,
  category_id uuid not null references category,
  valid_from timestamptz not null default now(),
  unique (ticket_id, category_id)
);
create index on ticket_category (category_id);
create trigger ticket_category_history before update or delete on ticket_category for each row execute function keep_history('ticket_category_id');

-- ───────────────────────── family, billing, desk ─────────────────────────

-- Who is billed for whom leads (path billing), as the parent does (path family).
create or replace function raise_company_version_on_change() returns trigger language plpgsql as $$
begin
  new.access_version := old.access_version + 1;
  if old.parent_id is distinct from new.parent_id or old.billed_by_company_id is distinct from new.billed_by_company_id then
    update installation set access_version = access_version + 1;
  end if;
  return new;
end $$;
drop trigger company_access on company;
create trigger company_access before update on company for each row
  when (old.state is distinct from new.state or old.portal_enabled is distinct from new.portal_enabled
        or old.parent_id is distinct from new.parent_id or old.billed_by_company_id is distinct from new.billed_by_company_id
        or old.name is distinct from new.name)
  execute function raise_company_version_on_change();

alter table portal_role add column is_desk boolean not null default false;
comment on column portal_role.is_desk is 'Its people are desk users: where a company shows tickets of its parent and sisters to desk users only, to them.';
alter table portal_role drop constraint portal_role_system_key_check;
alter table portal_role add check (system_key in ('basic', 'advanced', 'manager', 'deskAgent', 'deskAdministrator'));
insert into portal_role (role_id, system_key, name, scope, verbs, create_for_subsidiaries, manages_people, assignable_by_manager, is_desk) values
  ('00000000-0000-7000-8000-000000000004', 'deskAgent', 'Desk agent', 'company', '{read,create,reply,change,close,judge,share}', true, false, false, true),
  ('00000000-0000-7000-8000-000000000005', 'deskAdministrator', 'Desk administrator', 'companyAndBelow', '{read,create,reply,change,close,judge,share}', true, true, false, true);
