-- A ticket touches itself too, and so do its articles: for opened tickets that are told again (docs/decisions/0019-answers-told-again.md).

create or replace function touch_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_touched(array(select distinct id from after_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id]) as id where id is not null limit 301));
  elsif tg_op = 'DELETE' then
    perform note_touched(array(
      select distinct id from before_rows t, unnest(array[t.ticket_id, t.company_id, t.contact_id, t.queue_id]) as id where id is not null limit 301));
  else
    perform note_touched(array(
      select id from before_rows t, unnest(array[t.company_id, t.contact_id, t.queue_id]) as id where id is not null
      union select id from after_rows t, unnest(array[t.ticket_id, t.company_id, t.contact_id, t.queue_id]) as id where id is not null
      union select id from after_rows t join participant p on p.ticket_id = t.ticket_id, unnest(array[p.company_id, p.contact_id]) as id where id is not null
      limit 301));
  end if;
  return null;
end $$;
comment on function touch_tickets is 'Statement trigger: a ticket touches itself, its company, its contact and its queue, before and after, and whoever was added to it.';

create function touch_articles() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform note_touched(array(select distinct ticket_id from before_rows limit 301));
  end if;
  if tg_op <> 'DELETE' then
    perform note_touched(array(select distinct ticket_id from after_rows limit 301));
  end if;
  return null;
end $$;
comment on function touch_articles is 'Statement trigger: who answered last decides what happens next.';

create trigger article_touch_insert after insert on article referencing new table as after_rows for each statement execute function touch_articles();
create trigger article_touch_update after update on article referencing old table as before_rows new table as after_rows
  for each statement execute function touch_articles();
create trigger article_touch_delete after delete on article referencing old table as before_rows for each statement execute function touch_articles();

comment on table recent_change is 'Ids of companies, contacts and queues whose tickets changed, and of tickets; kept for some minutes, no part of a backup.';
