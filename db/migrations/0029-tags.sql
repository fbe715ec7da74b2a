-- Tags: what agents call tickets by among themselves, several on each. No contact sees them.

create table tag (
  tag_id uuid primary key,
  name text not null check (name <> ''),
  removed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
comment on table tag is 'What agents call tickets by among themselves; a removed one is on no ticket and keeps its name for the log.';
create unique index tag_name_key on tag (lower(name)) where removed_at is null;
create trigger tag_touch after update on tag for each statement execute function touch_everything();

create table ticket_tag (
  ticket_id uuid not null references ticket on delete cascade,
  tag_id uuid not null references tag,
  primary key (ticket_id, tag_id)
);
comment on table ticket_tag is 'The tags of a ticket.';
create index ticket_tag_tag on ticket_tag (tag_id, ticket_id);
create trigger ticket_tag_touch_insert after insert on ticket_tag referencing new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_tag_touch_update after update on ticket_tag referencing old table as before_rows new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_tag_touch_delete after delete on ticket_tag referencing old table as before_rows
  for each statement execute function touch_parts_of_tickets();
