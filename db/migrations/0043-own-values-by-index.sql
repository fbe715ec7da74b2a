-- A session plans the delete once, perhaps while the table is still empty: read whole, it would take longer with every row that the same statement adds.
create or replace function keep_own_values() returns trigger language plpgsql set enable_seqscan to off as $$
begin
  if tg_op = 'UPDATE' then
    delete from ticket_own_value where ticket_id = new.ticket_id;
  end if;
  insert into ticket_own_value (ticket_id, own_field_id, value) select new.ticket_id, own_field_id, value from own_values_of(new.own_fields);
  return null;
end $$;
