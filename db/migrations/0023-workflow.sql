-- What a status does, which status leads to which and for whom, and until when a ticket waits (ZEP-13, states of OTRS).
alter table ticket_status
  add column locks boolean not null default false,
  add column comment_required boolean not null default false,
  add column assigns boolean not null default false,
  add column verdict text check (verdict in ('accepted', 'rejected')),
  add column closes_to_id uuid references ticket_status,
  add check (not locks or status_type in ('done', 'closed')),
  add check (closes_to_id is null or status_type = 'pending');
create unique index ticket_status_one_verdict on ticket_status (verdict) where verdict is not null;
comment on column ticket_status.locks is 'Billed, for instance: nothing of the ticket changes any more until an administrator takes it out.';
comment on column ticket_status.comment_required is 'Whoever sets it says why.';
comment on column ticket_status.assigns is 'Whoever sets it becomes the assignee if nobody is (ZEP: in process).';
comment on column ticket_status.verdict is 'Where a contact''s verdict leads; none: the default of type closed (accepted) or open (rejected).';
comment on column ticket_status.closes_to_id is 'Of type pending: what the ticket becomes when its time has come; null: it is only reminded of.';

create table status_step (
  from_status_id uuid not null references ticket_status on delete cascade,
  to_status_id uuid not null references ticket_status on delete cascade,
  agents text check (agents in ('everybody', 'assignee', 'administrators')),
  contacts boolean not null default false,
  primary key (from_status_id, to_status_id),
  check (from_status_id <> to_status_id),
  check (agents is not null or contacts)
);
create index status_step_to on status_step (to_status_id);
create trigger status_step_touch after insert or update or delete on status_step for each statement execute function touch_everything();
comment on table status_step is 'Who may move a ticket from one status to another; asked while the setting tickets.workflow says so.';
comment on column status_step.agents is 'Which agents who may change the ticket; null: none. Administrators are always among them.';
comment on column status_step.contacts is 'Contacts, as far as their verbs reach.';

create table workflow (
  is_only boolean primary key default true check (is_only),
  version integer not null default 1
);
insert into workflow default values;
comment on table workflow is 'One row: the version that statuses and steps are changed against.';

alter table ticket add column pending_until timestamptz, add column reminded_at timestamptz;
create index ticket_pending_until on ticket (pending_until) where pending_until is not null;
comment on column ticket.pending_until is 'Of a ticket that waits: when it comes back, or is closed by itself (ticket_status.closes_to_id). Internal.';
comment on column ticket.reminded_at is 'When it came back; null again once it no longer waits.';
