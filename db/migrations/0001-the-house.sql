-- Pforte's first schema. Plain SQL that PostgreSQL 15 understands; identifiers are made by the application (UUID v7).
-- Words: docs/glossary.md. Times are UTC instants. Text is never folded on storage; "without case" is a unique index on lower().

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- ───────────────────────── search helpers ─────────────────────────

create function search_fold(value text) returns text
  language sql immutable strict parallel safe
  as $$ select lower(public.unaccent('public.unaccent', value)) $$;
comment on function search_fold is 'Folds case and accents, so that "Mueller", "müller" and "Muller" meet half-way: ü becomes u.';

create text search configuration pforte (copy = simple);
alter text search configuration pforte
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword, numhword, hword_numpart
  with unaccent, simple;

-- ───────────────────────── installation ─────────────────────────

create table installation (
  one boolean primary key default true check (one),
  installation_id uuid not null default gen_random_uuid(),
  access_version bigint not null default 1,
  set_up_at timestamptz
);
insert into installation default values;
comment on table installation is 'Exactly one row: this installation.';
comment on column installation.access_version is 'Raised by every write that may change anybody''s access (queue, group, role, everybody rights, switches).';
comment on column installation.set_up_at is 'When the first administrator was created; null asks for the one-time link.';

create table fact_history (
  table_name text not null,
  row_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  row jsonb not null
);
create index on fact_history (table_name, row_id, valid_to);
comment on table fact_history is 'Former versions of the rows that decide access, [valid_from, valid_to); the current version stands in its own table with its valid_from.';

create function keep_history() returns trigger language plpgsql as $$
begin
  if old.valid_from < now() then
    insert into fact_history (table_name, row_id, valid_from, valid_to, row)
    values (tg_table_name, (to_jsonb(old) ->> tg_argv[0])::uuid, old.valid_from, now(), to_jsonb(old));
  end if;
  if tg_op = 'UPDATE' then
    new.valid_from := now();
    return new;
  end if;
  return old;
end $$;
comment on function keep_history is 'Row trigger (before update or delete) with the key column as argument: writes the old version to fact_history.';

create function raise_installation_version() returns trigger language plpgsql as $$
begin
  update installation set access_version = access_version + 1;
  return null;
end $$;

-- ───────────────────────── companies ─────────────────────────

create table company (
  company_id uuid primary key,
  number text not null check (number <> '' and length(number) <= 150),
  name text not null check (name <> ''),
  street text not null default '',
  zip text not null default '',
  city text not null default '',
  country text not null default '',
  url text not null default '',
  comment text not null default '',
  shipping_address text not null default '',
  billing_address text not null default '',
  classification text not null default '',
  territory text not null default '',
  parent_id uuid references company,
  billed_by_company_id uuid references company,
  language text check (language in ('de', 'en')),
  time_zone text,
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  portal_enabled boolean not null default true,
  origin text not null default 'manual' check (origin in ('manual', 'import', 'madeByImport')),
  own_fields jsonb not null default '{}',
  access_version bigint not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  check (parent_id <> company_id),
  check (billed_by_company_id <> company_id)
);
create unique index company_number_key on company (lower(number));
create index on company (parent_id) where parent_id is not null;
create index on company (billed_by_company_id) where billed_by_company_id is not null;
create index company_search on company using gin (search_fold(number || ' ' || name || ' ' || city) gin_trgm_ops);
create index company_by_name on company (search_fold(name), company_id);
create index company_by_changed on company (changed_at desc, company_id desc);
comment on table company is 'A customer organisation (OLD-01, OBO-14).';
comment on column company.number is 'What people read ("Kunden#"): any text, unique without case.';
comment on column company.portal_enabled is 'ATK-02: off shuts its memberships; other memberships of the same people go on.';
comment on column company.origin is 'madeByImport: a number that a person carried in the old system without a record of its own.';
create trigger company_history before update on company for each row
  when (old.state is distinct from new.state or old.portal_enabled is distinct from new.portal_enabled
        or old.parent_id is distinct from new.parent_id or old.billed_by_company_id is distinct from new.billed_by_company_id)
  execute function keep_history('company_id');

create function raise_company_version_on_change() returns trigger language plpgsql as $$
begin
  new.access_version := old.access_version + 1;
  if old.parent_id is distinct from new.parent_id then
    update installation set access_version = access_version + 1;
  end if;
  return new;
end $$;
create trigger company_access before update on company for each row
  when (old.state is distinct from new.state or old.portal_enabled is distinct from new.portal_enabled
        or old.parent_id is distinct from new.parent_id)
  execute function raise_company_version_on_change();

-- ───────────────────────── contacts, roles, memberships ─────────────────────────

create table contact (
  contact_id uuid primary key,
  title text not null default '',
  first_name text not null default '',
  last_name text not null default '',
  email text not null default '',
  login text check (login <> '' and length(login) <= 200),
  phone text not null default '',
  fax text not null default '',
  mobile text not null default '',
  street text not null default '',
  zip text not null default '',
  city text not null default '',
  country text not null default '',
  comment text not null default '',
  language text check (language in ('de', 'en')),
  time_zone text,
  state text not null default 'active' check (state in ('invited', 'active', 'suspended', 'closed')),
  own_fields jsonb not null default '{}',
  last_sign_in_at timestamptz,
  access_version bigint not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now()
);
create unique index contact_login_key on contact (lower(login));
create index contact_by_email on contact (lower(email));
create index contact_search on contact using gin (search_fold(first_name || ' ' || last_name || ' ' || coalesce(login, '') || ' ' || email) gin_trgm_ops);
create index contact_by_name on contact (search_fold(last_name || ' ' || first_name), contact_id);
create index contact_by_changed on contact (changed_at desc, contact_id desc);
comment on table contact is 'A person of one or more companies.';
comment on column contact.login is 'User name, unique without case; null: no sign-in (ZEP-01).';
comment on column contact.state is 'suspended = "ungültig-temporär", closed = "ungültig" (OLD-02).';
comment on column contact.access_version is 'Raised by every write that changes this contact''s own access; commands lock it for share.';
create trigger contact_history before update on contact for each row
  when (old.state is distinct from new.state) execute function keep_history('contact_id');

create function raise_own_version() returns trigger language plpgsql as $$
begin
  new.access_version := old.access_version + 1;
  return new;
end $$;
create trigger contact_access before update on contact for each row
  when (old.state is distinct from new.state) execute function raise_own_version();

create table portal_role (
  role_id uuid primary key,
  system_key text unique check (system_key in ('basic', 'advanced', 'manager')),
  name text not null check (name <> ''),
  scope text not null check (scope in ('own', 'company', 'companyAndBelow')),
  verbs text[] not null check (verbs <@ array['read', 'create', 'reply', 'change', 'close', 'judge', 'share']),
  confidential boolean not null default false,
  create_for_subsidiaries boolean not null default false,
  manages_people boolean not null default false,
  assignable_by_manager boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now()
);
create unique index portal_role_name_key on portal_role (lower(name));
comment on table portal_role is 'What a membership carries: how far it sees and which verbs (access-model, "Roles").';
create trigger portal_role_history before update or delete on portal_role for each row execute function keep_history('role_id');
create trigger portal_role_access after insert or update or delete on portal_role for each statement execute function raise_installation_version();

insert into portal_role (role_id, system_key, name, scope, verbs, create_for_subsidiaries, manages_people, assignable_by_manager) values
  ('00000000-0000-7000-8000-000000000001', 'basic', 'Basic', 'own', '{read,create,reply,close,judge}', false, false, true),
  ('00000000-0000-7000-8000-000000000002', 'advanced', 'Advanced', 'company', '{read,create,reply,change,close,judge,share}', true, false, true),
  ('00000000-0000-7000-8000-000000000003', 'manager', 'Manager', 'companyAndBelow', '{read,create,reply,change,close,judge,share}', true, true, true);

create table membership (
  membership_id uuid primary key,
  contact_id uuid not null references contact,
  company_id uuid not null references company,
  role_id uuid not null references portal_role,
  is_primary boolean not null default false,
  carries_group_rights boolean not null default true,
  keeps_own_tickets boolean not null default false,
  sees_since timestamptz,
  starts_at timestamptz,
  ends_at timestamptz,
  set_by uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  unique (contact_id, company_id),
  check (starts_at < ends_at)
);
create unique index membership_one_primary on membership (contact_id) where is_primary;
create index on membership (company_id, contact_id);
create index on membership (role_id);
comment on table membership is 'Contact ↔ company with a role (OTR-01, NEW-05); in force in [starts_at, ends_at).';
comment on column membership.carries_group_rights is 'false: an excluded primary (OTR-03): the company''s group rights do not reach this person.';
comment on column membership.keeps_own_tickets is 'Once ended: own tickets there stay visible (access-model, "Moves").';
comment on column membership.set_by is 'The agent who last set it; null: import or command line.';
create trigger membership_history before update or delete on membership for each row execute function keep_history('membership_id');

create function raise_contact_version() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from before_rows);
  end if;
  if tg_op <> 'DELETE' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from after_rows);
  end if;
  return null;
end $$;
create trigger membership_access_insert after insert on membership referencing new table as after_rows for each statement execute function raise_contact_version();
create trigger membership_access_update after update on membership referencing old table as before_rows new table as after_rows for each statement execute function raise_contact_version();
create trigger membership_access_delete after delete on membership referencing old table as before_rows for each statement execute function raise_contact_version();

-- ───────────────────────── agents ─────────────────────────

create table agent (
  agent_id uuid primary key,
  login text not null check (login <> ''),
  email text not null default '',
  first_name text not null default '',
  last_name text not null default '',
  is_administrator boolean not null default false,
  permissions text[] not null default '{}',
  language text check (language in ('de', 'en')),
  time_zone text,
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  last_sign_in_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now()
);
create unique index agent_login_key on agent (lower(login));
comment on table agent is 'The provider''s employee.';
comment on column agent.permissions is 'Named permissions beyond tickets, for agents who are not administrators.';
create trigger agent_history before update on agent for each row
  when (old.state is distinct from new.state or old.is_administrator is distinct from new.is_administrator or old.permissions is distinct from new.permissions)
  execute function keep_history('agent_id');

-- ───────────────────────── groups, queues, rights ─────────────────────────

create table access_group (
  group_id uuid primary key,
  name text not null check (name <> ''),
  comment text not null default '',
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  rights_version integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now()
);
create unique index access_group_name_key on access_group (lower(name));
comment on table access_group is 'A group: queues belong to it, rights are given on it (OLD-03).';
comment on column access_group.rights_version is 'What a saved matrix must name, so that two administrators do not overwrite each other.';
create trigger access_group_history before update on access_group for each row
  when (old.state is distinct from new.state) execute function keep_history('group_id');
create trigger access_group_access after update of state on access_group for each statement execute function raise_installation_version();

create table queue (
  queue_id uuid primary key,
  name text not null check (name <> ''),
  group_id uuid not null references access_group,
  comment text not null default '',
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  confidential boolean not null default false,
  follow_up text not null default 'possible' check (follow_up in ('possible', 'reject', 'newTicket')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  valid_from timestamptz not null default now()
);
create unique index queue_name_key on queue (lower(name));
create index on queue (group_id);
comment on table queue is 'Where tickets lie; a tree by name ("A::B"); each belongs to one group.';
comment on column queue.follow_up is 'What an answer to a closed ticket does: reopens it, is refused, or asks for a new ticket.';
create trigger queue_history before update on queue for each row
  when (old.group_id is distinct from new.group_id or old.state is distinct from new.state or old.confidential is distinct from new.confidential)
  execute function keep_history('queue_id');
create trigger queue_access after update of group_id, state, confidential on queue for each statement execute function raise_installation_version();

create table group_right (
  group_right_id uuid primary key,
  group_id uuid not null references access_group,
  contact_id uuid references contact,
  company_id uuid references company,
  context text check (context in ('own', 'others')),
  everybody text check (everybody in ('contact', 'company')),
  can_read boolean not null default false,
  can_create boolean not null default false,
  can_edit boolean not null default false,
  starts_at timestamptz,
  ends_at timestamptz,
  set_by uuid,
  created_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  check (num_nonnulls(contact_id, company_id, everybody) = 1),
  check ((company_id is null) = (context is null)),
  check (can_read or can_create or can_edit),
  check (starts_at < ends_at)
);
create unique index group_right_contact on group_right (contact_id, group_id) where contact_id is not null;
create unique index group_right_company on group_right (company_id, context, group_id) where company_id is not null;
create unique index group_right_everybody on group_right (everybody, group_id) where everybody is not null;
create index on group_right (group_id);
comment on table group_right is 'A right on a group of a contact, of a company (own tickets or those of others) or of everybody (OLD-03, OLD-04, OBO-05). Edit includes read and create.';
comment on column group_right.context is 'own: for tickets that its people reach; others: path partner (OTRS "Other Customers").';
comment on column group_right.everybody is 'contact: every contact (CustomerGroupAlwaysGroups); company: every contact with a membership that carries group rights (CustomerGroupCompanyAlwaysGroups).';
create trigger group_right_history before update or delete on group_right for each row execute function keep_history('group_right_id');

create function raise_right_version() returns trigger language plpgsql as $$
declare everybody_touched boolean := false;
begin
  if tg_op <> 'INSERT' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from before_rows);
    update company set access_version = access_version + 1 where company_id in (select company_id from before_rows);
    everybody_touched := exists (select from before_rows where everybody is not null);
  end if;
  if tg_op <> 'DELETE' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from after_rows);
    update company set access_version = access_version + 1 where company_id in (select company_id from after_rows);
    everybody_touched := everybody_touched or exists (select from after_rows where everybody is not null);
  end if;
  if everybody_touched then
    update installation set access_version = access_version + 1;
  end if;
  return null;
end $$;
create trigger group_right_access_insert after insert on group_right referencing new table as after_rows for each statement execute function raise_right_version();
create trigger group_right_access_update after update on group_right referencing old table as before_rows new table as after_rows for each statement execute function raise_right_version();
create trigger group_right_access_delete after delete on group_right referencing old table as before_rows for each statement execute function raise_right_version();

create table agent_right (
  agent_right_id uuid primary key,
  agent_id uuid not null references agent,
  group_id uuid not null references access_group,
  can_read boolean not null default false,
  can_create boolean not null default false,
  can_edit boolean not null default false,
  set_by uuid,
  created_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  unique (agent_id, group_id),
  check (can_read or can_create or can_edit)
);
comment on table agent_right is 'An agent''s right on a group; administrators need none.';
create trigger agent_right_history before update or delete on agent_right for each row execute function keep_history('agent_right_id');

-- ───────────────────────── services, master data ─────────────────────────

create table service (
  service_id uuid primary key,
  name text not null check (name <> ''),
  comment text not null default '',
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create unique index service_name_key on service (lower(name));
comment on table service is 'What a ticket is about; a tree by name ("A::B") (OBO-06).';

create table service_assignment (
  service_assignment_id uuid primary key,
  service_id uuid not null references service,
  contact_id uuid references contact,
  company_id uuid references company,
  everybody boolean not null default false,
  set_by uuid,
  created_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  check (num_nonnulls(contact_id, company_id) + everybody::int = 1)
);
create unique index service_assignment_contact on service_assignment (contact_id, service_id) where contact_id is not null;
create unique index service_assignment_company on service_assignment (company_id, service_id) where company_id is not null;
create unique index service_assignment_everybody on service_assignment (service_id) where everybody;
create index on service_assignment (service_id);
comment on table service_assignment is 'Own services replace the company''s, these replace the defaults (everybody); never merged.';
create trigger service_assignment_history before update or delete on service_assignment for each row execute function keep_history('service_assignment_id');

create table priority (
  priority_id uuid primary key,
  name text not null check (name <> ''),
  labels jsonb not null default '{}',
  rank integer not null unique,
  is_default boolean not null default false,
  state text not null default 'active' check (state in ('active', 'closed')),
  version integer not null default 1
);
create unique index priority_name_key on priority (lower(name));
create unique index priority_one_default on priority (is_default) where is_default;
comment on column priority.labels is 'What people read, per language: {"de": "...", "en": "..."}; absent: the name.';
insert into priority (priority_id, name, labels, rank, is_default) values
  ('00000000-0000-7000-8000-000000000101', 'very low', '{"en":"Very low","de":"Sehr niedrig"}', 1, false),
  ('00000000-0000-7000-8000-000000000102', 'low', '{"en":"Low","de":"Niedrig"}', 2, false),
  ('00000000-0000-7000-8000-000000000103', 'normal', '{"en":"Normal","de":"Normal"}', 3, true),
  ('00000000-0000-7000-8000-000000000104', 'high', '{"en":"High","de":"Hoch"}', 4, false),
  ('00000000-0000-7000-8000-000000000105', 'very high', '{"en":"Very high","de":"Sehr hoch"}', 5, false);

create table ticket_status (
  status_id uuid primary key,
  name text not null check (name <> ''),
  labels jsonb not null default '{}',
  status_type text not null check (status_type in ('new', 'open', 'pending', 'done', 'closed', 'removed', 'merged')),
  rank integer not null default 0,
  is_default_of_type boolean not null default false,
  state text not null default 'active' check (state in ('active', 'closed')),
  version integer not null default 1,
  unique (status_id, status_type)
);
create unique index ticket_status_name_key on ticket_status (lower(name));
create unique index ticket_status_one_default on ticket_status (status_type) where is_default_of_type;
comment on table ticket_status is 'Statuses are data with a type; rules ask the type only.';
insert into ticket_status (status_id, name, labels, status_type, rank, is_default_of_type) values
  ('00000000-0000-7000-8000-000000000201', 'new', '{"en":"New","de":"Neu"}', 'new', 1, true),
  ('00000000-0000-7000-8000-000000000202', 'open', '{"en":"In progress","de":"In Arbeit"}', 'open', 2, true),
  ('00000000-0000-7000-8000-000000000203', 'pending', '{"en":"Waiting","de":"Wartet"}', 'pending', 3, true),
  ('00000000-0000-7000-8000-000000000204', 'done', '{"en":"Done","de":"Erledigt"}', 'done', 4, true),
  ('00000000-0000-7000-8000-000000000205', 'closed', '{"en":"Closed","de":"Geschlossen"}', 'closed', 5, true),
  ('00000000-0000-7000-8000-000000000206', 'removed', '{"en":"Removed","de":"Entfernt"}', 'removed', 6, true),
  ('00000000-0000-7000-8000-000000000207', 'merged', '{"en":"Merged","de":"Zusammengeführt"}', 'merged', 7, true);

create table own_field (
  own_field_id uuid primary key,
  subject text not null check (subject in ('ticket', 'article', 'contact', 'company')),
  name text not null check (name <> ''),
  label text not null default '',
  field_type text not null default 'text',
  config jsonb not null default '{}',
  state text not null default 'active' check (state in ('active', 'closed')),
  created_at timestamptz not null default now()
);
create unique index own_field_name_key on own_field (subject, lower(name));
comment on table own_field is 'Fields that the administrator added (OBO-08); values stand in own_fields of their subject, by name.';

-- ───────────────────────── tickets ─────────────────────────

create table ticket (
  ticket_id uuid primary key,
  number text not null check (number <> ''),
  subject text not null,
  status_id uuid not null,
  status_type text not null,
  state_class text not null generated always as (
    case when status_type in ('removed', 'merged') then 'gone' when status_type in ('done', 'closed') then 'closed' else 'open' end) stored,
  priority_id uuid not null references priority,
  queue_id uuid not null references queue,
  company_id uuid references company,
  contact_id uuid references contact,
  company_text text not null default '',
  contact_text text not null default '',
  assignee_id uuid references agent,
  service_id uuid references service,
  confidential boolean not null default false,
  archived boolean not null default false,
  merged_into_id uuid references ticket,
  own_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  closed_at timestamptz,
  valid_from timestamptz not null default now(),
  foreign key (status_id, status_type) references ticket_status (status_id, status_type),
  check (merged_into_id <> ticket_id)
);
create unique index ticket_number_key on ticket (lower(number) text_pattern_ops);
comment on table ticket is 'A request of a contact. It keeps its company for good unless an agent moves it.';
comment on column ticket.state_class is 'open, closed or gone (removed, merged): what list indexes are split by.';
comment on column ticket.company_text is 'Company as the old system wrote it, where no company of that number exists.';
comment on column ticket.contact_text is 'Sender as written (a mail address, a login of an unknown person), where no contact is known.';
comment on column ticket.confidential is 'The ticket''s own mark; its queue''s mark counts as well (gate confidential).';

-- One index per clause of a Scope (domain/access/scope.ts), each answering "newest n" without touching the table.
create index ticket_company_queue on ticket (company_id, queue_id, changed_at desc, ticket_id desc) include (created_at, confidential, state_class) where state_class <> 'gone';
create index ticket_company_queue_open on ticket (company_id, queue_id, changed_at desc, ticket_id desc) include (created_at, confidential) where state_class = 'open';
create index ticket_company_changed on ticket (company_id, changed_at desc, ticket_id desc) include (queue_id, created_at, confidential, state_class) where state_class <> 'gone';
create index ticket_company_open on ticket (company_id, changed_at desc, ticket_id desc) include (queue_id, created_at, confidential) where state_class = 'open';
create index ticket_company_created on ticket (company_id, created_at desc, ticket_id desc) include (queue_id, confidential, state_class) where state_class <> 'gone';
create index ticket_requester on ticket (contact_id, changed_at desc, ticket_id desc) include (company_id, queue_id, created_at, confidential, state_class) where state_class <> 'gone';
create index ticket_requester_created on ticket (contact_id, created_at desc, ticket_id desc) include (company_id, queue_id, confidential, state_class) where state_class <> 'gone';
create index ticket_queue on ticket (queue_id, changed_at desc, ticket_id desc) include (company_id, created_at, confidential, state_class) where state_class <> 'gone';
create index ticket_queue_open on ticket (queue_id, changed_at desc, ticket_id desc) include (company_id, created_at, confidential) where state_class = 'open';
create index ticket_queue_created on ticket (queue_id, created_at desc, ticket_id desc) include (company_id, confidential, state_class) where state_class <> 'gone';
create index ticket_changed on ticket (changed_at desc, ticket_id desc) include (queue_id, state_class) where state_class <> 'gone';
create index ticket_changed_open on ticket (changed_at desc, ticket_id desc) include (queue_id) where state_class = 'open';
create index ticket_created on ticket (created_at desc, ticket_id desc) include (queue_id, state_class) where state_class <> 'gone';
create index ticket_assignee on ticket (assignee_id, changed_at desc, ticket_id desc) where state_class <> 'gone' and assignee_id is not null;
create index on ticket (merged_into_id) where merged_into_id is not null;
create trigger ticket_history before update on ticket for each row
  when (old.queue_id is distinct from new.queue_id or old.company_id is distinct from new.company_id or old.contact_id is distinct from new.contact_id)
  execute function keep_history('ticket_id');

create table article (
  article_id uuid primary key,
  ticket_id uuid not null references ticket,
  author_kind text not null check (author_kind in ('contact', 'agent', 'system')),
  contact_id uuid references contact,
  agent_id uuid references agent,
  author_text text not null default '',
  channel text not null default 'portal' check (channel in ('portal', 'workspace', 'email', 'phone', 'chat', 'system', 'api')),
  visible boolean not null,
  subject text not null default '',
  body_text text not null default '',
  body_html text,
  to_text text not null default '',
  cc_text text not null default '',
  message_id text,
  own_fields jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index on article (ticket_id, created_at, article_id);
comment on table article is 'A message or note of a ticket; visible to the customer or internal.';
comment on column article.body_html is 'As received; cleaned by the server before anybody sees it.';

create table stored_file (
  file_hash bytea primary key check (length(file_hash) = 32),
  size_bytes bigint not null,
  created_at timestamptz not null default now()
);
comment on table stored_file is 'A file in PFORTE_DATA/files, named by its SHA-256.';

create table attachment (
  attachment_id uuid primary key,
  article_id uuid not null references article,
  ticket_id uuid not null references ticket,
  file_hash bytea not null references stored_file,
  name text not null check (name <> ''),
  content_type text not null default 'application/octet-stream',
  size_bytes bigint not null,
  content_id text not null default '',
  inline boolean not null default false,
  created_at timestamptz not null default now()
);
create index on attachment (article_id);
create index on attachment (ticket_id);
create index on attachment (file_hash);

create table upload (
  upload_id uuid primary key,
  file_hash bytea not null references stored_file,
  contact_id uuid references contact,
  agent_id uuid references agent,
  name text not null check (name <> ''),
  content_type text not null default 'application/octet-stream',
  size_bytes bigint not null,
  created_at timestamptz not null default now(),
  check (num_nonnulls(contact_id, agent_id) = 1)
);
create index on upload (created_at);
create index on upload (file_hash);
comment on table upload is 'A file that was uploaded and not yet attached; goes after 24 hours.';

create table participant (
  participant_id uuid primary key,
  ticket_id uuid not null references ticket,
  contact_id uuid references contact,
  company_id uuid references company,
  level text not null check (level in ('read', 'reply')),
  added_by_kind text not null check (added_by_kind in ('agent', 'contact')),
  added_by uuid,
  created_at timestamptz not null default now(),
  valid_from timestamptz not null default now(),
  check (num_nonnulls(contact_id, company_id) = 1)
);
create unique index participant_contact on participant (contact_id, ticket_id) where contact_id is not null;
create unique index participant_company on participant (company_id, ticket_id) where company_id is not null;
create index on participant (ticket_id);
comment on table participant is 'Somebody added to a ticket (NEW-17): a person, or a company (its people with scope company or wider).';
create trigger participant_history before update or delete on participant for each row execute function keep_history('participant_id');

create table ticket_search (
  ticket_id uuid primary key references ticket on delete cascade,
  company_id uuid,
  contact_id uuid,
  visible_text tsvector not null,
  internal_text tsvector
);
create index ticket_search_visible on ticket_search using gin (company_id, contact_id, visible_text);
create index ticket_search_all on ticket_search using gin ((coalesce(internal_text, visible_text)));
comment on table ticket_search is 'Full text of a ticket: number, subject and articles. Contacts search visible_text only; internal_text also holds internal articles, and is null where there are none.';

create function refresh_ticket_search(ticket_ids uuid[]) returns void language sql as $$
  insert into ticket_search (ticket_id, company_id, contact_id, visible_text, internal_text)
  select t.ticket_id, t.company_id, t.contact_id,
         to_tsvector('pforte', t.number || ' ' || t.subject || ' ' || coalesce(string_agg(left(a.subject || ' ' || a.body_text, 100000), ' ') filter (where a.visible), '')),
         case when bool_or(not a.visible) then
           to_tsvector('pforte', t.number || ' ' || t.subject || ' ' || coalesce(string_agg(left(a.subject || ' ' || a.body_text, 100000), ' '), ''))
         end
  from ticket t left join article a using (ticket_id)
  where t.ticket_id = any (ticket_ids)
  group by t.ticket_id
  on conflict (ticket_id) do update set
    company_id = excluded.company_id, contact_id = excluded.contact_id,
    visible_text = excluded.visible_text, internal_text = excluded.internal_text
$$;

create table number_counter (
  counter_key text primary key,
  last_value bigint not null
);
comment on table number_counter is 'Counters behind ticket and company numbers.';

-- ───────────────────────── settings ─────────────────────────

create table setting (
  setting_id uuid primary key,
  setting_key text not null,
  company_id uuid references company,
  contact_id uuid references contact,
  value jsonb not null,
  set_by uuid,
  valid_from timestamptz not null default now(),
  check (num_nonnulls(company_id, contact_id) <= 1)
);
create unique index setting_installation on setting (setting_key) where company_id is null and contact_id is null;
create unique index setting_company on setting (company_id, setting_key) where company_id is not null;
create unique index setting_contact on setting (contact_id, setting_key) where contact_id is not null;
comment on table setting is 'A value set here; the nearest of contact, company, installation wins, else the default of the catalogue (domain/settings).';
create trigger setting_history before update or delete on setting for each row execute function keep_history('setting_id');
create trigger setting_access after insert or update or delete on setting for each statement execute function raise_installation_version();

-- ───────────────────────── sign-in ─────────────────────────

create table credential (
  credential_id uuid primary key,
  contact_id uuid unique references contact,
  agent_id uuid unique references agent,
  scheme text not null,
  hash text not null,
  changed_at timestamptz not null default now(),
  check (num_nonnulls(contact_id, agent_id) = 1)
);
comment on table credential is 'A password at rest: argon2id, or an imported slow hash, or an imported fast hash wrapped in argon2id; rehashed at the next sign-in.';

create table session (
  session_id uuid primary key,
  token_hash bytea not null unique,
  contact_id uuid references contact,
  agent_id uuid references agent,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  network text not null default '',
  client text not null default '',
  check (num_nonnulls(contact_id, agent_id) = 1)
);
create index on session (contact_id) where contact_id is not null;
create index on session (agent_id) where agent_id is not null;
create index on session (expires_at);
comment on table session is 'A signed-in browser. Only the SHA-256 of its token is stored; not part of a backup.';

create table link_token (
  link_token_id uuid primary key,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('invitation', 'reset', 'firstAdministrator')),
  contact_id uuid references contact,
  agent_id uuid references agent,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check (num_nonnulls(contact_id, agent_id) = (purpose <> 'firstAdministrator')::int)
);
create index on link_token (contact_id) where contact_id is not null;
create index on link_token (agent_id) where agent_id is not null;
comment on table link_token is 'Invitation and reset links: 24 hours, single use, hashed at rest (ZEP-03).';

create table sign_in_brake (
  brake_key text primary key,
  failures integer not null,
  since timestamptz not null
);
comment on table sign_in_brake is 'Failed sign-ins per account and network, per network, and per account; see server/features/sign-in/brake.ts.';

create table known_device (
  device_hash bytea not null,
  account_key text not null,
  last_seen_at timestamptz not null default now(),
  primary key (device_hash, account_key)
);
comment on table known_device is 'Browsers that signed in to an account before: strangers'' failures do not slow them down.';

create table sign_in_event (
  sign_in_event_id uuid primary key,
  at timestamptz not null default now(),
  realm text not null check (realm in ('portal', 'workspace')),
  contact_id uuid references contact,
  agent_id uuid references agent,
  outcome text not null,
  network text not null default '',
  client text not null default ''
);
create index on sign_in_event (at desc, sign_in_event_id desc);
create index on sign_in_event (contact_id, at desc) where contact_id is not null;
comment on table sign_in_event is 'Who signed in or failed to, and why; never a password or an unknown login.';

create table api_token (
  api_token_id uuid primary key,
  token_hash bytea not null unique,
  agent_id uuid not null references agent,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on api_token (agent_id);

-- ───────────────────────── mail, audit, requests, import ─────────────────────────

create table outbox_mail (
  mail_id uuid primary key,
  to_address text not null,
  subject text not null,
  body_text text not null,
  contact_id uuid references contact,
  agent_id uuid references agent,
  kind text not null,
  state text not null default 'waiting' check (state in ('waiting', 'kept', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text not null default '',
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index on outbox_mail (created_at desc, mail_id desc);
create index on outbox_mail (state) where state = 'waiting';
comment on column outbox_mail.state is 'kept: no SMTP server is configured; administrators read it here.';

create table audit_event (
  audit_event_id uuid primary key,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('agent', 'contact', 'system', 'nobody')),
  actor_id uuid,
  event text not null,
  subject_kind text not null,
  subject_id uuid,
  company_id uuid,
  contact_id uuid,
  before jsonb,
  after jsonb,
  reason text not null default '',
  correlation_id uuid not null
);
create index on audit_event (at desc, audit_event_id desc);
create index on audit_event (subject_kind, subject_id, at desc);
create index on audit_event (company_id, at desc) where company_id is not null;
create index on audit_event (contact_id, at desc) where contact_id is not null;
comment on table audit_event is 'Append-only: who changed what, when and why. Holds ids of persons, not names.';

create table idempotency_key (
  principal text not null,
  path text not null,
  key text not null,
  body_hash bytea not null,
  status integer not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (principal, path, key)
);
create index on idempotency_key (created_at);
comment on table idempotency_key is 'Answers of creates that carried an Idempotency-Key; kept 24 hours.';

create table import_key (
  source text not null,
  table_name text not null,
  row_key text not null,
  row_hash bytea not null,
  target_id uuid not null,
  target_version integer not null default 1,
  imported_at timestamptz not null default now(),
  primary key (source, table_name, row_key)
);
create index on import_key (target_id);
comment on table import_key is 'Which row of which old system became which record: a second run updates only what changed there and nobody edited here.';

create table import_run (
  import_run_id uuid primary key,
  source text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  report jsonb
);
