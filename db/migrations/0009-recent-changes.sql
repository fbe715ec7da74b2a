-- What changed lately, so that an answer given before can be told again while nothing it was made from has changed
-- (docs/decisions/0019-answers-told-again.md). Written by triggers, so that no writer can forget it; appended only, so that
-- no writer waits for another.

create table recent_change (
  transaction_id xid8 not null default pg_current_xact_id(),
  touched uuid,
  written_at timestamptz not null default clock_timestamp()
);
comment on table recent_change is 'Ids of companies, contacts and queues whose tickets changed; kept for some minutes, no part of a backup.';
comment on column recent_change.transaction_id is 'Which snapshots see the change.';
comment on column recent_change.touched is 'Null: it may touch every list of tickets.';
create index on recent_change (transaction_id);

create table recent_change_floor (
  only_row boolean primary key default true check (only_row),
  forgotten_through xid8 not null,
  forgotten_by xid8 not null
);
comment on table recent_change_floor is 'How far recent_change was emptied: what a snapshot before that did not see is not known any more. No row: never emptied.';
comment on column recent_change_floor.forgotten_by is 'The transaction that emptied it last: whoever sees that, sees all that was forgotten.';

create function note_touched(ids uuid[]) returns void language plpgsql as $$
begin
  if cardinality(ids) > 300 then
    insert into recent_change (touched) values (null);
  else
    insert into recent_change (touched) select unnest(ids);
  end if;
end $$;
comment on function note_touched is 'More than three hundred are everything.';

create function touch_everything() returns trigger language plpgsql as $$
begin
  insert into recent_change (touched) values (null);
  return null;
end $$;

create function touch_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_touched(array(select distinct id from after_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id]) as id where id is not null limit 301));
  elsif tg_op = 'DELETE' then
    perform note_touched(array(select distinct id from before_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id]) as id where id is not null limit 301));
  else
    perform note_touched(array(
      select id from before_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id]) as id where id is not null
      union select id from after_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id]) as id where id is not null
      union select id from after_rows t join participant p on p.ticket_id = t.ticket_id, unnest(array[p.company_id, p.contact_id]) as id where id is not null
      limit 301));
  end if;
  return null;
end $$;
comment on function touch_tickets is 'Statement trigger: a ticket touches its company, its contact and its queue, before and after, and whoever was added to it.';

create function touch_participants() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform note_touched(array(select distinct id from before_rows p, unnest(array[p.company_id, p.contact_id]) as id where id is not null limit 301));
  end if;
  if tg_op <> 'DELETE' then
    perform note_touched(array(select distinct id from after_rows p, unnest(array[p.company_id, p.contact_id]) as id where id is not null limit 301));
  end if;
  return null;
end $$;

create trigger ticket_touch_insert after insert on ticket referencing new table as after_rows for each statement execute function touch_tickets();
create trigger ticket_touch_update after update on ticket referencing old table as before_rows new table as after_rows
  for each statement execute function touch_tickets();
create trigger ticket_touch_delete after delete on ticket referencing old table as before_rows for each statement execute function touch_tickets();
create trigger participant_touch_insert after insert on participant referencing new table as after_rows
  for each statement execute function touch_participants();
create trigger participant_touch_update after update on participant referencing old table as before_rows new table as after_rows
  for each statement execute function touch_participants();
create trigger participant_touch_delete after delete on participant referencing old table as before_rows
  for each statement execute function touch_participants();

-- Rights of companies decide what partners see; names stand in rows.
create trigger group_right_touch after insert or update or delete on group_right for each statement execute function touch_everything();
create trigger setting_touch after insert or update or delete on setting for each statement execute function touch_everything();
create trigger access_group_touch after update on access_group for each statement execute function touch_everything();
create trigger queue_touch after insert or update or delete on queue for each statement execute function touch_everything();
create trigger ticket_status_touch after update on ticket_status for each statement execute function touch_everything();
create trigger priority_touch after update on priority for each statement execute function touch_everything();
create trigger service_touch after update of name on service for each statement execute function touch_everything();
create trigger agent_touch after update of first_name, last_name on agent for each statement execute function touch_everything();
create trigger contact_touch after update of first_name, last_name on contact for each statement execute function touch_everything();
create trigger company_touch after update of name, state, portal_enabled, parent_id on company for each statement execute function touch_everything();
create trigger company_touch_insert after insert on company for each row when (new.parent_id is not null) execute function touch_everything();

-- Until when it holds what rights with dates say (the next one to begin or to end).
create index group_right_starts on group_right (starts_at) where starts_at is not null;
create index group_right_ends on group_right (ends_at) where ends_at is not null;
