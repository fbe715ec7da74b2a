-- Tickets that have to do with each other; for agents.

create table ticket_link (
  ticket_link_id uuid primary key,
  kind text not null check (kind in ('relates', 'blocks', 'duplicates', 'follows')),
  from_id uuid not null references ticket,
  to_id uuid not null references ticket,
  created_by uuid not null references agent,
  created_at timestamptz not null default now(),
  check (from_id <> to_id)
);
comment on table ticket_link is 'from relates to, blocks, duplicates or follows to. No contact ever sees one, and none decides access.';
create unique index ticket_link_once on ticket_link (least(from_id, to_id), greatest(from_id, to_id), kind);
create index on ticket_link (from_id);
create index on ticket_link (to_id);

create function tell_link_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', id, 'visible', false))
      from (select distinct id from after_rows, unnest(array[from_id, to_id]) as id limit 101) as a));
  else
    perform tell_tickets((select array_agg(jsonb_build_object('kind', 'ticket', 'ticketId', id, 'visible', false))
      from (select distinct id from before_rows, unnest(array[from_id, to_id]) as id limit 101) as b));
  end if;
  return null;
end $$;
comment on function tell_link_changes is 'Statement trigger: links are told to agents only.';
create trigger ticket_link_tell_insert after insert on ticket_link referencing new table as after_rows for each statement execute function tell_link_changes();
create trigger ticket_link_tell_delete after delete on ticket_link referencing old table as before_rows for each statement execute function tell_link_changes();
