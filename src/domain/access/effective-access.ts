/** From facts to the one value that every reader uses: who may act at all, which memberships carry, which rights hold. */
import {
  type ContactFacts,
  type GrantFact,
  type Instant,
  inForce,
  type MembershipFact,
  type Origin,
  type RightFact,
  type RoleFact,
  type Switches,
  type ViewFacts,
} from "./facts.ts";
import { letsThrough } from "./rights.ts";
import type { Verb } from "./verbs.ts";

/** Why a membership gives nothing now; null: it carries. */
export type CarryObstacle = "notYet" | "ended" | "companyNotActive" | "portalOff";

/** `role`: the one that holds now. */
export type EffectiveMembership = MembershipFact & { role: RoleFact; obstacle: CarryObstacle | null };

/** Why a grant gives nothing now; null: it carries. */
export type GrantObstacle = "notYet" | "ended" | "membership" | "internalOff";

export type EffectiveGrant = GrantFact & { obstacle: GrantObstacle | null };

export type DoorCheck = { id: "contactState" | "membership"; open: boolean; origin: Origin };

export type Access = {
  contactId: string;
  now: Instant;
  switches: Switches;
  /** *Standing*: open if every check is. */
  door: { open: boolean; checks: readonly DoorCheck[] };
  memberships: readonly EffectiveMembership[];
  /** Rights in force on active groups that count at the gate *queue* of every path but partner. */
  queueRights: readonly RightFact[];
  /** Rights in force on active groups that lead on path *partner*, each with the membership that brings it. */
  partnerRights: readonly { right: RightFact; membership: EffectiveMembership }[];
  grants: readonly EffectiveGrant[];
  view: ViewFacts;
};

/** Pure: the same facts and instant always give the same access. */
export function effectiveAccess(facts: ContactFacts, now: Instant): Access {
  const memberships = facts.memberships.map((membership) => ({ ...membership, role: roleAt(membership, now), obstacle: carryObstacle(membership, now) }));
  const carrying = memberships.filter((membership) => membership.obstacle === null);
  const withGroupRights = new Map(
    carrying.filter((membership) => membership.carriesGroupRights).map((membership) => [membership.company.companyId, membership]),
  );
  const rights = facts.rights.filter((right) => right.group.active && inForce(right, now));
  const checks = doorChecks(facts, memberships);
  return {
    contactId: facts.contact.contactId,
    now,
    switches: facts.switches,
    door: { open: checks.every((check) => check.open), checks },
    memberships,
    queueRights: rights.filter((right) => countsAtQueueGate(right, withGroupRights)),
    partnerRights: rights.flatMap((right) => {
      const { subject } = right;
      const membership = subject.kind === "company" && subject.context === "others" ? withGroupRights.get(subject.companyId) : undefined;
      return membership ? [{ right, membership }] : [];
    }),
    grants: facts.grants.map((grant) => ({ ...grant, obstacle: grantObstacle(grant, carrying, facts.switches, now) })),
    view: facts.view,
  };
}

/** The next instant after `now` at which the same facts may give another access: something begins or ends. */
export function steadyUntil(facts: ContactFacts, now: Instant): Instant {
  let next = Number.POSITIVE_INFINITY;
  const roles = facts.memberships.flatMap(({ roleForATime }) => roleForATime ?? []);
  for (const { from, until } of [...facts.memberships, ...roles, ...facts.rights, ...facts.grants]) {
    if (from !== null && from > now) next = Math.min(next, from);
    if (until !== null && until > now) next = Math.min(next, until);
  }
  return next;
}

/** A role for a time holds instead of the lasting one, within its dates (docs/decisions/0022-roles-for-a-time.md). */
const roleAt = ({ lastingRole, roleForATime }: MembershipFact, now: Instant): RoleFact =>
  roleForATime !== null && inForce(roleForATime, now) ? roleForATime.role : lastingRole;

/** A membership carries within its dates, while its company is active and enabled for the portal (access-model, "Door"). */
export function carryObstacle(membership: MembershipFact, now: Instant): CarryObstacle | null {
  if (membership.until !== null && membership.until <= now) return "ended";
  if (membership.from !== null && now < membership.from) return "notYet";
  if (membership.company.state !== "active") return "companyNotActive";
  if (!membership.company.portalEnabled) return "portalOff";
  return null;
}

/** A grant carries within its dates, while its company's membership does, or internal projects may be granted (access-model, "Grants"). */
function grantObstacle(grant: GrantFact, carrying: readonly EffectiveMembership[], switches: Switches, now: Instant): GrantObstacle | null {
  const { companyId } = grant.project;
  if (grant.until !== null && grant.until <= now) return "ended";
  if (grant.from !== null && now < grant.from) return "notYet";
  if (companyId === null) return switches.internalProjects ? null : "internalOff";
  return carrying.some((membership) => membership.company.companyId === companyId) ? null : "membership";
}

/** The groups whose queues the gate *queue* opens for a verb; "any" while queues are not restricted. */
export function openGroups(access: Access, verb: Verb): readonly string[] | "any" {
  if (!access.switches.restrictQueuesByGroup) return "any";
  const groups = access.queueRights.filter((right) => letsThrough(right, verb)).map((right) => right.group.groupId);
  return [...new Set(groups)].sort();
}

function countsAtQueueGate(right: RightFact, withGroupRights: ReadonlyMap<string, EffectiveMembership>): boolean {
  switch (right.subject.kind) {
    case "contact":
    case "everyContact":
      return true;
    case "everyCompany":
      return withGroupRights.size > 0;
    case "company": {
      const { companyId, context } = right.subject;
      return context === "own" && withGroupRights.has(companyId);
    }
  }
}

function doorChecks(facts: ContactFacts, memberships: readonly EffectiveMembership[]): DoorCheck[] {
  const { contact } = facts;
  const carrying = memberships.find((membership) => membership.obstacle === null);
  const shown = carrying ?? memberships[0];
  return [
    {
      id: "contactState",
      open: contact.state === "active",
      origin: { kind: "contact", id: contact.contactId, name: contact.name, setBy: null, since: contact.since },
    },
    {
      id: "membership",
      open: carrying !== undefined,
      origin: shown ? membershipOrigin(shown) : { kind: "contact", id: contact.contactId, name: contact.name, setBy: null, since: null },
    },
  ];
}

export const membershipOrigin = (membership: MembershipFact): Origin => ({
  kind: "membership",
  id: membership.membershipId,
  name: membership.company.name,
  setBy: membership.setBy,
  since: membership.since,
});

export const grantOrigin = (grant: GrantFact): Origin => ({
  kind: "grant",
  id: grant.grantId,
  name: grant.project.name,
  setBy: grant.setBy,
  since: grant.since,
});

export const rightOrigin = (right: RightFact): Origin => ({
  kind: "groupRight",
  id: right.rightId,
  name: right.group.name,
  setBy: right.setBy,
  since: right.since,
  groupId: right.group.groupId,
});
