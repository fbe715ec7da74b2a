-- A tsvector holds 1 MB of words. A ticket with more (logs in messages) could neither be imported nor answered.

create function ticket_words(words text) returns tsvector language plpgsql stable as $$
begin
  if length(words) <= 200000 then -- never too many, whatever the letters; a block that catches errors costs time
    return to_tsvector('pforte', words);
  end if;
  begin
    return to_tsvector('pforte', words);
  exception when program_limit_exceeded then
    return to_tsvector('pforte', left(words, 200000));
  end;
end $$;
comment on function ticket_words(text) is 'Words of a ticket for search; of a ticket with more words than an index takes, the first.';

create or replace function refresh_ticket_search(ticket_ids uuid[]) returns void language sql as $$
  insert into ticket_search (ticket_id, company_id, contact_id, visible_text, internal_text)
  select t.ticket_id, t.company_id, t.contact_id,
         ticket_words(concat_ws(' ', t.number, t.subject, string_agg(left(a.subject || ' ' || a.body_text, 100000), ' ' order by a.created_at desc) filter (where a.visible))),
         case when bool_or(not a.visible) then
           ticket_words(concat_ws(' ', t.number, t.subject, string_agg(left(a.subject || ' ' || a.body_text, 100000), ' ' order by a.created_at desc)))
         end
  from ticket t left join article a using (ticket_id)
  where t.ticket_id = any (ticket_ids)
  group by t.ticket_id
  on conflict (ticket_id) do update set
    company_id = excluded.company_id, contact_id = excluded.contact_id,
    visible_text = excluded.visible_text, internal_text = excluded.internal_text
$$;
comment on function refresh_ticket_search(uuid[]) is 'Makes the full text of tickets anew, newest messages first: they are the ones kept where there is too much.';
