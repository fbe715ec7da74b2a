/** Contacts, memberships and sessions as the API gives them. */
import type { ContactListItem, ContactView, listContactSessions, MembershipView } from "#contract/contact.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import type { MembershipRowView } from "#contract/membership-matrix.ts";
import { carryObstacle } from "#domain/access/effective-access.ts";
import { inForce, type MembershipFact } from "#domain/access/facts.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { ListedContact } from "./list-queries.ts";
import type { RowToAssign } from "./membership-matrix-queries.ts";
import type { MembershipViewRow } from "./membership-queries.ts";
import { personName } from "./person-name.ts";
import type { ContactExtras, ContactRow } from "./queries.ts";

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export type ContactParts = { contact: ContactRow; memberships: readonly MembershipViewRow[]; extras: ContactExtras };

export const contactView = ({ contact, memberships, extras }: ContactParts, permissions: readonly AgentPermission[], now: Date): ContactView => ({
  id: contact.contact_id,
  title: contact.title,
  firstName: contact.first_name,
  lastName: contact.last_name,
  email: contact.email,
  phone: contact.phone,
  fax: contact.fax,
  mobile: contact.mobile,
  street: contact.street,
  zip: contact.zip,
  city: contact.city,
  country: contact.country,
  comment: contact.comment,
  language: contact.language as ContactView["language"],
  timeZone: contact.time_zone,
  ownFields: contact.own_fields as ContactView["ownFields"],
  name: personName(contact),
  login: contact.login,
  state: contact.state as ContactView["state"],
  directoryId: null,
  memberships: memberships.map((membership) => membershipView(membership, now)),
  signIn: {
    login: contact.login,
    status: signInStatus(contact, extras),
    linkValidUntil: text(extras.link_valid_until),
    lastSignInAt: text(contact.last_sign_in_at),
  },
  version: contact.version,
  createdAt: contact.created_at.toISOString(),
  changedAt: contact.changed_at.toISOString(),
  sameEmailCount: extras.same_email_count,
  can: [
    ...(permissions.includes("contact:write") ? (["change"] as const) : []),
    ...(permissions.includes("access:write") ? (["changeAccess"] as const) : []),
    ...(permissions.includes("contact:write") ? (["changeSignIn"] as const) : []),
  ],
});

function signInStatus(contact: ContactRow, extras: ContactExtras): ContactView["signIn"]["status"] {
  if (contact.login === null) return "none";
  if (extras.has_password) return "passwordSet";
  return extras.link_valid_until === null ? "withoutPassword" : "invited";
}

export const membershipView = (row: MembershipViewRow, now: Date): MembershipView => ({
  id: row.membership_id,
  company: {
    id: row.company_id,
    name: row.company_name,
    number: row.company_number,
    state: row.company_state as MembershipView["company"]["state"],
    portalEnabled: row.portal_enabled,
  },
  role: { id: row.role_id, name: row.role_name, systemKey: row.role_system_key },
  roleForATime: roleForATimeView(row, now),
  primary: row.is_primary,
  carriesGroupRights: row.carries_group_rights,
  keepsOwnTickets: row.keeps_own_tickets,
  seesSince: text(row.sees_since),
  from: text(row.starts_at),
  until: text(row.ends_at),
  obstacle: carryObstacle(periodAndCompany(row), now.getTime()),
  grantCount: row.grant_count,
  version: row.version,
});

type RoleForATimeRow = { [Key in keyof MembershipViewRow & `for_a_time_${string}`]: MembershipViewRow[Key] };
function roleForATimeView(row: RoleForATimeRow, now: Date): MembershipView["roleForATime"] {
  const { for_a_time_role_id: id, for_a_time_starts_at: from, for_a_time_ends_at: until } = row;
  if (id === null || until === null) return null;
  const holds = inForce({ from: from?.getTime() ?? null, until: until.getTime() }, now.getTime());
  return {
    role: { id, name: row.for_a_time_role_name ?? "", systemKey: row.for_a_time_role_system_key },
    from: text(from),
    until: until.toISOString(),
    holds,
  };
}

export const membershipRowView = (row: RowToAssign, now: Date): MembershipRowView => ({
  id: row.id,
  name: row.name,
  detail: row.detail,
  state: row.state as MembershipRowView["state"],
  membership:
    row.role_id === null
      ? null
      : {
          role: { id: row.role_id, name: row.role_name, systemKey: row.role_system_key },
          roleForATime: roleForATimeView(row, now),
          primary: row.is_primary,
          carriesGroupRights: row.carries_group_rights,
          keepsOwnTickets: row.keeps_own_tickets,
          seesSince: text(row.sees_since),
          from: text(row.starts_at),
          until: text(row.ends_at),
          grantCount: row.grant_count,
          version: row.version,
        },
});

/** As much of a membership as the rule *carries* asks for. */
const periodAndCompany = (row: MembershipViewRow): MembershipFact =>
  ({
    from: row.starts_at?.getTime() ?? null,
    until: row.ends_at?.getTime() ?? null,
    company: { companyId: row.company_id, name: row.company_name, state: row.company_state, portalEnabled: row.portal_enabled },
  }) as MembershipFact;

export const contactListItem = (row: ListedContact): ContactListItem => ({
  id: row.contact_id,
  name: personName(row),
  email: row.email,
  login: row.login,
  phone: row.phone,
  state: row.state as ContactListItem["state"],
  companies: row.companies ?? [],
  companyCount: row.company_count,
  lastSignInAt: text(row.last_sign_in_at),
  changedAt: row.changed_at.toISOString(),
});

type SessionView = ResponseOf<typeof listContactSessions>["items"][number];
type SessionRow = { session_id: string; created_at: Date; last_seen_at: Date; expires_at: Date; network: string; client: string };

export const sessionView = (row: SessionRow): SessionView => ({
  id: row.session_id,
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  network: row.network,
  client: row.client,
});
