alter table service add column assignments_version integer not null default 1;
comment on column service.assignments_version is 'What a saved matrix must name, so that two administrators do not overwrite each other.';
