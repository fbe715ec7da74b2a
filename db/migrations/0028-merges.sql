-- Tickets that were merged into others here, and what is needed to take that back (docs/decisions/0027-merge.md). Merged tickets that an
-- import brought have no row: their messages were moved by the old system.

create table ticket_merge (
  ticket_merge_id uuid primary key,
  ticket_id uuid not null references ticket,
  target_id uuid not null references ticket,
  agent_id uuid not null references agent,
  merged_at timestamptz not null,
  undone_at timestamptz,
  former_status_id uuid not null references ticket_status,
  former_closed_at timestamptz,
  participant_id uuid,
  subtask_ids uuid[] not null default '{}',
  time_entry_ids uuid[] not null default '{}',
  hidden_time_entry_ids uuid[] not null default '{}',
  added_pairs jsonb not null default '[]',
  check (ticket_id <> target_id)
);
comment on table ticket_merge is 'A ticket that was merged into another one. Its messages stay its own and are shown in the target to those who may read both.';
comment on column ticket_merge.participant_id is 'The participation in the target that its requester was given; may be gone since.';
comment on column ticket_merge.subtask_ids is 'What went to the target, and comes back when the merge is undone.';
comment on column ticket_merge.hidden_time_entry_ids is 'Of these hours, those that contacts saw and that became internal, because others read the target.';
comment on column ticket_merge.added_pairs is 'Projects that the target was given as secondary ones, because hours were booked on them.';
create unique index ticket_merge_one on ticket_merge (ticket_id) where undone_at is null;
create index ticket_merge_target on ticket_merge (target_id) where undone_at is null;

-- Hours on a subtask go with it.
alter table time_entry drop constraint time_entry_subtask_id_ticket_id_fkey;
alter table time_entry add foreign key (subtask_id, ticket_id) references subtask (subtask_id, ticket_id) on update cascade;
