/** Access as data: the tickets on which a verb is allowed, as a union of clauses with each path's gates folded in. */
import { type Access, type EffectiveMembership, openGroups } from "./effective-access.ts";
import type { Instant } from "./facts.ts";
import { letsThrough } from "./rights.ts";
import type { TicketVerb } from "./verbs.ts";

export type ContactPath = "requester" | "participant" | "company" | "partner";
export type PathId = ContactPath | "agent";

/**
 * A conjunction over a ticket's attributes. Sets that grow with the installation are named, not listed:
 * `below` (descendants of), `groups` (queues of), `readsGroup` (companies with a right on the queue's group).
 */
export type Clause = {
  path: PathId;
  /** The ticket's contact is this one. */
  requester: string | null;
  /** Somebody of these was added with one of these levels. */
  participation: { contactId: string | null; companyIds: readonly string[]; levels: readonly ("read" | "reply")[]; addedByAgentOnly: boolean } | null;
  /** The ticket's company is one of `ids`, a descendant of one of `below`, or (`orNone`) absent; null: any or none. */
  companies: { ids: readonly string[]; below: readonly string[]; orNone: boolean } | null;
  /** The ticket's company is none of these. */
  exceptCompanies: readonly string[];
  /** The ticket's company has an *own company* right that lets read through on the queue's group. */
  readsGroup: boolean;
  /** What the gate *company* asks of the ticket's company; tickets without one are open. */
  companyGate: "none" | "active" | "activeAndEnabled";
  /** The queue's group is one of these. */
  groups: readonly string[] | "any";
  /** Whether confidential tickets (own mark or queue's) are included. */
  confidential: boolean;
  /** Created at or after. */
  createdFrom: Instant | null;
};

export type Scope = {
  verb: TicketVerb;
  clauses: readonly Clause[];
  /** Removed and merged tickets belong to it (agents only). */
  includesGone: boolean;
  /** The installation's *hide tickets before*. */
  hideBefore: Instant | null;
  /** Whether *hide tickets before* of the ticket's company counts. */
  companyWindow: boolean;
};

const emptyClause: Clause = {
  path: "company",
  requester: null,
  participation: null,
  companies: null,
  exceptCompanies: [],
  readsGroup: false,
  companyGate: "activeAndEnabled",
  groups: "any",
  confidential: false,
  createdFrom: null,
};

/** The tickets on which this contact may do `verb`. No clause: none. */
export function scopeOf(access: Access, verb: TicketVerb): Scope {
  const groups = openGroups(access, verb);
  const shut = !access.door.open || (access.switches.portalReadOnly && verb !== "read");
  const clauses = shut
    ? []
    : [
        ...requesterClauses(access, verb, groups),
        ...participantClauses(access, verb, groups),
        ...companyClauses(access, verb, groups),
        ...partnerClauses(access, verb),
      ];
  return {
    verb,
    clauses: clauses.filter((clause) => clause.groups === "any" || clause.groups.length > 0),
    includesGone: false,
    hideBefore: access.switches.hideTicketsBefore,
    companyWindow: access.switches.companiesHideTickets,
  };
}

/** Own tickets: in companies of carrying memberships with the role's verbs; elsewhere as allowed read and reply. */
function requesterClauses(access: Access, verb: TicketVerb, groups: Clause["groups"]): Clause[] {
  const readOrReply = verb === "read" || verb === "reply";
  const ids = access.memberships
    .filter((membership) => (membership.obstacle === null ? membership.role.verbs.includes(verb) : readOrReply && keepsOwnTickets(membership)))
    .map((membership) => membership.company.companyId);
  if (ids.length === 0 && !readOrReply) return [];
  return [
    {
      ...emptyClause,
      path: "requester",
      requester: access.contactId,
      companies: { ids: ids.sort(), below: [], orNone: readOrReply },
      groups,
      confidential: true,
    },
  ];
}

export const keepsOwnTickets = (membership: EffectiveMembership): boolean => membership.obstacle === "ended" && membership.keepsOwnTickets;

/** Where I was added, or a company of mine in which I see company tickets. What an agent added opens the gate queue itself. */
function participantClauses(access: Access, verb: TicketVerb, groups: Clause["groups"]): Clause[] {
  if (verb !== "read" && verb !== "reply") return [];
  const levels = verb === "read" ? (["read", "reply"] as const) : (["reply"] as const);
  const gates: { addedByAgentOnly: boolean; groups: readonly string[] | "any" }[] =
    groups === "any"
      ? [{ addedByAgentOnly: false, groups }]
      : [
          { addedByAgentOnly: true, groups: "any" },
          { addedByAgentOnly: false, groups },
        ];
  const companies = bySeesSince(companyMemberships(access)).map(([createdFrom, memberships]) => ({ createdFrom, ids: companyIds(memberships) }));
  return gates.flatMap(({ addedByAgentOnly, groups: gateGroups }) => {
    const base = { ...emptyClause, path: "participant" as const, companyGate: "active" as const, groups: gateGroups };
    return [
      { ...base, participation: { contactId: access.contactId, companyIds: [], levels, addedByAgentOnly }, confidential: true },
      ...companies.map(({ createdFrom, ids }) => ({
        ...base,
        participation: { contactId: null, companyIds: ids, levels, addedByAgentOnly },
        createdFrom,
      })),
    ];
  });
}

/** Tickets of companies in which the role sees company tickets; with *company and below* of all descendants. */
function companyClauses(access: Access, verb: TicketVerb, groups: Clause["groups"]): Clause[] {
  const leading = companyMemberships(access).filter((membership) => membership.role.verbs.includes(verb));
  return [true, false].flatMap((confidential) =>
    bySeesSince(leading.filter((membership) => membership.role.confidential === confidential)).map(([createdFrom, memberships]) => ({
      ...emptyClause,
      path: "company" as const,
      companies: {
        ids: companyIds(memberships),
        below: companyIds(memberships.filter((membership) => membership.role.scope === "companyAndBelow")),
        orNone: false,
      },
      groups,
      confidential,
      createdFrom,
    })),
  );
}

/** OTRS "Other Customers": tickets of companies with an own right on a group in which a company of mine has a right for others. */
function partnerClauses(access: Access, verb: TicketVerb): Clause[] {
  const { restrictQueuesByGroup, otherCompanies, companyTickets } = access.switches;
  if (!restrictQueuesByGroup || !otherCompanies || !companyTickets || verb === "judge" || verb === "share") return [];
  const leading = access.partnerRights.filter(({ right }) => letsThrough(right, verb));
  const windows = [...new Set(leading.map(({ membership }) => membership.seesSince))];
  return windows.map((createdFrom) => ({
    ...emptyClause,
    path: "partner" as const,
    companyGate: "active" as const,
    exceptCompanies: partnerExceptions(access),
    readsGroup: true,
    groups: [...new Set(leading.filter(({ membership }) => membership.seesSince === createdFrom).map(({ right }) => right.group.groupId))].sort(),
    createdFrom,
  }));
}

/** Companies in which I have a membership: within its dates, and not an excluded primary. */
export const partnerExceptions = (access: Access): string[] =>
  companyIds(access.memberships.filter((membership) => membership.obstacle !== "ended" && membership.obstacle !== "notYet" && membership.carriesGroupRights));

/** Carrying memberships that see company tickets; none while the switch *company tickets* is off. */
export const companyMemberships = (access: Access): EffectiveMembership[] =>
  access.switches.companyTickets ? access.memberships.filter((membership) => membership.obstacle === null && membership.role.scope !== "own") : [];

const companyIds = (memberships: readonly EffectiveMembership[]): string[] => memberships.map((membership) => membership.company.companyId).sort();

function bySeesSince(memberships: readonly EffectiveMembership[]): [Instant | null, EffectiveMembership[]][] {
  const groups = new Map<Instant | null, EffectiveMembership[]>();
  for (const membership of memberships) groups.set(membership.seesSince, [...(groups.get(membership.seesSince) ?? []), membership]);
  return [...groups];
}
