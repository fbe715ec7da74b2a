-- A membership keeps its role and may have another one for a time, say for whoever stands in during a holiday (NEW-10).

alter table membership
  add column for_a_time_role_id uuid references portal_role,
  add column for_a_time_starts_at timestamptz,
  add column for_a_time_ends_at timestamptz,
  add constraint membership_for_a_time_end check ((for_a_time_role_id is null) = (for_a_time_ends_at is null)),
  add constraint membership_for_a_time_start check (for_a_time_starts_at is null or for_a_time_role_id is not null),
  add constraint membership_for_a_time_dates check (for_a_time_starts_at < for_a_time_ends_at),
  add constraint membership_for_a_time_other_role check (for_a_time_role_id <> role_id);
create index on membership (for_a_time_role_id) where for_a_time_role_id is not null;
comment on column membership.role_id is 'The lasting role: before and after one for a time.';
comment on column membership.for_a_time_role_id is 'The role that holds instead in [for_a_time_starts_at, for_a_time_ends_at).';
comment on column membership.for_a_time_starts_at is 'Null: at once.';
comment on column membership.for_a_time_ends_at is 'Always set: without an end it would be the role.';
