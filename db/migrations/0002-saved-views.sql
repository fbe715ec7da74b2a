-- How an agent likes to see a list: filters, order and columns under a name, and the columns where no view says otherwise.

create table saved_view (
  view_id uuid primary key,
  agent_id uuid not null references agent (agent_id),
  list text not null,
  name text not null check (name <> ''),
  address jsonb not null default '{}',
  columns text[],
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version int not null default 1
);
comment on table saved_view is 'A list''s filters, order and columns under a name. Belongs to one agent; it shows nothing that the list would not show.';
comment on column saved_view.list is 'Name of the list: tickets, contacts, …';
comment on column saved_view.address is 'What stands behind the ? of the list''s address, as texts.';
comment on column saved_view.columns is 'Keys of the shown columns in order; null: those of the list.';
create unique index saved_view_name_key on saved_view (agent_id, list, lower(name));

create table list_columns (
  agent_id uuid not null references agent (agent_id),
  list text not null,
  columns text[] not null,
  primary key (agent_id, list)
);
comment on table list_columns is 'The columns that an agent wants in a list where no saved view says otherwise.';
