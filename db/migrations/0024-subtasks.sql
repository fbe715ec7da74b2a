-- Parts of a ticket that agents work on (docs/decisions/0026-subtasks.md).

create table subtask (
  subtask_id uuid primary key,
  ticket_id uuid not null references ticket,
  subject text not null check (subject <> ''),
  state text not null default 'open' check (state in ('open', 'inProcess', 'done')),
  assignee_id uuid references agent,
  starts_on date,
  due_on date,
  planned_minutes integer check (planned_minutes between 0 and 6000000),
  comment text not null default '',
  rank integer not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  done_at timestamptz,
  removed_at timestamptz,
  constraint subtask_dates check (due_on >= starts_on),
  unique (subtask_id, ticket_id)
);
comment on table subtask is 'A part of a ticket that agents work on; no contact ever sees one. A ticket is not finished while one is open.';
comment on column subtask.rank is 'Its place among those of the ticket.';
comment on column subtask.planned_minutes is 'Null: nothing is planned.';
comment on column subtask.removed_at is 'Taken away, and can be brought back; hours that were booked on it still name it.';
create index on subtask (ticket_id, rank);
create index on subtask (assignee_id) where assignee_id is not null;

-- The net below the rule of the commands, which say which ones are open: whatever finishes a ticket, none stays open on it.
create function refuse_open_subtasks() returns trigger language plpgsql as $$
begin
  if exists (select from subtask s where s.ticket_id = new.ticket_id and s.state <> 'done' and s.removed_at is null)
    and exists (select from ticket t where t.ticket_id = new.ticket_id and t.status_type in ('done', 'closed')) then
    raise exception 'a finished ticket has an open subtask' using errcode = '23514', constraint = 'subtask_of_finished_ticket';
  end if;
  return null;
end $$;
comment on function refuse_open_subtasks is 'Row trigger on tickets and subtasks: a ticket of status type done or closed has no open subtask.';
create trigger ticket_finished after update of status_type on ticket for each row
  when (new.status_type in ('done', 'closed') and old.status_type is distinct from new.status_type) execute function refuse_open_subtasks();
create trigger subtask_opened after insert or update on subtask for each row
  when (new.state <> 'done' and new.removed_at is null) execute function refuse_open_subtasks();

create function tell_subtask_changes() returns trigger language plpgsql as $$
begin
  perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', ticket_id, 'visible', false))
    from (select distinct ticket_id from after_rows limit 101) as a));
  return null;
end $$;
comment on function tell_subtask_changes is 'Statement trigger: subtasks are told to agents only.';
create trigger subtask_tell_insert after insert on subtask referencing new table as after_rows for each statement execute function tell_subtask_changes();
create trigger subtask_tell_update after update on subtask referencing new table as after_rows for each statement execute function tell_subtask_changes();
