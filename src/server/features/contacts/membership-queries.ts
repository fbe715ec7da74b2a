/** The table of memberships: contact ↔ company, each with a role. */
import { type Selectable, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Membership } from "#server/platform/db/schema-types.ts";

export type MembershipRow = Selectable<Membership>;
export type MembershipViewRow = MembershipRow & {
  company_name: string;
  company_number: string;
  company_state: string;
  portal_enabled: boolean;
  role_name: string;
  role_system_key: string | null;
  for_a_time_role_name: string | null;
  for_a_time_role_system_key: string | null;
  grant_count: number;
};

/** The memberships of a contact, the primary one first; one of them where a company is named. */
export async function listMemberships(db: Queryable, contactId: string, companyId?: string): Promise<MembershipViewRow[]> {
  const { rows } = await sql<MembershipViewRow>`
    select m.*, c.name as company_name, c.number as company_number, c.state as company_state, c.portal_enabled, r.name as role_name, r.system_key as role_system_key,
      a.name as for_a_time_role_name, a.system_key as for_a_time_role_system_key,
      (select count(*)::int from project_grant g where g.contact_id = m.contact_id and g.company_id = m.company_id) as grant_count
    from membership m join company c on c.company_id = m.company_id join portal_role r on r.role_id = m.role_id
      left join portal_role a on a.role_id = m.for_a_time_role_id
    where m.contact_id = ${contactId}::uuid ${companyId === undefined ? sql`` : sql`and m.company_id = ${companyId}::uuid`}
    order by m.is_primary desc, c.sort_name, m.membership_id`.execute(db);
  return rows;
}

/** All memberships of these contacts, the one that a contact has had for longest first. */
export const listHeldMemberships = (db: Queryable, contactIds: readonly string[]): Promise<MembershipRow[]> =>
  db
    .selectFrom("membership")
    .selectAll()
    .where("contact_id", "=", sql<string>`any(${[...contactIds]}::uuid[])`)
    .orderBy("created_at")
    .orderBy("membership_id")
    .execute();

export type MembershipColumns = {
  role_id: string;
  is_primary: boolean;
  carries_group_rights: boolean;
  keeps_own_tickets: boolean;
  sees_since: Date | null;
  starts_at: Date | null;
  ends_at: Date | null;
  for_a_time_role_id: string | null;
  for_a_time_starts_at: Date | null;
  for_a_time_ends_at: Date | null;
};
export type MembershipToWrite = MembershipColumns & { membership_id: string; contact_id: string; company_id: string };

const given = (memberships: readonly MembershipToWrite[]) => sql`jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as n(membership_id uuid,
  contact_id uuid, company_id uuid, role_id uuid, is_primary boolean, carries_group_rights boolean, keeps_own_tickets boolean, sees_since timestamptz,
  starts_at timestamptz, ends_at timestamptz, for_a_time_role_id uuid, for_a_time_starts_at timestamptz, for_a_time_ends_at timestamptz)`;

export async function insertMemberships(db: Queryable, memberships: readonly MembershipToWrite[], setBy: string | null, now: Date): Promise<void> {
  if (memberships.length === 0) return;
  await sql`insert into membership (membership_id, contact_id, company_id, role_id, is_primary, carries_group_rights, keeps_own_tickets, sees_since, starts_at,
      ends_at, for_a_time_role_id, for_a_time_starts_at, for_a_time_ends_at, set_by, created_at, changed_at)
    select n.membership_id, n.contact_id, n.company_id, n.role_id, n.is_primary, n.carries_group_rights, n.keeps_own_tickets, n.sees_since, n.starts_at,
      n.ends_at, n.for_a_time_role_id, n.for_a_time_starts_at, n.for_a_time_ends_at, ${setBy}::uuid, ${now}, ${now} from ${given(memberships)}`.execute(db);
}

export async function updateMemberships(db: Queryable, memberships: readonly MembershipToWrite[], setBy: string | null, now: Date): Promise<void> {
  if (memberships.length === 0) return;
  await sql`update membership m set role_id = n.role_id, is_primary = n.is_primary, carries_group_rights = n.carries_group_rights,
      keeps_own_tickets = n.keeps_own_tickets, sees_since = n.sees_since, starts_at = n.starts_at, ends_at = n.ends_at,
      for_a_time_role_id = n.for_a_time_role_id, for_a_time_starts_at = n.for_a_time_starts_at, for_a_time_ends_at = n.for_a_time_ends_at,
      set_by = ${setBy}::uuid, version = m.version + 1, changed_at = ${now}
    from ${given(memberships)} where m.membership_id = n.membership_id`.execute(db);
}

export async function deleteMemberships(db: Queryable, membershipIds: readonly string[]): Promise<void> {
  if (membershipIds.length === 0) return;
  await sql`delete from membership where membership_id = any(${[...membershipIds]}::uuid[])`.execute(db);
}

/** Where this role was one for a time that has ended, nothing is left of it. */
export async function clearEndedRole(db: Queryable, roleId: string, now: Date): Promise<void> {
  await sql`update membership set for_a_time_role_id = null, for_a_time_starts_at = null, for_a_time_ends_at = null, version = version + 1, changed_at = ${now}
    where for_a_time_role_id = ${roleId}::uuid and for_a_time_ends_at <= ${now}`.execute(db);
}
