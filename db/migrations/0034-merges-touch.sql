-- Until when a merge can be undone is told with the ticket: answers that are told again notice (docs/decisions/0019-answers-told-again.md).
create trigger ticket_merge_touch_insert after insert on ticket_merge referencing new table as after_rows for each statement execute function touch_parts_of_tickets();
create trigger ticket_merge_touch_update after update on ticket_merge referencing old table as before_rows new table as after_rows
  for each statement execute function touch_parts_of_tickets();
create trigger ticket_merge_touch_delete after delete on ticket_merge referencing old table as before_rows for each statement execute function touch_parts_of_tickets();
