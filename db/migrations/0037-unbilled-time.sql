-- Lists of tickets show booked time and are narrowed to what is not billed yet: booking time touches the lists that show its ticket.

create index time_entry_unbilled on time_entry (ticket_id) where billable and not billed;

create trigger time_entry_touch_insert after insert on time_entry referencing new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger time_entry_touch_update after update on time_entry referencing old table as before_rows new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger time_entry_touch_delete after delete on time_entry referencing old table as before_rows
  for each statement execute function touch_parts_of_tickets();
