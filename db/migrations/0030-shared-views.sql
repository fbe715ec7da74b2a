-- A saved view can be shared with all agents; in which order somebody likes to see views is his own affair.

alter table saved_view add column shared boolean not null default false;
comment on column saved_view.shared is 'All agents see it; what it lists each of them, each one''s rights decide.';
create unique index saved_view_shared_name_key on saved_view (list, lower(name)) where shared;

alter table list_columns alter column columns drop not null;
alter table list_columns add column view_order uuid[] not null default '{}';
comment on table list_columns is 'How an agent likes to see a list: its columns where no view says otherwise, and the order of the views.';
comment on column list_columns.columns is 'null: those of the list.';
comment on column list_columns.view_order is 'Views in the order in which they stand; the others follow by name.';
