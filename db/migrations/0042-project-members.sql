-- Agents who work in a project: they are offered first as assignees of its tickets, and find it among theirs.
create table project_member (
  project_id uuid not null references project (project_id),
  agent_id uuid not null references agent (agent_id),
  primary key (project_id, agent_id)
);
create index on project_member (agent_id);

alter table task add column planned_minutes integer check (planned_minutes between 0 and 6000000);
comment on column task.planned_minutes is 'Null: nothing is planned.';
