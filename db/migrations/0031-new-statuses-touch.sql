-- A status that comes or goes changes what contacts can do with tickets in others: the one of a verdict, or the default of a type.
drop trigger ticket_status_touch on ticket_status;
create trigger ticket_status_touch after insert or update or delete on ticket_status for each statement execute function touch_everything();
