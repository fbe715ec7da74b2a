/** The calls of the API that mend a finding, and those that take that back. */
import type { FindingView } from "#contract/checkup.ts";
import type { CheckId, Fix } from "#domain/access/checkup.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { FindingRow } from "./look-queries.ts";

type Mended = NonNullable<FindingView["fix"]>;

const PERMISSIONS: Readonly<Record<Fix, readonly AgentPermission[]>> = {
  sendInvitation: ["contact:write"],
  withdrawSignIn: ["contact:write"],
  removeMembership: ["access:write"],
  removeRight: ["access:write"],
  alsoRead: ["access:write"],
  removeGrant: ["access:write"],
  inherit: ["company:write", "access:write"],
  deleteRole: ["access:write"],
};

/** Null: nothing that could be done without thinking, or nothing that this agent may do. */
export function fixOf(check: CheckId, row: FindingRow, permissions: readonly AgentPermission[]): Mended | null {
  const fix = fixes[check]?.(row) ?? null;
  return fix !== null && PERMISSIONS[fix.kind].every((permission) => permissions.includes(permission)) ? fix : null;
}

const fixes: Readonly<Partial<Record<CheckId, (row: FindingRow) => Mended | null>>> = {
  signInWithoutMembership: ({ recordId }) => ({
    kind: "withdrawSignIn",
    call: { method: "DELETE", path: `/api/v1/contacts/${recordId}/sign-in` },
    undo: null,
  }),
  invitationExpired: ({ recordId, reason }) =>
    reason === "noEmail"
      ? null
      : { kind: "sendInvitation", call: { method: "POST", path: `/api/v1/contacts/${recordId}/sign-in/reset`, body: { send: "link" } }, undo: null },
  membershipEnded: removeMembership,
  familyMissing: inherit,
  createWithoutRead: (row) => changeRight("alsoRead", row, ["read", "create"]),
  partnerRight: (row) => changeRight("removeRight", row, []),
  rightEnded: (row) => changeRight("removeRight", row, []),
  rightGroupNotActive: (row) => changeRight("removeRight", row, []),
  // Tickets in queues that are not active stay readable: taking the right away would hide them.
  rightWithoutQueue: (row) => (row.reason === "none" ? changeRight("removeRight", row, []) : null),
  grantWithoutEffect: removeGrant,
  roleUnused: ({ recordId, known }) => ({
    kind: "deleteRole",
    call: { method: "DELETE", path: `/api/v1/roles/${recordId}` },
    undo: { method: "POST", path: "/api/v1/roles", body: known },
  }),
};

type Period = { from: string | null; until: string | null };
const instant = (text: string | null): string | null => text && new Date(text).toISOString();
const period = ({ from, until }: Period) => ({ from: instant(from), until: instant(until) });

type KnownRight = Period & {
  version: number;
  contactId: string | null;
  companyId: string | null;
  context: "own" | "others" | null;
  everybody: "contact" | "company" | null;
  read: boolean;
  create: boolean;
  edit: boolean;
};

/** What is taken back is written against the version that the fix leaves: whatever somebody changes meanwhile is not overwritten. */
function changeRight(kind: "removeRight" | "alsoRead", { otherId, known }: FindingRow, rights: readonly string[]): Mended {
  const right = known as KnownRight;
  const subject =
    right.everybody === null
      ? right.contactId === null
        ? { companyId: right.companyId, context: right.context }
        : { contactId: right.contactId }
      : right.everybody === "contact"
        ? "everyContact"
        : "everyCompany";
  const former = (["read", "create", "edit"] as const).filter((level) => right[level]);
  const call = (version: number, change: object): Mended["call"] => ({
    method: "PATCH",
    path: `/api/v1/groups/${otherId}/rights`,
    body: { version, changes: [{ subject, ...change }] },
  });
  return { kind, call: call(right.version, { rights }), undo: call(right.version + 1, { rights: former, ...period(right) }) };
}

type KnownMembership = {
  grants: number;
  membership: Period & { companyId: string; seesSince: string | null; roleForATime: (Period & { roleId: string }) | null };
};

/** Grants on projects of the company go with it, and do not come back. */
function removeMembership({ recordId, known }: FindingRow): Mended {
  const { grants, membership } = known as KnownMembership;
  const path = `/api/v1/contacts/${recordId}/memberships`;
  const { roleForATime } = membership;
  const body = {
    ...membership,
    ...period(membership),
    seesSince: instant(membership.seesSince),
    roleForATime: roleForATime && { ...roleForATime, ...period(roleForATime) },
  };
  return {
    kind: "removeMembership",
    call: { method: "DELETE", path: `${path}/${membership.companyId}` },
    undo: grants === 0 ? { method: "PUT", path, body } : null,
  };
}

type KnownGrant = Period & {
  projectId: string;
  tasks: "all" | "existing" | "named";
  taskIds: string[];
  isComplete: boolean;
  readOnly: boolean;
  scope: string;
  hours: string;
  seesSince: string | null;
};

/** Given back only where it would be accepted and be what it was: not what the rules would refuse now, nor a list frozen anew. */
function removeGrant({ id, recordId, reason, known }: FindingRow): Mended {
  const { taskIds, isComplete, tasks, ...grant } = known as KnownGrant;
  const path = `/api/v1/contacts/${recordId}/grants`;
  const body = { ...grant, ...period(grant), seesSince: instant(grant.seesSince), tasks: tasks === "named" ? taskIds : tasks };
  const isSame = reason !== "internalOff" && (tasks !== "existing" || isComplete);
  return { kind: "removeGrant", call: { method: "DELETE", path: `${path}/${id}` }, undo: isSame ? { method: "POST", path, body } : null };
}

function inherit({ recordId, known }: FindingRow): Mended {
  const { key, value } = known as { key: string; value: unknown };
  const set = (wanted: unknown): Mended["call"] => ({ method: "PATCH", path: `/api/v1/companies/${recordId}/settings`, body: { values: { [key]: wanted } } });
  return { kind: "inherit", call: set(null), undo: set(value) };
}
