/** A membership between the contract's words and the table's columns. */
import type { MembershipInput } from "#contract/contact.ts";
import type { AuditEvent } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import type { MembershipColumns } from "./membership-queries.ts";

/** The role of a membership that is made by hand without naming one: *Basic*. */
const basicRoleId = "00000000-0000-7000-8000-000000000001";

export type GivenFields = Omit<MembershipInput, "companyId" | "version" | "reason">;

/** What a new membership gets where nothing is said; it is primary only if somebody says so. */
export const newMembershipColumns: MembershipColumns = {
  role_id: basicRoleId,
  is_primary: false,
  carries_group_rights: true,
  keeps_own_tickets: false,
  sees_since: null,
  starts_at: null,
  ends_at: null,
  for_a_time_role_id: null,
  for_a_time_starts_at: null,
  for_a_time_ends_at: null,
};

const instant = (text: string | null | undefined, kept: Date | null): Date | null => (text === undefined ? kept : text === null ? null : new Date(text));

/** Fields that are left out keep what `base` has. */
export function withGiven(base: MembershipColumns, given: GivenFields): MembershipColumns {
  const roleId = given.roleId?.toLowerCase() ?? base.role_id;
  return {
    role_id: roleId,
    is_primary: given.primary ?? base.is_primary,
    carries_group_rights: given.carriesGroupRights ?? base.carries_group_rights,
    keeps_own_tickets: given.keepsOwnTickets ?? base.keeps_own_tickets,
    sees_since: instant(given.seesSince, base.sees_since),
    starts_at: instant(given.from, base.starts_at),
    ends_at: instant(given.until, base.ends_at),
    ...roleForATime(base, given.roleForATime, roleId),
  };
}

type RoleForATime = Pick<MembershipColumns, "for_a_time_role_id" | "for_a_time_starts_at" | "for_a_time_ends_at">;
const noRoleForATime: RoleForATime = { for_a_time_role_id: null, for_a_time_starts_at: null, for_a_time_ends_at: null };

/** Another role than the lasting one; when the lasting one becomes the same, the one for a time has nothing to say any more. */
function roleForATime(base: MembershipColumns, given: GivenFields["roleForATime"], lastingRoleId: string): RoleForATime {
  if (given === undefined) return base.for_a_time_role_id === lastingRoleId ? noRoleForATime : pick(base);
  if (given === null) return noRoleForATime;
  const roleId = given.roleId.toLowerCase();
  if (roleId === lastingRoleId) throw new Refusal("membership.sameRole");
  return { for_a_time_role_id: roleId, for_a_time_starts_at: instant(given.from ?? null, null), for_a_time_ends_at: new Date(given.until) };
}

const pick = ({ for_a_time_role_id, for_a_time_starts_at, for_a_time_ends_at }: RoleForATime): RoleForATime => ({
  for_a_time_role_id,
  for_a_time_starts_at,
  for_a_time_ends_at,
});

/** What the audit tells of a membership. */
export const toldMembership = (columns: MembershipColumns): Record<string, unknown> => ({
  roleId: columns.role_id,
  primary: columns.is_primary,
  carriesGroupRights: columns.carries_group_rights,
  keepsOwnTickets: columns.keeps_own_tickets,
  seesSince: columns.sees_since?.toISOString() ?? null,
  from: columns.starts_at?.toISOString() ?? null,
  until: columns.ends_at?.toISOString() ?? null,
  roleForATime:
    columns.for_a_time_role_id === null
      ? null
      : {
          roleId: columns.for_a_time_role_id,
          from: columns.for_a_time_starts_at?.toISOString() ?? null,
          until: columns.for_a_time_ends_at?.toISOString() ?? null,
        },
});

type Told = { before?: Record<string, unknown>; after?: Record<string, unknown>; reason?: string | undefined };

/** The event stands in the logs of the contact and of the company; both sides of it name the company. */
export const membershipEvent = (event: `membership.${string}`, of: { contactId: string; companyId: string }, told: Told): AuditEvent => ({
  event,
  subject: { kind: "contact", id: of.contactId },
  ...of,
  ...(told.before ? { before: { companyId: of.companyId, ...told.before } } : {}),
  ...(told.after ? { after: { companyId: of.companyId, ...told.after } } : {}),
  reason: told.reason,
});
