-- What no command writes and no screen shows yet is no part of the schema: members of projects, and hours planned on tasks and tickets.
drop table project_member;
alter table task drop column planned_minutes;
alter table ticket drop column planned_minutes;
