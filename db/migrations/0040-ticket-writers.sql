-- Who is writing in a ticket at the moment: so that two agents do not answer it at once.

create table ticket_writer (
  ticket_id uuid not null references ticket on delete cascade,
  agent_id uuid not null references agent on delete cascade,
  visible boolean not null,
  seen_at timestamptz not null,
  primary key (ticket_id, agent_id)
);
comment on table ticket_writer is 'Agents with an open answer or note, said again and again while they write; older rows than half a minute mean nothing. No contact is told.';
comment on column ticket_writer.visible is 'An answer that contacts will read; else an internal note.';
