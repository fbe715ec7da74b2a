-- The whole schema as the migrations leave it. Made by: npm run schema. Read this first.

-- A group: queues belong to it, rights are given on it (OLD-03).
create table access_group (
  group_id uuid not null,
  name text not null,
  comment text not null default ''::text,
  state text not null default 'active'::text,
  rights_version integer not null default 1, -- What a saved matrix must name, so that two administrators do not overwrite each other.
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (group_id),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX access_group_name_key ON access_group USING btree (lower(name));
CREATE TRIGGER access_group_access AFTER UPDATE OF state, name ON access_group FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER access_group_history BEFORE UPDATE ON access_group FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION keep_history('group_id');
CREATE TRIGGER access_group_touch AFTER UPDATE ON access_group FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- The provider's employee.
create table agent (
  agent_id uuid not null,
  login text not null,
  email text not null default ''::text,
  first_name text not null default ''::text,
  last_name text not null default ''::text,
  is_administrator boolean not null default false,
  permissions text[] not null default '{}'::text[], -- Named permissions beyond tickets, for agents who are not administrators.
  language text,
  time_zone text,
  state text not null default 'active'::text,
  last_sign_in_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (agent_id),
  CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  CHECK ((login <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX agent_login_key ON agent USING btree (lower(login));
CREATE TRIGGER agent_history BEFORE UPDATE ON agent FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) OR (old.is_administrator IS DISTINCT FROM new.is_administrator) OR (old.permissions IS DISTINCT FROM new.permissions))) EXECUTE FUNCTION keep_history('agent_id');
CREATE TRIGGER agent_tell AFTER UPDATE ON agent REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_agent_access();
CREATE TRIGGER agent_touch AFTER UPDATE OF first_name, last_name ON agent FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- An agent's right on a group; administrators need none.
create table agent_right (
  agent_right_id uuid not null,
  agent_id uuid not null,
  group_id uuid not null,
  can_read boolean not null default false,
  can_create boolean not null default false,
  can_edit boolean not null default false,
  set_by uuid,
  created_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (agent_right_id),
  UNIQUE (agent_id, group_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (group_id) REFERENCES access_group(group_id),
  CHECK ((can_read OR can_create OR can_edit))
);
CREATE TRIGGER agent_right_history BEFORE DELETE OR UPDATE ON agent_right FOR EACH ROW EXECUTE FUNCTION keep_history('agent_right_id');
CREATE TRIGGER agent_right_tell_delete AFTER DELETE ON agent_right REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_agent_rights();
CREATE TRIGGER agent_right_tell_insert AFTER INSERT ON agent_right REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_agent_rights();
CREATE TRIGGER agent_right_tell_update AFTER UPDATE ON agent_right REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_agent_rights();

create table api_token (
  api_token_id uuid not null,
  token_hash bytea not null,
  agent_id uuid not null,
  name text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  PRIMARY KEY (api_token_id),
  UNIQUE (token_hash),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id)
);
CREATE INDEX api_token_agent_id_idx ON api_token USING btree (agent_id);

-- A message or note of a ticket; visible to the customer or internal.
create table article (
  article_id uuid not null,
  ticket_id uuid not null,
  author_kind text not null,
  contact_id uuid,
  agent_id uuid,
  author_text text not null default ''::text,
  channel text not null default 'portal'::text,
  visible boolean not null,
  subject text not null default ''::text,
  body_text text not null default ''::text,
  body_html text, -- As received; cleaned by the server before anybody sees it.
  to_text text not null default ''::text,
  cc_text text not null default ''::text,
  message_id text,
  own_fields jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (article_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id),
  CHECK ((author_kind = ANY (ARRAY['contact'::text, 'agent'::text, 'system'::text]))),
  CHECK ((channel = ANY (ARRAY['portal'::text, 'workspace'::text, 'email'::text, 'phone'::text, 'chat'::text, 'system'::text, 'api'::text])))
);
CREATE INDEX article_ticket_id_created_at_article_id_idx ON article USING btree (ticket_id, created_at, article_id);
CREATE TRIGGER article_tell_insert AFTER INSERT ON article REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_article_changes();
CREATE TRIGGER article_tell_update AFTER UPDATE ON article REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_article_changes();
CREATE TRIGGER article_touch_delete AFTER DELETE ON article REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_articles();
CREATE TRIGGER article_touch_insert AFTER INSERT ON article REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_articles();
CREATE TRIGGER article_touch_update AFTER UPDATE ON article REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_articles();

create table attachment (
  attachment_id uuid not null,
  article_id uuid not null,
  ticket_id uuid not null,
  file_hash bytea not null,
  name text not null,
  content_type text not null default 'application/octet-stream'::text,
  size_bytes bigint not null,
  content_id text not null default ''::text,
  inline boolean not null default false,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (attachment_id),
  FOREIGN KEY (article_id) REFERENCES article(article_id),
  FOREIGN KEY (file_hash) REFERENCES stored_file(file_hash),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id),
  CHECK ((name <> ''::text))
);
CREATE INDEX attachment_article_id_idx ON attachment USING btree (article_id);
CREATE INDEX attachment_file_hash_idx ON attachment USING btree (file_hash);
CREATE INDEX attachment_ticket_id_idx ON attachment USING btree (ticket_id);

-- Append-only: who changed what, when and why. Holds ids of persons, not names.
create table audit_event (
  audit_event_id uuid not null,
  at timestamp with time zone not null default now(),
  actor_kind text not null,
  actor_id uuid,
  event text not null,
  subject_kind text not null,
  subject_id uuid,
  company_id uuid,
  contact_id uuid,
  before jsonb,
  after jsonb,
  reason text not null default ''::text,
  correlation_id uuid not null,
  PRIMARY KEY (audit_event_id),
  CHECK ((actor_kind = ANY (ARRAY['agent'::text, 'contact'::text, 'system'::text, 'nobody'::text])))
);
CREATE INDEX audit_event_at_audit_event_id_idx ON audit_event USING btree (at DESC, audit_event_id DESC);
CREATE INDEX audit_event_company_id_at_idx ON audit_event USING btree (company_id, at DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX audit_event_contact_id_at_idx ON audit_event USING btree (contact_id, at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX audit_event_subject_kind_subject_id_at_idx ON audit_event USING btree (subject_kind, subject_id, at DESC);

-- What kind of request a ticket is; any number per ticket.
create table category (
  category_id uuid not null,
  name text not null,
  comment text not null default ''::text,
  confidential boolean not null default false, -- Its tickets are confidential (gate confidential).
  state text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (category_id),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX category_name_key ON category USING btree (lower(name));
CREATE TRIGGER category_access AFTER INSERT OR DELETE OR UPDATE ON category FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER category_history BEFORE DELETE OR UPDATE ON category FOR EACH ROW EXECUTE FUNCTION keep_history('category_id');
CREATE TRIGGER category_touch AFTER UPDATE ON category FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- A customer organisation (OLD-01, OBO-14).
create table company (
  company_id uuid not null,
  number text not null, -- What people read ("Kunden#"): any text, unique without case.
  name text not null,
  street text not null default ''::text,
  zip text not null default ''::text,
  city text not null default ''::text,
  country text not null default ''::text,
  url text not null default ''::text,
  comment text not null default ''::text,
  shipping_address text not null default ''::text,
  billing_address text not null default ''::text,
  classification text not null default ''::text,
  territory text not null default ''::text,
  parent_id uuid,
  billed_by_company_id uuid,
  language text,
  time_zone text,
  state text not null default 'active'::text,
  portal_enabled boolean not null default true, -- ATK-02: off shuts its memberships; other memberships of the same people go on.
  origin text not null default 'manual'::text, -- madeByImport: a number that a person carried in the old system without a record of its own.
  own_fields jsonb not null default '{}'::jsonb,
  access_version bigint not null default 1,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  search_text text not null generated always as (search_fold(((((number || ' '::text) || name) || ' '::text) || city))) stored, -- Number, name and city, folded: what search looks in.
  sort_name text not null generated always as (search_fold(name)) stored, -- The name, folded: the order of lists by name.
  PRIMARY KEY (company_id),
  FOREIGN KEY (billed_by_company_id) REFERENCES company(company_id),
  FOREIGN KEY (parent_id) REFERENCES company(company_id),
  CHECK ((parent_id <> company_id)),
  CHECK ((billed_by_company_id <> company_id)),
  CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  CHECK ((name <> ''::text)),
  CHECK (((number <> ''::text) AND (length(number) <= 150))),
  CHECK ((origin = ANY (ARRAY['manual'::text, 'import'::text, 'madeByImport'::text]))),
  CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE INDEX company_billed_by_company_id_idx ON company USING btree (billed_by_company_id) WHERE (billed_by_company_id IS NOT NULL);
CREATE INDEX company_by_changed ON company USING btree (changed_at DESC, company_id DESC);
CREATE INDEX company_by_name ON company USING btree (sort_name, company_id);
CREATE UNIQUE INDEX company_number_key ON company USING btree (lower(number));
CREATE INDEX company_parent_id_idx ON company USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX company_search ON company USING gin (search_text gin_trgm_ops);
CREATE TRIGGER company_access BEFORE UPDATE ON company FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) OR (old.portal_enabled IS DISTINCT FROM new.portal_enabled) OR (old.parent_id IS DISTINCT FROM new.parent_id) OR (old.billed_by_company_id IS DISTINCT FROM new.billed_by_company_id) OR (old.name IS DISTINCT FROM new.name))) EXECUTE FUNCTION raise_company_version_on_change();
CREATE TRIGGER company_access_insert AFTER INSERT ON company REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_version_for_family();
CREATE TRIGGER company_history BEFORE UPDATE ON company FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) OR (old.portal_enabled IS DISTINCT FROM new.portal_enabled) OR (old.parent_id IS DISTINCT FROM new.parent_id) OR (old.billed_by_company_id IS DISTINCT FROM new.billed_by_company_id))) EXECUTE FUNCTION keep_history('company_id');
CREATE TRIGGER company_tell AFTER UPDATE ON company REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_company_access();
CREATE TRIGGER company_touch AFTER UPDATE OF name, state, portal_enabled, parent_id, billed_by_company_id ON company FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();
CREATE TRIGGER company_touch_insert AFTER INSERT ON company FOR EACH ROW WHEN (((new.parent_id IS NOT NULL) OR (new.billed_by_company_id IS NOT NULL))) EXECUTE FUNCTION touch_everything();

-- A person of one or more companies.
create table contact (
  contact_id uuid not null,
  title text not null default ''::text,
  first_name text not null default ''::text,
  last_name text not null default ''::text,
  email text not null default ''::text,
  login text, -- User name, unique without case; null: no sign-in (ZEP-01).
  phone text not null default ''::text,
  fax text not null default ''::text,
  mobile text not null default ''::text,
  street text not null default ''::text,
  zip text not null default ''::text,
  city text not null default ''::text,
  country text not null default ''::text,
  comment text not null default ''::text,
  language text,
  time_zone text,
  state text not null default 'active'::text, -- suspended = "ungültig-temporär", closed = "ungültig" (OLD-02).
  own_fields jsonb not null default '{}'::jsonb,
  last_sign_in_at timestamp with time zone,
  access_version bigint not null default 1, -- Raised by every write that changes this contact's own access; commands lock it for share.
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  search_text text not null generated always as (search_fold(((((((first_name || ' '::text) || last_name) || ' '::text) || COALESCE(login, ''::text)) || ' '::text) || email))) stored, -- Name, login and e-mail, folded: what search looks in.
  sort_name text not null generated always as (search_fold(((last_name || ' '::text) || first_name))) stored, -- Last name and first name, folded: the order of lists by name.
  PRIMARY KEY (contact_id),
  CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  CHECK (((login <> ''::text) AND (length(login) <= 200))),
  CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE INDEX contact_beginnings ON contact USING gin (search_beginnings(search_text));
CREATE INDEX contact_by_changed ON contact USING btree (changed_at DESC, contact_id DESC);
CREATE INDEX contact_by_email ON contact USING btree (lower(email));
CREATE INDEX contact_by_name ON contact USING btree (sort_name, contact_id);
CREATE INDEX contact_by_state ON contact USING btree (state);
CREATE UNIQUE INDEX contact_login_key ON contact USING btree (lower(login));
CREATE INDEX contact_search ON contact USING gin (search_text gin_trgm_ops);
CREATE TRIGGER contact_access BEFORE UPDATE ON contact FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) OR (old.first_name IS DISTINCT FROM new.first_name) OR (old.last_name IS DISTINCT FROM new.last_name))) EXECUTE FUNCTION raise_own_version();
CREATE TRIGGER contact_history BEFORE UPDATE ON contact FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION keep_history('contact_id');
CREATE TRIGGER contact_tell AFTER UPDATE ON contact REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_contact_access();
CREATE TRIGGER contact_touch AFTER UPDATE OF first_name, last_name ON contact FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- A password at rest: argon2id, or an imported slow hash, or an imported fast hash wrapped in argon2id; rehashed at the next sign-in.
create table credential (
  credential_id uuid not null,
  contact_id uuid,
  agent_id uuid,
  scheme text not null,
  hash text not null,
  changed_at timestamp with time zone not null default now(),
  PRIMARY KEY (credential_id),
  UNIQUE (agent_id),
  UNIQUE (contact_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  CHECK ((num_nonnulls(contact_id, agent_id) = 1))
);
CREATE INDEX credential_bcrypt_cost ON credential USING btree (substr(hash, 5, 2)) WHERE (scheme = 'bcrypt'::text);

-- Former versions of the rows that decide access, [valid_from, valid_to); the current version stands in its own table with its valid_from.
create table fact_history (
  table_name text not null,
  row_id uuid not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null,
  row jsonb not null
);
CREATE INDEX fact_history_table_name_row_id_valid_to_idx ON fact_history USING btree (table_name, row_id, valid_to);

-- A right on a group of a contact, of a company (own tickets or those of others) or of everybody (OLD-03, OLD-04, OBO-05). Edit includes read and create.
create table group_right (
  group_right_id uuid not null,
  group_id uuid not null,
  contact_id uuid,
  company_id uuid,
  context text, -- own: for tickets that its people reach; others: path partner (OTRS "Other Customers").
  everybody text, -- contact: every contact (CustomerGroupAlwaysGroups); company: every contact with a membership that carries group rights (CustomerGroupCompanyAlwaysGroups).
  can_read boolean not null default false,
  can_create boolean not null default false,
  can_edit boolean not null default false,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  set_by uuid,
  created_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (group_right_id),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (group_id) REFERENCES access_group(group_id),
  CHECK ((num_nonnulls(contact_id, company_id, everybody) = 1)),
  CHECK (((company_id IS NULL) = (context IS NULL))),
  CHECK ((can_read OR can_create OR can_edit)),
  CHECK ((starts_at < ends_at)),
  CHECK ((context = ANY (ARRAY['own'::text, 'others'::text]))),
  CHECK ((everybody = ANY (ARRAY['contact'::text, 'company'::text])))
);
CREATE UNIQUE INDEX group_right_company ON group_right USING btree (company_id, context, group_id) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX group_right_contact ON group_right USING btree (contact_id, group_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX group_right_ends ON group_right USING btree (ends_at) WHERE (ends_at IS NOT NULL);
CREATE UNIQUE INDEX group_right_everybody ON group_right USING btree (everybody, group_id) WHERE (everybody IS NOT NULL);
CREATE INDEX group_right_group_id_idx ON group_right USING btree (group_id);
CREATE INDEX group_right_starts ON group_right USING btree (starts_at) WHERE (starts_at IS NOT NULL);
CREATE TRIGGER group_right_access_delete AFTER DELETE ON group_right REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_right_version();
CREATE TRIGGER group_right_access_insert AFTER INSERT ON group_right REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_right_version();
CREATE TRIGGER group_right_access_update AFTER UPDATE ON group_right REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_right_version();
CREATE TRIGGER group_right_history BEFORE DELETE OR UPDATE ON group_right FOR EACH ROW EXECUTE FUNCTION keep_history('group_right_id');
CREATE TRIGGER group_right_touch AFTER INSERT OR DELETE OR UPDATE ON group_right FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- Answers of creates that carried an Idempotency-Key; kept 24 hours.
create table idempotency_key (
  principal text not null,
  path text not null,
  key text not null,
  body_hash bytea not null,
  status integer not null,
  response jsonb,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (principal, path, key)
);
CREATE INDEX idempotency_key_created_at_idx ON idempotency_key USING btree (created_at);

-- Which row of which old system became which record: a second run updates only what changed there and nobody edited here.
create table import_key (
  source text not null,
  table_name text not null,
  row_key text not null,
  row_hash bytea not null,
  target_id uuid not null,
  target_version integer not null default 1,
  imported_at timestamp with time zone not null default now(),
  PRIMARY KEY (source, table_name, row_key)
);
CREATE INDEX import_key_target_id_idx ON import_key USING btree (target_id);

create table import_run (
  import_run_id uuid not null,
  source text not null,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  report jsonb,
  PRIMARY KEY (import_run_id)
);

-- Exactly one row: this installation.
create table installation (
  one boolean not null default true,
  installation_id uuid not null default gen_random_uuid(),
  access_version bigint not null default 1, -- Raised by every write that may change anybody's access (queue, group, role, everybody rights, switches).
  set_up_at timestamp with time zone, -- When the first administrator was created; null asks for the one-time link.
  PRIMARY KEY (one),
  CHECK (one)
);
CREATE TRIGGER installation_tell AFTER UPDATE OF access_version ON installation FOR EACH STATEMENT EXECUTE FUNCTION tell_installation_access();

-- Browsers that signed in to an account before: strangers' failures do not slow them down.
create table known_device (
  device_hash bytea not null,
  account_key text not null,
  last_seen_at timestamp with time zone not null default now(),
  PRIMARY KEY (device_hash, account_key)
);

-- Invitation and reset links: 24 hours, single use, hashed at rest (ZEP-03).
create table link_token (
  link_token_id uuid not null,
  token_hash bytea not null,
  purpose text not null,
  contact_id uuid,
  agent_id uuid,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  PRIMARY KEY (link_token_id),
  UNIQUE (token_hash),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  CHECK ((num_nonnulls(contact_id, agent_id) = ((purpose <> 'firstAdministrator'::text))::integer)),
  CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text, 'firstAdministrator'::text])))
);
CREATE INDEX link_token_agent_id_idx ON link_token USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX link_token_contact_id_idx ON link_token USING btree (contact_id) WHERE (contact_id IS NOT NULL);

-- How an agent likes to see a list: its columns where no view says otherwise, and the order of the views.
create table list_columns (
  agent_id uuid not null,
  list text not null,
  columns text[], -- null: those of the list.
  view_order uuid[] not null default '{}'::uuid[], -- Views in the order in which they stand; the others follow by name.
  PRIMARY KEY (agent_id, list),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id)
);

-- Contact ↔ company with a role (OTR-01, NEW-05); in force in [starts_at, ends_at).
create table membership (
  membership_id uuid not null,
  contact_id uuid not null,
  company_id uuid not null,
  role_id uuid not null, -- The lasting role: before and after one for a time.
  is_primary boolean not null default false,
  carries_group_rights boolean not null default true, -- false: an excluded primary (OTR-03): the company's group rights do not reach this person.
  keeps_own_tickets boolean not null default false, -- Once ended: own tickets there stay visible (access-model, "Moves").
  sees_since timestamp with time zone,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  set_by uuid, -- The agent who last set it; null: import or command line.
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  for_a_time_role_id uuid, -- The role that holds instead in [for_a_time_starts_at, for_a_time_ends_at).
  for_a_time_starts_at timestamp with time zone, -- Null: at once.
  for_a_time_ends_at timestamp with time zone, -- Always set: without an end it would be the role.
  PRIMARY KEY (membership_id),
  UNIQUE (contact_id, company_id),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (for_a_time_role_id) REFERENCES portal_role(role_id),
  FOREIGN KEY (role_id) REFERENCES portal_role(role_id),
  CHECK ((starts_at < ends_at)),
  CHECK ((for_a_time_starts_at < for_a_time_ends_at)),
  CHECK (((for_a_time_role_id IS NULL) = (for_a_time_ends_at IS NULL))),
  CHECK ((for_a_time_role_id <> role_id)),
  CHECK (((for_a_time_starts_at IS NULL) OR (for_a_time_role_id IS NOT NULL)))
);
CREATE INDEX membership_beside ON membership USING btree (contact_id) WHERE (NOT is_primary);
CREATE INDEX membership_company_id_contact_id_idx ON membership USING btree (company_id, contact_id);
CREATE INDEX membership_for_a_time_role_id_idx ON membership USING btree (for_a_time_role_id) WHERE (for_a_time_role_id IS NOT NULL);
CREATE UNIQUE INDEX membership_one_primary ON membership USING btree (contact_id) WHERE is_primary;
CREATE INDEX membership_role_id_idx ON membership USING btree (role_id);
CREATE TRIGGER membership_access_delete AFTER DELETE ON membership REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_contact_version();
CREATE TRIGGER membership_access_insert AFTER INSERT ON membership REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_contact_version();
CREATE TRIGGER membership_access_update AFTER UPDATE ON membership REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_contact_version();
CREATE TRIGGER membership_history BEFORE DELETE OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION keep_history('membership_id');

-- Counters behind ticket and company numbers.
create table number_counter (
  counter_key text not null,
  last_value bigint not null,
  PRIMARY KEY (counter_key)
);

create table outbox_mail (
  mail_id uuid not null,
  to_address text not null,
  subject text not null,
  body_text text not null,
  contact_id uuid,
  agent_id uuid,
  kind text not null,
  state text not null default 'waiting'::text, -- kept: no SMTP server is configured; administrators read it here.
  attempts integer not null default 0,
  last_error text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  PRIMARY KEY (mail_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'kept'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX outbox_mail_created_at_mail_id_idx ON outbox_mail USING btree (created_at DESC, mail_id DESC);
CREATE INDEX outbox_mail_state_created_at_mail_id_idx ON outbox_mail USING btree (state, created_at DESC, mail_id DESC) WHERE (state <> 'sent'::text);
CREATE INDEX outbox_mail_state_idx ON outbox_mail USING btree (state) WHERE (state = 'waiting'::text);

-- Fields that the administrator added (OBO-08); values stand in own_fields of their subject, by key.
create table own_field (
  own_field_id uuid not null,
  subject text not null,
  key text not null, -- For good: what values stand under, and what programs call the field.
  name text not null default ''::text, -- What people call it; empty: the key.
  field_type text not null default 'text'::text,
  config jsonb not null default '{}'::jsonb,
  state text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  labels jsonb not null default '{}'::jsonb, -- What people read, per language; absent: the name.
  options jsonb not null default '[]'::jsonb, -- Of a choice: [{value, label}] in the order in which they are offered.
  rank integer not null default 0,
  shown_to_contacts boolean not null default false, -- Contacts who see a ticket see this of it; off: for agents alone.
  version integer not null default 1,
  changed_at timestamp with time zone not null default now(),
  PRIMARY KEY (own_field_id),
  CHECK ((key <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text]))),
  CHECK ((subject = ANY (ARRAY['ticket'::text, 'article'::text, 'contact'::text, 'company'::text]))),
  CHECK ((field_type = ANY (ARRAY['text'::text, 'number'::text, 'choice'::text, 'choices'::text, 'boolean'::text, 'date'::text, 'instant'::text, 'json'::text])))
);
CREATE UNIQUE INDEX own_field_key_key ON own_field USING btree (subject, lower(key));
CREATE TRIGGER own_field_access AFTER INSERT OR DELETE OR UPDATE ON own_field FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER own_field_touch AFTER UPDATE ON own_field FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- Somebody added to a ticket (NEW-17): a person, or a company (its people with scope company or wider).
create table participant (
  participant_id uuid not null,
  ticket_id uuid not null,
  contact_id uuid,
  company_id uuid,
  level text not null,
  added_by_kind text not null,
  added_by uuid,
  created_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (participant_id),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id),
  CHECK ((added_by_kind = ANY (ARRAY['agent'::text, 'contact'::text]))),
  CHECK ((num_nonnulls(contact_id, company_id) = 1)),
  CHECK ((level = ANY (ARRAY['read'::text, 'reply'::text])))
);
CREATE UNIQUE INDEX participant_company ON participant USING btree (company_id, ticket_id) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX participant_contact ON participant USING btree (contact_id, ticket_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX participant_ticket_id_idx ON participant USING btree (ticket_id);
CREATE TRIGGER participant_history BEFORE DELETE OR UPDATE ON participant FOR EACH ROW EXECUTE FUNCTION keep_history('participant_id');
CREATE TRIGGER participant_tell_delete AFTER DELETE ON participant REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_participant_changes();
CREATE TRIGGER participant_tell_insert AFTER INSERT ON participant REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_participant_changes();
CREATE TRIGGER participant_tell_update AFTER UPDATE ON participant REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_participant_changes();
CREATE TRIGGER participant_touch_delete AFTER DELETE ON participant REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_participants();
CREATE TRIGGER participant_touch_insert AFTER INSERT ON participant REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_participants();
CREATE TRIGGER participant_touch_update AFTER UPDATE ON participant REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_participants();

-- What a membership carries: how far it sees and which verbs (access-model, "Roles").
create table portal_role (
  role_id uuid not null,
  system_key text,
  name text not null,
  scope text not null,
  verbs text[] not null,
  confidential boolean not null default false,
  create_for_subsidiaries boolean not null default false,
  manages_people boolean not null default false,
  assignable_by_manager boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  is_desk boolean not null default false, -- Its people are desk users: where a company shows tickets of its parent and sisters to desk users only, to them.
  PRIMARY KEY (role_id),
  UNIQUE (system_key),
  CHECK ((name <> ''::text)),
  CHECK ((scope = ANY (ARRAY['own'::text, 'company'::text, 'companyAndBelow'::text]))),
  CHECK ((system_key = ANY (ARRAY['basic'::text, 'advanced'::text, 'manager'::text, 'deskAgent'::text, 'deskAdministrator'::text]))),
  CHECK ((verbs <@ ARRAY['read'::text, 'create'::text, 'reply'::text, 'change'::text, 'close'::text, 'judge'::text, 'share'::text]))
);
CREATE UNIQUE INDEX portal_role_name_key ON portal_role USING btree (lower(name));
CREATE TRIGGER portal_role_access AFTER INSERT OR DELETE OR UPDATE ON portal_role FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER portal_role_history BEFORE DELETE OR UPDATE ON portal_role FOR EACH ROW EXECUTE FUNCTION keep_history('role_id');

create table priority (
  priority_id uuid not null,
  name text not null,
  labels jsonb not null default '{}'::jsonb, -- What people read, per language: {"de": "...", "en": "..."}; absent: the name.
  rank integer not null,
  is_default boolean not null default false,
  state text not null default 'active'::text,
  version integer not null default 1,
  PRIMARY KEY (priority_id),
  UNIQUE (rank),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX priority_name_key ON priority USING btree (lower(name));
CREATE UNIQUE INDEX priority_one_default ON priority USING btree (is_default) WHERE is_default;
CREATE TRIGGER priority_touch AFTER UPDATE ON priority FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- A project of a company, or an internal one of the provider; tickets may belong to several.
create table project (
  project_id uuid not null,
  number text not null,
  name text not null,
  company_id uuid,
  internal boolean not null generated always as ((company_id IS NULL)) stored,
  comment text not null default ''::text,
  state text not null default 'active'::text, -- closed: stays readable and is not offered for new requests.
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  starts_on date, -- First day of its run time; null: open on that side.
  ends_on date, -- Last day of its run time.
  planned_minutes integer, -- Null: nothing is planned.
  PRIMARY KEY (project_id),
  UNIQUE (project_id, company_id),
  UNIQUE (project_id, internal),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  CHECK ((name <> ''::text)),
  CHECK (((number <> ''::text) AND (length(number) <= 150))),
  CHECK ((planned_minutes >= 0)),
  CHECK ((starts_on <= ends_on)),
  CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text])))
);
CREATE INDEX project_by_name ON project USING btree (search_fold(name), project_id);
CREATE INDEX project_company_id_idx ON project USING btree (company_id);
CREATE UNIQUE INDEX project_number_key ON project USING btree (lower(number));
CREATE INDEX project_search ON project USING gin (search_fold(((number || ' '::text) || name)) gin_trgm_ops);
CREATE TRIGGER project_access AFTER UPDATE OF company_id, name, state ON project FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER project_history BEFORE DELETE OR UPDATE ON project FOR EACH ROW EXECUTE FUNCTION keep_history('project_id');
CREATE TRIGGER project_touch AFTER UPDATE ON project FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- What a contact may see of a project (ZEP-06). Only on projects of companies of its memberships, or on internal ones (ZEP-07): the foreign keys allow nothing else.
create table project_grant (
  grant_id uuid not null,
  contact_id uuid not null,
  project_id uuid not null,
  company_id uuid, -- The project's company; null: an internal project.
  internal boolean not null generated always as ((company_id IS NULL)) stored,
  tasks text not null, -- all: also later ones, and tickets without a task; existing: a frozen list, and tickets without a task; named: just these.
  read_only boolean not null default false,
  scope text not null default 'gate'::text, -- gate: opens the gate project only; withoutContact: leads to tickets without a contact; wholeProject: leads to all tickets of the covered tasks.
  sees_since timestamp with time zone,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  set_by uuid,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  hours text not null default 'none'::text, -- Which worked hours it shows on the tickets that it covers.
  PRIMARY KEY (grant_id),
  FOREIGN KEY (contact_id, company_id) REFERENCES membership(contact_id, company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (project_id, company_id) REFERENCES project(project_id, company_id),
  FOREIGN KEY (project_id) REFERENCES project(project_id),
  FOREIGN KEY (project_id, internal) REFERENCES project(project_id, internal),
  CHECK ((starts_at < ends_at)),
  CHECK ((hours = ANY (ARRAY['none'::text, 'billed'::text, 'worked'::text]))),
  CHECK ((scope = ANY (ARRAY['gate'::text, 'withoutContact'::text, 'wholeProject'::text]))),
  CHECK ((tasks = ANY (ARRAY['all'::text, 'existing'::text, 'named'::text])))
);
CREATE INDEX project_grant_contact_id_idx ON project_grant USING btree (contact_id);
CREATE INDEX project_grant_leading ON project_grant USING btree (project_id, contact_id) WHERE (scope <> 'gate'::text);
CREATE INDEX project_grant_project_id_contact_id_idx ON project_grant USING btree (project_id, contact_id);
CREATE TRIGGER project_grant_access_delete AFTER DELETE ON project_grant REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_contact_version();
CREATE TRIGGER project_grant_access_insert AFTER INSERT ON project_grant REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_contact_version();
CREATE TRIGGER project_grant_access_update AFTER UPDATE ON project_grant REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_contact_version();
CREATE TRIGGER project_grant_history BEFORE DELETE OR UPDATE ON project_grant FOR EACH ROW EXECUTE FUNCTION keep_history('grant_id');

-- The tasks of grants on existing or named tasks; a named task stands here with its sub-tasks of that moment.
create table project_grant_task (
  project_grant_task_id uuid not null default gen_random_uuid(),
  grant_id uuid not null,
  task_id uuid not null,
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (project_grant_task_id),
  UNIQUE (grant_id, task_id),
  FOREIGN KEY (grant_id) REFERENCES project_grant(grant_id) ON DELETE CASCADE,
  FOREIGN KEY (task_id) REFERENCES task(task_id) ON DELETE CASCADE
);
CREATE INDEX project_grant_task_task_id_grant_id_idx ON project_grant_task USING btree (task_id, grant_id);
CREATE TRIGGER project_grant_task_access_delete AFTER DELETE ON project_grant_task REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_grant_task_version();
CREATE TRIGGER project_grant_task_access_insert AFTER INSERT ON project_grant_task REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_grant_task_version();
CREATE TRIGGER project_grant_task_access_update AFTER UPDATE ON project_grant_task REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION raise_grant_task_version();
CREATE TRIGGER project_grant_task_history BEFORE DELETE OR UPDATE ON project_grant_task FOR EACH ROW EXECUTE FUNCTION keep_history('project_grant_task_id');

create table project_member (
  project_id uuid not null,
  agent_id uuid not null,
  PRIMARY KEY (project_id, agent_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (project_id) REFERENCES project(project_id)
);
CREATE INDEX project_member_agent_id_idx ON project_member USING btree (agent_id);

-- Where tickets lie; a tree by name ("A::B"); each belongs to one group.
create table queue (
  queue_id uuid not null,
  name text not null,
  group_id uuid not null,
  comment text not null default ''::text,
  state text not null default 'active'::text,
  confidential boolean not null default false,
  follow_up text not null default 'possible'::text, -- What an answer to a closed ticket does: reopens it, is refused, or asks for a new ticket.
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (queue_id),
  FOREIGN KEY (group_id) REFERENCES access_group(group_id),
  CHECK ((follow_up = ANY (ARRAY['possible'::text, 'reject'::text, 'newTicket'::text]))),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE INDEX queue_group_id_idx ON queue USING btree (group_id);
CREATE UNIQUE INDEX queue_name_key ON queue USING btree (lower(name));
CREATE TRIGGER queue_access AFTER UPDATE OF group_id, state, confidential ON queue FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER queue_history BEFORE UPDATE ON queue FOR EACH ROW WHEN (((old.group_id IS DISTINCT FROM new.group_id) OR (old.state IS DISTINCT FROM new.state) OR (old.confidential IS DISTINCT FROM new.confidential))) EXECUTE FUNCTION keep_history('queue_id');
CREATE TRIGGER queue_touch AFTER INSERT OR DELETE OR UPDATE ON queue FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- Ids of companies, contacts and queues whose tickets changed, and of tickets; kept for some minutes, no part of a backup.
create table recent_change (
  transaction_id xid8 not null default pg_current_xact_id(), -- Which snapshots see the change.
  touched uuid, -- Null: it may touch every list of tickets.
  written_at timestamp with time zone not null default clock_timestamp()
);
CREATE INDEX recent_change_transaction_id_idx ON recent_change USING btree (transaction_id);

-- How far recent_change was emptied: what a snapshot before that did not see is not known any more. No row: never emptied.
create table recent_change_floor (
  only_row boolean not null default true,
  forgotten_through xid8 not null,
  forgotten_by xid8 not null, -- The transaction that emptied it last: whoever sees that, sees all that was forgotten.
  PRIMARY KEY (only_row),
  CHECK (only_row)
);

-- A list's filters, order and columns under a name. Belongs to one agent; it shows nothing that the list would not show.
create table saved_view (
  view_id uuid not null,
  agent_id uuid not null,
  list text not null, -- Name of the list: tickets, contacts, …
  name text not null,
  address jsonb not null default '{}'::jsonb, -- What stands behind the ? of the list's address, as texts.
  columns text[], -- Keys of the shown columns in order; null: those of the list.
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  version integer not null default 1,
  shared boolean not null default false, -- All agents see it; what it lists each of them, each one's rights decide.
  PRIMARY KEY (view_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX saved_view_name_key ON saved_view USING btree (agent_id, list, lower(name));
CREATE UNIQUE INDEX saved_view_shared_name_key ON saved_view USING btree (list, lower(name)) WHERE shared;

create table schema_migration (
  version integer not null,
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  PRIMARY KEY (version)
);

-- What a ticket is about; a tree by name ("A::B") (OBO-06).
create table service (
  service_id uuid not null,
  name text not null,
  comment text not null default ''::text,
  state text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  assignments_version integer not null default 1, -- What a saved matrix must name, so that two administrators do not overwrite each other.
  PRIMARY KEY (service_id),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX service_name_key ON service USING btree (lower(name));
CREATE TRIGGER service_touch AFTER UPDATE OF name ON service FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- Own services replace the company's, these replace the defaults (everybody); never merged.
create table service_assignment (
  service_assignment_id uuid not null,
  service_id uuid not null,
  contact_id uuid,
  company_id uuid,
  everybody boolean not null default false,
  set_by uuid,
  created_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (service_assignment_id),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (service_id) REFERENCES service(service_id),
  CHECK (((num_nonnulls(contact_id, company_id) + (everybody)::integer) = 1))
);
CREATE UNIQUE INDEX service_assignment_company ON service_assignment USING btree (company_id, service_id) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX service_assignment_contact ON service_assignment USING btree (contact_id, service_id) WHERE (contact_id IS NOT NULL);
CREATE UNIQUE INDEX service_assignment_everybody ON service_assignment USING btree (service_id) WHERE everybody;
CREATE INDEX service_assignment_service_id_idx ON service_assignment USING btree (service_id);
CREATE TRIGGER service_assignment_history BEFORE DELETE OR UPDATE ON service_assignment FOR EACH ROW EXECUTE FUNCTION keep_history('service_assignment_id');

-- A signed-in browser. Only the SHA-256 of its token is stored; not part of a backup.
create table session (
  session_id uuid not null,
  token_hash bytea not null,
  contact_id uuid,
  agent_id uuid,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  network text not null default ''::text,
  client text not null default ''::text,
  PRIMARY KEY (session_id),
  UNIQUE (token_hash),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  CHECK ((num_nonnulls(contact_id, agent_id) = 1))
);
CREATE INDEX session_agent_id_idx ON session USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX session_contact_id_idx ON session USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX session_expires_at_idx ON session USING btree (expires_at);
CREATE TRIGGER session_tell_delete AFTER DELETE ON session REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_ended_sessions();

-- A value set here; the nearest of contact, company, installation wins, else the default of the catalogue (domain/settings).
create table setting (
  setting_id uuid not null,
  setting_key text not null,
  company_id uuid,
  contact_id uuid,
  value jsonb not null,
  set_by uuid,
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (setting_id),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  CHECK ((num_nonnulls(company_id, contact_id) <= 1))
);
CREATE INDEX setting_by_key ON setting USING btree (setting_key) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX setting_company ON setting USING btree (company_id, setting_key) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX setting_contact ON setting USING btree (contact_id, setting_key) WHERE (contact_id IS NOT NULL);
CREATE UNIQUE INDEX setting_installation ON setting USING btree (setting_key) WHERE ((company_id IS NULL) AND (contact_id IS NULL));
CREATE TRIGGER setting_access AFTER INSERT OR DELETE OR UPDATE ON setting FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER setting_history BEFORE DELETE OR UPDATE ON setting FOR EACH ROW EXECUTE FUNCTION keep_history('setting_id');
CREATE TRIGGER setting_touch AFTER INSERT OR DELETE OR UPDATE ON setting FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- Failed sign-ins per account and network, per network, and per account; see server/features/sign-in/brake.ts.
create table sign_in_brake (
  brake_key text not null,
  failures integer not null,
  since timestamp with time zone not null,
  PRIMARY KEY (brake_key)
);

-- Who signed in or failed to, and why; never a password or an unknown login.
create table sign_in_event (
  sign_in_event_id uuid not null,
  at timestamp with time zone not null default now(),
  realm text not null,
  contact_id uuid,
  agent_id uuid,
  outcome text not null,
  network text not null default ''::text,
  client text not null default ''::text,
  PRIMARY KEY (sign_in_event_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  CHECK ((realm = ANY (ARRAY['portal'::text, 'workspace'::text])))
);
CREATE INDEX sign_in_event_at_sign_in_event_id_idx ON sign_in_event USING btree (at DESC, sign_in_event_id DESC);
CREATE INDEX sign_in_event_contact_id_at_idx ON sign_in_event USING btree (contact_id, at DESC) WHERE (contact_id IS NOT NULL);

-- Who may move a ticket from one status to another; asked while the setting tickets.workflow says so.
create table status_step (
  from_status_id uuid not null,
  to_status_id uuid not null,
  agents text, -- Which agents who may change the ticket; null: none. Administrators are always among them.
  contacts boolean not null default false, -- Contacts, as far as their verbs reach.
  PRIMARY KEY (from_status_id, to_status_id),
  FOREIGN KEY (from_status_id) REFERENCES ticket_status(status_id) ON DELETE CASCADE,
  FOREIGN KEY (to_status_id) REFERENCES ticket_status(status_id) ON DELETE CASCADE,
  CHECK ((agents = ANY (ARRAY['everybody'::text, 'assignee'::text, 'administrators'::text]))),
  CHECK ((from_status_id <> to_status_id)),
  CHECK (((agents IS NOT NULL) OR contacts))
);
CREATE INDEX status_step_to ON status_step USING btree (to_status_id);
CREATE TRIGGER status_step_touch AFTER INSERT OR DELETE OR UPDATE ON status_step FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- A file in PFORTE_DATA/files, named by its SHA-256.
create table stored_file (
  file_hash bytea not null,
  size_bytes bigint not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (file_hash),
  CHECK ((length(file_hash) = 32))
);

-- A part of a ticket that agents work on; no contact ever sees one. A ticket is not finished while one is open.
create table subtask (
  subtask_id uuid not null,
  ticket_id uuid not null,
  subject text not null,
  state text not null default 'open'::text,
  assignee_id uuid,
  starts_on date,
  due_on date,
  planned_minutes integer, -- Null: nothing is planned.
  comment text not null default ''::text,
  rank integer not null, -- Its place among those of the ticket.
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  removed_at timestamp with time zone, -- Taken away, and can be brought back; hours that were booked on it still name it.
  PRIMARY KEY (subtask_id),
  UNIQUE (subtask_id, ticket_id),
  FOREIGN KEY (assignee_id) REFERENCES agent(agent_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id),
  CHECK ((due_on >= starts_on)),
  CHECK (((planned_minutes >= 0) AND (planned_minutes <= 6000000))),
  CHECK ((state = ANY (ARRAY['open'::text, 'inProcess'::text, 'done'::text]))),
  CHECK ((subject <> ''::text))
);
CREATE INDEX subtask_assignee_id_idx ON subtask USING btree (assignee_id) WHERE (assignee_id IS NOT NULL);
CREATE INDEX subtask_ticket_id_rank_idx ON subtask USING btree (ticket_id, rank);
CREATE TRIGGER subtask_opened AFTER INSERT OR UPDATE ON subtask FOR EACH ROW WHEN (((new.state <> 'done'::text) AND (new.removed_at IS NULL))) EXECUTE FUNCTION refuse_open_subtasks();
CREATE TRIGGER subtask_tell_insert AFTER INSERT ON subtask REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_subtask_changes();
CREATE TRIGGER subtask_tell_update AFTER UPDATE ON subtask REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_subtask_changes();

-- What agents call tickets by among themselves; a removed one is on no ticket and keeps its name for the log.
create table tag (
  tag_id uuid not null,
  name text not null,
  removed_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  PRIMARY KEY (tag_id),
  CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX tag_name_key ON tag USING btree (lower(name)) WHERE (removed_at IS NULL);
CREATE TRIGGER tag_touch AFTER UPDATE ON tag FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- A part of a project; may lie below another task of it.
create table task (
  task_id uuid not null,
  project_id uuid not null,
  parent_id uuid,
  name text not null,
  state text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  planned_minutes integer, -- Null: nothing is planned.
  PRIMARY KEY (task_id),
  UNIQUE (task_id, project_id),
  FOREIGN KEY (parent_id, project_id) REFERENCES task(task_id, project_id) ON UPDATE CASCADE,
  FOREIGN KEY (project_id) REFERENCES project(project_id),
  CHECK ((parent_id <> task_id)),
  CHECK ((name <> ''::text)),
  CHECK (((planned_minutes >= 0) AND (planned_minutes <= 6000000))),
  CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX task_name_key ON task USING btree (project_id, parent_id, lower(name)) NULLS NOT DISTINCT;
CREATE INDEX task_parent_id_idx ON task USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE TRIGGER task_access AFTER UPDATE OF project_id ON task FOR EACH STATEMENT EXECUTE FUNCTION raise_installation_version();
CREATE TRIGGER task_history BEFORE DELETE OR UPDATE ON task FOR EACH ROW EXECUTE FUNCTION keep_history('task_id');
CREATE TRIGGER task_leaves_grants AFTER UPDATE OF project_id ON task FOR EACH ROW WHEN ((old.project_id IS DISTINCT FROM new.project_id)) EXECUTE FUNCTION leave_grants();
CREATE TRIGGER task_touch AFTER UPDATE ON task FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- A request of a contact. It keeps its company for good unless an agent moves it.
create table ticket (
  ticket_id uuid not null,
  number text not null,
  subject text not null,
  status_id uuid not null,
  status_type text not null,
  state_class text not null generated always as (
CASE
    WHEN (status_type = ANY (ARRAY['removed'::text, 'merged'::text])) THEN 'gone'::text
    WHEN (status_type = ANY (ARRAY['done'::text, 'closed'::text])) THEN 'closed'::text
    ELSE 'open'::text
END) stored, -- open, closed or gone (removed, merged): what list indexes are split by.
  priority_id uuid not null,
  queue_id uuid not null,
  company_id uuid,
  contact_id uuid,
  company_text text not null default ''::text, -- Company as the old system wrote it, where no company of that number exists.
  contact_text text not null default ''::text, -- Sender as written (a mail address, a login of an unknown person), where no contact is known.
  assignee_id uuid,
  service_id uuid,
  confidential boolean not null default false, -- The ticket's own mark; its queue's mark counts as well (gate confidential).
  archived boolean not null default false,
  merged_into_id uuid,
  own_fields jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  valid_from timestamp with time zone not null default now(),
  project_id uuid, -- Copy of the primary pair (else of any other); null: the ticket has no project. Written by a trigger on ticket_project.
  task_id uuid,
  more_projects boolean not null default false, -- It has pairs beside the copied one. Written by a trigger on ticket_project.
  pending_until timestamp with time zone, -- Of a ticket that waits: when it comes back, or is closed by itself (ticket_status.closes_to_id). Internal.
  reminded_at timestamp with time zone, -- When it came back; null again once it no longer waits.
  due_at timestamp with time zone, -- Until when the provider wants to be done; only an open ticket is overdue. Contacts see it as the view says.
  customer_reference text not null default ''::text, -- The customer's own number of what it is about: of an order, an incident.
  PRIMARY KEY (ticket_id),
  FOREIGN KEY (assignee_id) REFERENCES agent(agent_id),
  FOREIGN KEY (company_id) REFERENCES company(company_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (merged_into_id) REFERENCES ticket(ticket_id),
  FOREIGN KEY (priority_id) REFERENCES priority(priority_id),
  FOREIGN KEY (project_id) REFERENCES project(project_id),
  FOREIGN KEY (queue_id) REFERENCES queue(queue_id),
  FOREIGN KEY (service_id) REFERENCES service(service_id),
  FOREIGN KEY (status_id, status_type) REFERENCES ticket_status(status_id, status_type),
  FOREIGN KEY (task_id) REFERENCES task(task_id),
  CHECK ((merged_into_id <> ticket_id)),
  CHECK ((number <> ''::text))
);
CREATE INDEX ticket_assignee ON ticket USING btree (assignee_id, changed_at DESC, ticket_id DESC) WHERE ((state_class <> 'gone'::text) AND (assignee_id IS NOT NULL));
CREATE INDEX ticket_changed ON ticket USING btree (changed_at DESC, ticket_id DESC) INCLUDE (company_id, queue_id, created_at, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_changed_open ON ticket USING btree (changed_at DESC, ticket_id DESC) INCLUDE (company_id, queue_id, created_at, confidential, project_id, task_id, more_projects) WHERE (state_class = 'open'::text);
CREATE INDEX ticket_company_changed ON ticket USING btree (company_id, changed_at DESC, ticket_id DESC) INCLUDE (queue_id, created_at, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_company_created ON ticket USING btree (company_id, created_at DESC, ticket_id DESC) INCLUDE (queue_id, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_company_open ON ticket USING btree (company_id, changed_at DESC, ticket_id DESC) INCLUDE (queue_id, created_at, confidential, project_id, task_id, more_projects) WHERE (state_class = 'open'::text);
CREATE INDEX ticket_company_queue ON ticket USING btree (company_id, queue_id, changed_at DESC, ticket_id DESC) INCLUDE (created_at, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_company_queue_open ON ticket USING btree (company_id, queue_id, changed_at DESC, ticket_id DESC) INCLUDE (created_at, confidential, project_id, task_id, more_projects) WHERE (state_class = 'open'::text);
CREATE INDEX ticket_created ON ticket USING btree (created_at DESC, ticket_id DESC) INCLUDE (company_id, queue_id, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_customer_reference ON ticket USING btree (lower(customer_reference) text_pattern_ops) WHERE (customer_reference <> ''::text);
CREATE INDEX ticket_due_open ON ticket USING btree (COALESCE(due_at, 'infinity'::timestamp with time zone), ticket_id) INCLUDE (due_at, state_class, company_id, queue_id, created_at, confidential) WHERE (state_class = 'open'::text);
CREATE INDEX ticket_merged_into_id_idx ON ticket USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE UNIQUE INDEX ticket_number_key ON ticket USING btree (lower(number) text_pattern_ops);
CREATE INDEX ticket_pending_until ON ticket USING btree (pending_until) WHERE (pending_until IS NOT NULL);
CREATE INDEX ticket_project_changed ON ticket USING btree (project_id, changed_at DESC, ticket_id DESC) INCLUDE (task_id, company_id, contact_id, queue_id, created_at, confidential, state_class, more_projects) WHERE ((project_id IS NOT NULL) AND (state_class <> 'gone'::text));
CREATE INDEX ticket_project_created ON ticket USING btree (project_id, created_at DESC, ticket_id DESC) INCLUDE (task_id, company_id, contact_id, queue_id, confidential, state_class, more_projects) WHERE ((project_id IS NOT NULL) AND (state_class <> 'gone'::text));
CREATE INDEX ticket_queue ON ticket USING btree (queue_id, changed_at DESC, ticket_id DESC) INCLUDE (company_id, created_at, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_queue_created ON ticket USING btree (queue_id, created_at DESC, ticket_id DESC) INCLUDE (company_id, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_queue_open ON ticket USING btree (queue_id, changed_at DESC, ticket_id DESC) INCLUDE (company_id, created_at, confidential, project_id, task_id, more_projects) WHERE (state_class = 'open'::text);
CREATE INDEX ticket_requester ON ticket USING btree (contact_id, changed_at DESC, ticket_id DESC) INCLUDE (company_id, queue_id, created_at, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_requester_created ON ticket USING btree (contact_id, created_at DESC, ticket_id DESC) INCLUDE (company_id, queue_id, confidential, state_class, project_id, task_id, more_projects) WHERE (state_class <> 'gone'::text);
CREATE INDEX ticket_without_contact ON ticket USING btree (company_id, queue_id) INCLUDE (created_at, confidential, project_id, task_id, more_projects, ticket_id) WHERE ((contact_id IS NULL) AND (state_class <> 'gone'::text));
CREATE TRIGGER ticket_finished AFTER UPDATE OF status_type ON ticket FOR EACH ROW WHEN (((new.status_type = ANY (ARRAY['done'::text, 'closed'::text])) AND (old.status_type IS DISTINCT FROM new.status_type))) EXECUTE FUNCTION refuse_open_subtasks();
CREATE TRIGGER ticket_history BEFORE UPDATE ON ticket FOR EACH ROW WHEN (((old.queue_id IS DISTINCT FROM new.queue_id) OR (old.company_id IS DISTINCT FROM new.company_id) OR (old.contact_id IS DISTINCT FROM new.contact_id))) EXECUTE FUNCTION keep_history('ticket_id');
CREATE TRIGGER ticket_own_values_insert AFTER INSERT ON ticket FOR EACH ROW WHEN ((new.own_fields <> '{}'::jsonb)) EXECUTE FUNCTION keep_own_values();
CREATE TRIGGER ticket_own_values_update AFTER UPDATE OF own_fields ON ticket FOR EACH ROW WHEN ((old.own_fields IS DISTINCT FROM new.own_fields)) EXECUTE FUNCTION keep_own_values();
CREATE TRIGGER ticket_tell_insert AFTER INSERT ON ticket REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_ticket_changes();
CREATE TRIGGER ticket_tell_update AFTER UPDATE ON ticket REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_ticket_changes();
CREATE TRIGGER ticket_touch_delete AFTER DELETE ON ticket REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_tickets();
CREATE TRIGGER ticket_touch_insert AFTER INSERT ON ticket REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_tickets();
CREATE TRIGGER ticket_touch_update AFTER UPDATE ON ticket REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_tickets();

create table ticket_category (
  ticket_category_id uuid not null,
  ticket_id uuid not null,
  category_id uuid not null,
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (ticket_category_id),
  UNIQUE (ticket_id, category_id),
  FOREIGN KEY (category_id) REFERENCES category(category_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id)
);
CREATE INDEX ticket_category_category_id_idx ON ticket_category USING btree (category_id);
CREATE TRIGGER ticket_category_history BEFORE DELETE OR UPDATE ON ticket_category FOR EACH ROW EXECUTE FUNCTION keep_history('ticket_category_id');
CREATE TRIGGER ticket_category_tell_delete AFTER DELETE ON ticket_category REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_category_changes();
CREATE TRIGGER ticket_category_tell_insert AFTER INSERT ON ticket_category REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_category_changes();
CREATE TRIGGER ticket_category_tell_update AFTER UPDATE ON ticket_category REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_category_changes();
CREATE TRIGGER ticket_category_touch_delete AFTER DELETE ON ticket_category REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_category_touch_insert AFTER INSERT ON ticket_category REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_category_touch_update AFTER UPDATE ON ticket_category REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();

-- from relates to, blocks, duplicates or follows to. No contact ever sees one, and none decides access.
create table ticket_link (
  ticket_link_id uuid not null,
  kind text not null,
  from_id uuid not null,
  to_id uuid not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (ticket_link_id),
  FOREIGN KEY (created_by) REFERENCES agent(agent_id),
  FOREIGN KEY (from_id) REFERENCES ticket(ticket_id),
  FOREIGN KEY (to_id) REFERENCES ticket(ticket_id),
  CHECK ((from_id <> to_id)),
  CHECK ((kind = ANY (ARRAY['relates'::text, 'blocks'::text, 'duplicates'::text, 'follows'::text])))
);
CREATE INDEX ticket_link_from_id_idx ON ticket_link USING btree (from_id);
CREATE UNIQUE INDEX ticket_link_once ON ticket_link USING btree (LEAST(from_id, to_id), GREATEST(from_id, to_id), kind);
CREATE INDEX ticket_link_to_id_idx ON ticket_link USING btree (to_id);
CREATE TRIGGER ticket_link_tell_delete AFTER DELETE ON ticket_link REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_link_changes();
CREATE TRIGGER ticket_link_tell_insert AFTER INSERT ON ticket_link REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_link_changes();

-- A ticket that was merged into another one. Its messages stay its own and are shown in the target to those who may read both.
create table ticket_merge (
  ticket_merge_id uuid not null,
  ticket_id uuid not null,
  target_id uuid not null,
  agent_id uuid not null,
  merged_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  former_status_id uuid not null,
  former_closed_at timestamp with time zone,
  participant_id uuid, -- The participation in the target that its requester was given; may be gone since.
  subtask_ids uuid[] not null default '{}'::uuid[], -- What went to the target, and comes back when the merge is undone.
  time_entry_ids uuid[] not null default '{}'::uuid[],
  hidden_time_entry_ids uuid[] not null default '{}'::uuid[], -- Of these hours, those that contacts saw and that became internal, because others read the target.
  added_pairs jsonb not null default '[]'::jsonb, -- Projects that the target was given as secondary ones, because hours were booked on them.
  PRIMARY KEY (ticket_merge_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (former_status_id) REFERENCES ticket_status(status_id),
  FOREIGN KEY (target_id) REFERENCES ticket(ticket_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id),
  CHECK ((ticket_id <> target_id))
);
CREATE UNIQUE INDEX ticket_merge_one ON ticket_merge USING btree (ticket_id) WHERE (undone_at IS NULL);
CREATE INDEX ticket_merge_target ON ticket_merge USING btree (target_id) WHERE (undone_at IS NULL);
CREATE TRIGGER ticket_merge_touch_delete AFTER DELETE ON ticket_merge REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_merge_touch_insert AFTER INSERT ON ticket_merge REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_merge_touch_update AFTER UPDATE ON ticket_merge REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();

-- Copy of the values in ticket.own_fields, by which lists are narrowed. Written by a trigger on ticket.
create table ticket_own_value (
  ticket_id uuid not null,
  own_field_id uuid not null,
  value text not null, -- Folded; the first 200 characters. Of several values one row each.
  PRIMARY KEY (ticket_id, own_field_id, value),
  FOREIGN KEY (own_field_id) REFERENCES own_field(own_field_id) ON DELETE CASCADE,
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id) ON DELETE CASCADE
);
CREATE INDEX ticket_own_value_value ON ticket_own_value USING btree (own_field_id, value, ticket_id);

-- The (project, task) pairs of a ticket: one primary, any number of secondary ones. A task that moves takes them along.
create table ticket_project (
  ticket_project_id uuid not null,
  ticket_id uuid not null,
  project_id uuid not null,
  task_id uuid,
  is_primary boolean not null default false,
  created_at timestamp with time zone not null default now(),
  valid_from timestamp with time zone not null default now(),
  PRIMARY KEY (ticket_project_id),
  UNIQUE NULLS NOT DISTINCT (ticket_id, project_id, task_id),
  FOREIGN KEY (project_id) REFERENCES project(project_id),
  FOREIGN KEY (task_id, project_id) REFERENCES task(task_id, project_id) ON UPDATE CASCADE,
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id)
);
CREATE UNIQUE INDEX ticket_project_one_primary ON ticket_project USING btree (ticket_id) WHERE is_primary;
CREATE INDEX ticket_project_project_id_idx ON ticket_project USING btree (project_id);
CREATE INDEX ticket_project_secondary ON ticket_project USING btree (project_id, ticket_id) WHERE (NOT is_primary);
CREATE INDEX ticket_project_task_id_idx ON ticket_project USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE TRIGGER ticket_project_copy_delete AFTER DELETE ON ticket_project REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION copy_ticket_projects();
CREATE TRIGGER ticket_project_copy_insert AFTER INSERT ON ticket_project REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION copy_ticket_projects();
CREATE TRIGGER ticket_project_copy_update AFTER UPDATE ON ticket_project REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION copy_ticket_projects();
CREATE TRIGGER ticket_project_history BEFORE DELETE OR UPDATE ON ticket_project FOR EACH ROW EXECUTE FUNCTION keep_history('ticket_project_id');
CREATE TRIGGER ticket_project_tell_delete AFTER DELETE ON ticket_project REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_project_changes();
CREATE TRIGGER ticket_project_tell_insert AFTER INSERT ON ticket_project REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_project_changes();
CREATE TRIGGER ticket_project_tell_update AFTER UPDATE ON ticket_project REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_project_changes();
CREATE TRIGGER ticket_project_touch_delete AFTER DELETE ON ticket_project REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_project_touch_former_delete AFTER DELETE ON ticket_project REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_former_projects();
CREATE TRIGGER ticket_project_touch_former_update AFTER UPDATE ON ticket_project REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_former_projects();
CREATE TRIGGER ticket_project_touch_insert AFTER INSERT ON ticket_project REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_project_touch_update AFTER UPDATE ON ticket_project REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();

-- Full text of a ticket: number, subject and articles. Contacts search visible_text only; internal_text also holds internal articles, and is null where there are none.
create table ticket_search (
  ticket_id uuid not null,
  company_id uuid,
  contact_id uuid,
  visible_text tsvector not null,
  internal_text tsvector,
  PRIMARY KEY (ticket_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id) ON DELETE CASCADE
);
CREATE INDEX ticket_search_all ON ticket_search USING gin (COALESCE(internal_text, visible_text));
CREATE INDEX ticket_search_visible ON ticket_search USING gin (company_id, contact_id, visible_text);

-- Statuses are data with a type; rules ask the type only.
create table ticket_status (
  status_id uuid not null,
  name text not null,
  labels jsonb not null default '{}'::jsonb,
  status_type text not null,
  rank integer not null default 0,
  is_default_of_type boolean not null default false,
  state text not null default 'active'::text,
  version integer not null default 1,
  locks boolean not null default false, -- Billed, for instance: nothing of the ticket changes any more until an administrator takes it out.
  comment_required boolean not null default false, -- Whoever sets it says why.
  assigns boolean not null default false, -- Whoever sets it becomes the assignee if nobody is (ZEP: in process).
  verdict text, -- Where a contact's verdict leads; none: the default of type closed (accepted) or open (rejected).
  closes_to_id uuid, -- Of type pending: what the ticket becomes when its time has come; null: it is only reminded of.
  PRIMARY KEY (status_id),
  UNIQUE (status_id, status_type),
  FOREIGN KEY (closes_to_id) REFERENCES ticket_status(status_id),
  CHECK (((NOT locks) OR (status_type = ANY (ARRAY['done'::text, 'closed'::text])))),
  CHECK (((closes_to_id IS NULL) OR (status_type = 'pending'::text))),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text]))),
  CHECK ((status_type = ANY (ARRAY['new'::text, 'open'::text, 'pending'::text, 'done'::text, 'closed'::text, 'removed'::text, 'merged'::text]))),
  CHECK ((verdict = ANY (ARRAY['accepted'::text, 'rejected'::text])))
);
CREATE UNIQUE INDEX ticket_status_name_key ON ticket_status USING btree (lower(name));
CREATE UNIQUE INDEX ticket_status_one_default ON ticket_status USING btree (status_type) WHERE is_default_of_type;
CREATE UNIQUE INDEX ticket_status_one_verdict ON ticket_status USING btree (verdict) WHERE (verdict IS NOT NULL);
CREATE TRIGGER ticket_status_touch AFTER INSERT OR DELETE OR UPDATE ON ticket_status FOR EACH STATEMENT EXECUTE FUNCTION touch_everything();

-- The tags of a ticket.
create table ticket_tag (
  ticket_id uuid not null,
  tag_id uuid not null,
  PRIMARY KEY (ticket_id, tag_id),
  FOREIGN KEY (tag_id) REFERENCES tag(tag_id),
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id) ON DELETE CASCADE
);
CREATE INDEX ticket_tag_tag ON ticket_tag USING btree (tag_id, ticket_id);
CREATE TRIGGER ticket_tag_touch_delete AFTER DELETE ON ticket_tag REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_tag_touch_insert AFTER INSERT ON ticket_tag REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER ticket_tag_touch_update AFTER UPDATE ON ticket_tag REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();

-- Agents with an open answer or note, said again and again while they write; older rows than half a minute mean nothing. No contact is told.
create table ticket_writer (
  ticket_id uuid not null,
  agent_id uuid not null,
  visible boolean not null, -- An answer that contacts will read; else an internal note.
  seen_at timestamp with time zone not null,
  PRIMARY KEY (ticket_id, agent_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id) ON DELETE CASCADE,
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id) ON DELETE CASCADE
);

-- Time that an agent worked on a ticket. Its project is one of the ticket's pairs, or none; a task that moves takes it along.
create table time_entry (
  time_entry_id uuid not null,
  ticket_id uuid not null,
  agent_id uuid not null,
  day date not null,
  starts_minute integer, -- Minutes after midnight of the day; null: only the duration is known.
  minutes integer not null,
  project_id uuid,
  task_id uuid,
  subtask_id uuid,
  billable boolean not null,
  billed boolean not null default false, -- It stands on a bill: nothing of it changes any more.
  visible boolean not null, -- Contacts may see it, as far as their view shows worked hours; else internal.
  comment text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  PRIMARY KEY (time_entry_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (project_id) REFERENCES project(project_id),
  FOREIGN KEY (subtask_id, ticket_id) REFERENCES subtask(subtask_id, ticket_id) ON UPDATE CASCADE,
  FOREIGN KEY (task_id, project_id) REFERENCES task(task_id, project_id) ON UPDATE CASCADE,
  FOREIGN KEY (ticket_id) REFERENCES ticket(ticket_id),
  CHECK ((billable OR (NOT billed))),
  CHECK (((task_id IS NULL) OR (project_id IS NOT NULL))),
  CHECK (((minutes >= 1) AND (minutes <= 1440))),
  CHECK (((starts_minute >= 0) AND (starts_minute <= 1439))),
  CHECK (((starts_minute + minutes) <= 1440))
);
CREATE INDEX time_entry_agent_id_day_idx ON time_entry USING btree (agent_id, day);
CREATE INDEX time_entry_project ON time_entry USING btree (project_id, task_id) INCLUDE (minutes, billable, billed) WHERE (project_id IS NOT NULL);
CREATE INDEX time_entry_subtask_id_idx ON time_entry USING btree (subtask_id) WHERE (subtask_id IS NOT NULL);
CREATE INDEX time_entry_ticket ON time_entry USING btree (ticket_id, day DESC, time_entry_id DESC);
CREATE INDEX time_entry_unbilled ON time_entry USING btree (ticket_id) WHERE (billable AND (NOT billed));
CREATE TRIGGER time_entry_tell_delete AFTER DELETE ON time_entry REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_time_changes();
CREATE TRIGGER time_entry_tell_insert AFTER INSERT ON time_entry REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_time_changes();
CREATE TRIGGER time_entry_tell_update AFTER UPDATE ON time_entry REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_time_changes();
CREATE TRIGGER time_entry_touch_delete AFTER DELETE ON time_entry REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER time_entry_touch_insert AFTER INSERT ON time_entry REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();
CREATE TRIGGER time_entry_touch_update AFTER UPDATE ON time_entry REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_parts_of_tickets();

-- A file that was uploaded and not yet attached; goes after 24 hours.
create table upload (
  upload_id uuid not null,
  file_hash bytea not null,
  contact_id uuid,
  agent_id uuid,
  name text not null,
  content_type text not null default 'application/octet-stream'::text,
  size_bytes bigint not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (upload_id),
  FOREIGN KEY (agent_id) REFERENCES agent(agent_id),
  FOREIGN KEY (contact_id) REFERENCES contact(contact_id),
  FOREIGN KEY (file_hash) REFERENCES stored_file(file_hash),
  CHECK ((num_nonnulls(contact_id, agent_id) = 1)),
  CHECK ((name <> ''::text))
);
CREATE INDEX upload_created_at_idx ON upload USING btree (created_at);
CREATE INDEX upload_file_hash_idx ON upload USING btree (file_hash);

-- One row: the version that statuses and steps are changed against.
create table workflow (
  is_only boolean not null default true,
  version integer not null default 1,
  PRIMARY KEY (is_only),
  CHECK (is_only)
);

CREATE OR REPLACE FUNCTION copy_projects_of(ids uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  update ticket t set project_id = one.project_id, task_id = one.task_id, more_projects = coalesce(one.pairs > 1, false)
  from ticket k left join lateral (
    select p.project_id, p.task_id, count(*) over () as pairs
    from ticket_project p where p.ticket_id = k.ticket_id order by p.is_primary desc, p.ticket_project_id limit 1) one on true
  where k.ticket_id = any (ids) and t.ticket_id = k.ticket_id
    and (t.project_id, t.task_id, t.more_projects) is distinct from (one.project_id, one.task_id, coalesce(one.pairs > 1, false))
$function$;

CREATE OR REPLACE FUNCTION copy_ticket_projects()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform copy_projects_of(array(select ticket_id from before_rows));
  end if;
  if tg_op <> 'DELETE' then
    perform copy_projects_of(array(select ticket_id from after_rows));
  end if;
  return null;
end $function$;

-- Row trigger (before update or delete) with the key column as argument: writes the old version to fact_history.
CREATE OR REPLACE FUNCTION keep_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

-- Row trigger on tickets: keeps the copy of the values of own fields.
CREATE OR REPLACE FUNCTION keep_own_values()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  if tg_op = 'UPDATE' then
    delete from ticket_own_value where ticket_id = new.ticket_id;
  end if;
  insert into ticket_own_value (ticket_id, own_field_id, value) select new.ticket_id, own_field_id, value from own_values_of(new.own_fields);
  return null;
end $function$;

-- Row trigger: a task that moves to another project leaves the grants on the old one.
CREATE OR REPLACE FUNCTION leave_grants()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from project_grant_task where task_id = new.task_id;
  return null;
end $function$;

-- More than three hundred are everything.
CREATE OR REPLACE FUNCTION note_touched(ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if cardinality(ids) > 300 then
    insert into recent_change (touched) values (null);
  else
    insert into recent_change (touched) select unnest(ids);
  end if;
end $function$;

-- Values of own fields one by one, as ticket_own_value has them.
CREATE OR REPLACE FUNCTION own_values_of(own_fields jsonb)
 RETURNS TABLE(own_field_id uuid, value text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct f.own_field_id, left(search_fold(v.value), 200)
  from jsonb_each(own_fields) e
  join own_field f on f.subject = 'ticket' and lower(f.key) = lower(e.key) and f.field_type <> 'json'
  cross join lateral jsonb_array_elements_text(case jsonb_typeof(e.value) when 'array' then e.value else jsonb_build_array(e.value) end) as v(value)
  where v.value <> ''
$function$;

CREATE OR REPLACE FUNCTION raise_company_version_on_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.access_version := old.access_version + 1;
  if old.parent_id is distinct from new.parent_id or old.billed_by_company_id is distinct from new.billed_by_company_id then
    perform raise_installation();
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION raise_contact_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from before_rows);
  end if;
  if tg_op <> 'DELETE' then
    update contact set access_version = access_version + 1 where contact_id in (select contact_id from after_rows);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION raise_grant_task_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

-- Raises the access version of the installation; in a change that is rolled back, notes that it would.
CREATE OR REPLACE FUNCTION raise_installation()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if current_setting('pforte.rehearsing', true) = 'on' then
    perform set_config('pforte.installation_raised', 'on', true);
  else
    update installation set access_version = access_version + 1;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION raise_installation_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform raise_installation();
  return null;
end $function$;

CREATE OR REPLACE FUNCTION raise_own_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.access_version := old.access_version + 1;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION raise_right_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
    perform raise_installation();
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION raise_version_for_family()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from after_rows where parent_id is not null or billed_by_company_id is not null) then
    update installation set access_version = access_version + 1;
  end if;
  return null;
end $function$;

-- Makes the full text of tickets anew, newest messages first: they are the ones kept where there is too much. Values of own fields are for agents.
CREATE OR REPLACE FUNCTION refresh_ticket_search(ticket_ids uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
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
$function$;

-- Row trigger on tickets and subtasks: a ticket of status type done or closed has no open subtask.
CREATE OR REPLACE FUNCTION refuse_open_subtasks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from subtask s where s.ticket_id = new.ticket_id and s.state <> 'done' and s.removed_at is null)
    and exists (select from ticket t where t.ticket_id = new.ticket_id and t.status_type in ('done', 'closed')) then
    raise exception 'a finished ticket has an open subtask' using errcode = '23514', constraint = 'subtask_of_finished_ticket';
  end if;
  return null;
end $function$;

-- The first one to four letters of each word, a shorter word with the space behind it.
CREATE OR REPLACE FUNCTION search_beginnings(value text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select array(select distinct left(word || ' ', letters) from unnest(string_to_array(value, ' ')) as word, generate_series(1, 4) as letters where word <> '') $function$;

-- Folds case and accents, so that "Mueller", "müller" and "Muller" meet half-way: ü becomes u.
CREATE OR REPLACE FUNCTION search_fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(unaccent('unaccent', value)) $function$;

-- Whether contacts would see the difference between these values of own fields.
CREATE OR REPLACE FUNCTION shown_fields_differ(one jsonb, other jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select one is distinct from other and exists (
    select from own_field f where f.subject = 'ticket' and f.shown_to_contacts and f.state = 'active' and one -> f.key is distinct from other -> f.key)
$function$;

CREATE OR REPLACE FUNCTION tell_agent_access()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'agent', 'agentId', agent_id)) from (
    select a.agent_id from before_rows b join after_rows a using (agent_id)
    where (a.state, a.is_administrator, a.permissions) is distinct from (b.state, b.is_administrator, b.permissions) limit 101) as changed));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION tell_agent_rights()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform tell_people((select array_agg(distinct jsonb_build_object('kind', 'agent', 'agentId', agent_id)) from before_rows));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_people((select array_agg(distinct jsonb_build_object('kind', 'agent', 'agentId', agent_id)) from after_rows));
  end if;
  return null;
end $function$;

-- Statement trigger: an internal article is told to agents only.
CREATE OR REPLACE FUNCTION tell_article_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', visible))
    from (select ticket_id, bool_or(visible) as visible from after_rows group by ticket_id limit 101) as a));
  return null;
end $function$;

-- Statement trigger: categories says that the ticket may have become confidential, or was until now.
CREATE OR REPLACE FUNCTION tell_category_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

-- Sends one change to every listening server with the commit; equal ones of a transaction arrive once.
CREATE OR REPLACE FUNCTION tell_change(change jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_notify('pforte_change', change::text)
$function$;

CREATE OR REPLACE FUNCTION tell_company_access()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'company', 'companyId', company_id)) from (
    select a.company_id from before_rows b join after_rows a using (company_id) where a.access_version <> b.access_version limit 101) as changed));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION tell_contact_access()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'contact', 'contactId', contact_id)) from (
    select a.contact_id from before_rows b join after_rows a using (contact_id) where a.access_version <> b.access_version limit 101) as changed));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION tell_ended_sessions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_people((select array_agg(jsonb_build_object('kind', 'session', 'sessionId', session_id)) from (select session_id from before_rows limit 101) as b));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION tell_installation_access()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_change('{"kind": "everything"}');
  return null;
end $function$;

-- Statement trigger: links are told to agents only.
CREATE OR REPLACE FUNCTION tell_link_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', id, 'visible', false))
      from (select distinct id from after_rows, unnest(array[from_id, to_id]) as id limit 101) as a));
  else
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', id, 'visible', false))
      from (select distinct id from before_rows, unnest(array[from_id, to_id]) as id limit 101) as b));
  end if;
  return null;
end $function$;

-- Statement trigger: who was taken off a ticket is named, so that it can be told as well.
CREATE OR REPLACE FUNCTION tell_participant_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION tell_people(changes jsonb[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if cardinality(changes) > 100 then
    perform tell_change('{"kind": "everything"}');
  else
    perform tell_change(change) from unnest(changes) as change;
  end if;
end $function$;

-- Statement trigger: the pair that a ticket left is named, so that those whom it led there can be told as well.
CREATE OR REPLACE FUNCTION tell_project_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

-- Statement trigger: subtasks are told to agents only.
CREATE OR REPLACE FUNCTION tell_subtask_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', false))
    from (select distinct ticket_id from after_rows limit 101) as a));
  return null;
end $function$;

-- Statement trigger: which tickets changed, whether in something that contacts see, and what decided access before.
CREATE OR REPLACE FUNCTION tell_ticket_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION tell_tickets(changes jsonb[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if cardinality(changes) > 100 then
    perform tell_change('{"kind": "many"}');
  else
    perform tell_change(change) from unnest(changes) as change;
  end if;
end $function$;

-- Statement trigger: worked time is told to agents only.
CREATE OR REPLACE FUNCTION tell_time_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', false))
      from (select distinct ticket_id from before_rows limit 101) as b));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', false))
      from (select distinct ticket_id from after_rows limit 101) as a));
  end if;
  return null;
end $function$;

-- Words of a ticket for search; of a ticket with more words than an index takes, the first.
CREATE OR REPLACE FUNCTION ticket_words(words text)
 RETURNS tsvector
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  if length(words) <= 200000 then -- never too many, whatever the letters; a block that catches errors costs time
    return to_tsvector('pforte', words);
  end if;
  begin
    return to_tsvector('pforte', words);
  exception when program_limit_exceeded then
    return to_tsvector('pforte', left(words, 200000));
  end;
end $function$;

-- Statement trigger: who answered last decides what happens next.
CREATE OR REPLACE FUNCTION touch_articles()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform note_touched(array(select distinct ticket_id from before_rows limit 301));
  end if;
  if tg_op <> 'DELETE' then
    perform note_touched(array(select distinct ticket_id from after_rows limit 301));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION touch_everything()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into recent_change (touched) values (null);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION touch_former_projects()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform note_touched(array(select distinct project_id from before_rows limit 301));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION touch_participants()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform note_touched(array(select distinct id from before_rows p, unnest(array[p.company_id, p.contact_id]) as id where id is not null limit 301));
  end if;
  if tg_op <> 'DELETE' then
    perform note_touched(array(select distinct id from after_rows p, unnest(array[p.company_id, p.contact_id]) as id where id is not null limit 301));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION touch_parts_of_tickets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    perform note_touched(array(select id from touched_by_tickets(array(select ticket_id from before_rows limit 301)) as id where id is not null limit 301));
  end if;
  if tg_op <> 'DELETE' then
    perform note_touched(array(select id from touched_by_tickets(array(select ticket_id from after_rows limit 301)) as id where id is not null limit 301));
  end if;
  return null;
end $function$;

-- Statement trigger: what tickets touch, before and after.
CREATE OR REPLACE FUNCTION touch_tickets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

-- A ticket touches itself, its company, contact, queue and projects, and whoever was added to it.
CREATE OR REPLACE FUNCTION touched_by_tickets(ids uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
AS $function$
  select unnest(array[t.ticket_id, t.company_id, t.contact_id, t.queue_id, t.project_id]) from ticket t where t.ticket_id = any (ids)
  union select unnest(array[p.company_id, p.contact_id]) from participant p where p.ticket_id = any (ids)
  union select p.project_id from ticket_project p where p.ticket_id = any (ids) and not p.is_primary
$function$;
