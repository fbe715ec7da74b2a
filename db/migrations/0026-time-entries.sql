-- Time that agents work on tickets, booked on one of the ticket's projects (ZEP-12, ZEP-14); what is planned, and who works in a project.

alter table project add column starts_on date;
alter table project add column ends_on date;
alter table project add column planned_minutes integer check (planned_minutes >= 0);
alter table project add constraint project_run_time check (starts_on <= ends_on);
comment on column project.starts_on is 'First day of its run time; null: open on that side.';
comment on column project.ends_on is 'Last day of its run time.';
comment on column project.planned_minutes is 'Null: nothing is planned.';
alter table task add column planned_minutes integer check (planned_minutes >= 0);
alter table ticket add column planned_minutes integer check (planned_minutes >= 0);

create table project_member (
  project_member_id uuid primary key,
  project_id uuid not null references project,
  agent_id uuid not null references agent,
  valid_from timestamptz not null default now(),
  unique (project_id, agent_id)
);
create index on project_member (agent_id);
comment on table project_member is 'The agents who work in a project.';
create trigger project_member_history before update or delete on project_member for each row execute function keep_history('project_member_id');

create table time_entry (
  time_entry_id uuid primary key,
  ticket_id uuid not null references ticket,
  agent_id uuid not null references agent,
  day date not null,
  starts_minute integer check (starts_minute between 0 and 1439),
  minutes integer not null check (minutes between 1 and 1440),
  project_id uuid references project,
  task_id uuid,
  subtask_id uuid,
  billable boolean not null,
  billed boolean not null default false,
  visible boolean not null,
  comment text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  foreign key (task_id, project_id) references task (task_id, project_id) on update cascade,
  foreign key (subtask_id, ticket_id) references subtask (subtask_id, ticket_id),
  check (task_id is null or project_id is not null),
  constraint time_entry_within_day check (starts_minute + minutes <= 1440),
  constraint time_entry_billed check (billable or not billed)
);
create index time_entry_ticket on time_entry (ticket_id, day desc, time_entry_id desc);
create index time_entry_project on time_entry (project_id, task_id) include (minutes, billable, billed) where project_id is not null;
create index on time_entry (agent_id, day);
create index on time_entry (subtask_id) where subtask_id is not null;
comment on table time_entry is 'Time that an agent worked on a ticket. Its project is one of the ticket''s pairs, or none; a task that moves takes it along.';
comment on column time_entry.starts_minute is 'Minutes after midnight of the day; null: only the duration is known.';
comment on column time_entry.billed is 'It stands on a bill: nothing of it changes any more.';
comment on column time_entry.visible is 'Contacts may see it, as far as their view shows worked hours; else internal.';

-- Whether a contact sees worked hours is not asked here: pages of agents are told, nobody else.
create function tell_time_changes() returns trigger language plpgsql as $$
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
end $$;
comment on function tell_time_changes is 'Statement trigger: worked time is told to agents only.';
create trigger time_entry_tell_insert after insert on time_entry referencing new table as after_rows for each statement execute function tell_time_changes();
create trigger time_entry_tell_update after update on time_entry referencing old table as before_rows new table as after_rows
  for each statement execute function tell_time_changes();
create trigger time_entry_tell_delete after delete on time_entry referencing old table as before_rows for each statement execute function tell_time_changes();
