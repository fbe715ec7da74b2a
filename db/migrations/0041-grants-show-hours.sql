-- Worked hours show to others than desk users only where a grant says so.
alter table project_grant add column hours text not null default 'none' check (hours in ('none', 'billed', 'worked'));
comment on column project_grant.hours is 'Which worked hours it shows on the tickets that it covers.';
