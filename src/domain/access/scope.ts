/** The tickets on which a verb is allowed, as a union of clauses with each path's gates folded in. */
import type { Clause, CompanySet, Scope } from "./clause.ts";
import { type Access, type EffectiveMembership, openGroups } from "./effective-access.ts";
import type { Instant } from "./facts.ts";
import { coveredBy, openGrants } from "./grants.ts";
import { letsThrough } from "./rights.ts";
import type { TicketVerb, Verb } from "./verbs.ts";

const noCompanies: CompanySet = { ids: [], below: [], familyOf: [], shownTo: [], billedBy: [], orNone: false };

const emptyClause: Clause = {
  path: "company",
  requester: null,
  participation: null,
  companies: null,
  project: null,
  projectGate: null,
  exceptCompanies: [],
  readsGroup: false,
  companyGate: "activeAndEnabled",
  groups: "any",
  confidential: false,
  categoriesCount: false,
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
        ...familyClauses(access, verb, groups),
        ...partnerClauses(access, verb),
        ...projectClauses(access, verb, groups),
        ...billingClauses(access, verb, groups),
      ];
  const gates = { projectGate: projectGateOf(access, verb), categoriesCount: access.switches.categoriesConfidential };
  return {
    verb,
    clauses: clauses.filter((clause) => clause.groups === "any" || clause.groups.length > 0).map((clause) => ({ ...clause, ...gates })),
    includesGone: false,
    hideBefore: access.switches.hideTicketsBefore,
    companyWindow: access.switches.companiesHideTickets,
  };
}

/** The tickets to which these carrying memberships lead for reading, and not the contact itself (requester without a company, participant) or a grant. */
export function scopeLedBy(access: Access, memberships: readonly EffectiveMembership[]): Scope {
  const partnerRights = access.partnerRights.filter(({ membership }) => memberships.includes(membership));
  const scope = scopeOf({ ...access, memberships, partnerRights }, "read");
  const clauses = scope.clauses.flatMap((clause): Clause[] => {
    if (clause.path === "project" || clause.participation?.contactId) return [];
    if (clause.path === "requester") return clause.companies?.ids.length ? [{ ...clause, companies: { ...clause.companies, orNone: false } }] : [];
    // The other memberships stay reasons against path partner.
    return [clause.path === "partner" ? { ...clause, exceptCompanies: partnerExceptions(access) } : clause];
  });
  return { ...scope, clauses };
}

function projectGateOf(access: Access, verb: Verb): Clause["projectGate"] {
  const { projectPermissions } = access.switches;
  if (projectPermissions === "off") return null;
  const ownSuffices = projectPermissions === "requesterSuffices" && (verb === "read" || verb === "reply");
  return { covered: coveredBy(openGrants(access, verb)), requester: ownSuffices ? access.contactId : null };
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
      companies: { ...noCompanies, ids: ids.sort(), orNone: readOrReply },
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
  const companies = [...bySeesSince(companyMemberships(access))].map(([createdFrom, memberships]) => ({ createdFrom, ids: companyIds(memberships) }));
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
    [...bySeesSince(leading.filter((membership) => membership.role.confidential === confidential))].map(([createdFrom, memberships]) => ({
      ...emptyClause,
      path: "company" as const,
      companies: {
        ...noCompanies,
        ids: companyIds(memberships),
        below: companyIds(memberships.filter((membership) => membership.role.scope === "companyAndBelow")),
      },
      groups,
      confidential,
      createdFrom,
    })),
  );
}

/** Tickets of the parent and sisters where my company shows them to me, and of children that show theirs to their parent's people. */
function familyClauses(access: Access, verb: TicketVerb, groups: Clause["groups"]): Clause[] {
  if (!access.switches.companyTickets || verb === "judge" || verb === "share") return [];
  const leading = access.memberships.filter((membership) => membership.obstacle === null && membership.role.verbs.includes(verb));
  return [true, false].flatMap((confidential) =>
    [...bySeesSince(leading.filter((membership) => membership.role.confidential === confidential))].flatMap(([createdFrom, memberships]) => {
      const familyOf = memberships.flatMap((membership) => {
        const { companyId, parentId } = membership.company;
        return parentId !== null && seesFamily(membership) ? [{ companyId, parentId }] : [];
      });
      const shownTo = companyIds(memberships.filter((membership) => membership.role.scope !== "own" && membership.company.seesChild));
      if (familyOf.length === 0 && shownTo.length === 0) return [];
      const companies = { ...noCompanies, familyOf, shownTo };
      return [{ ...emptyClause, path: "family" as const, companies, companyGate: "active" as const, groups, confidential, createdFrom }];
    }),
  );
}

/** Whether the company of the membership shows tickets of its parent and sisters to this person. */
export const seesFamily = ({ company, role }: EffectiveMembership): boolean =>
  company.familyTickets === "allContacts" || (company.familyTickets === "deskUsers" && role.desk);

/** Tickets that grants lead to: without a contact, or all of the covered tasks. */
function projectClauses(access: Access, verb: TicketVerb, groups: Clause["groups"]): Clause[] {
  if (verb !== "read" && verb !== "reply") return [];
  const internalFor = companyIds(access.memberships.filter((membership) => membership.obstacle === null));
  const whole = access.switches.companyTickets ? (["withoutContact", "wholeProject"] as const) : (["withoutContact"] as const);
  return whole.flatMap((scope) => {
    const leading = openGrants(access, verb).filter((grant) => grant.scope === scope);
    return [...Map.groupBy(leading, (grant) => grant.seesSince)].map(([createdFrom, grants]) => ({
      ...emptyClause,
      path: "project" as const,
      project: { covered: coveredBy(grants), withoutContact: scope === "withoutContact", internalFor },
      companyGate: "active" as const,
      groups,
      createdFrom,
    }));
  });
}

/** Tickets of companies for which a company of mine is billed. */
function billingClauses(access: Access, verb: TicketVerb, groups: Clause["groups"]): Clause[] {
  if (verb !== "read") return [];
  const billed = companyMemberships(access).filter((membership) => membership.company.billedForOthers);
  return [...bySeesSince(billed)].map(([createdFrom, memberships]) => ({
    ...emptyClause,
    path: "billing" as const,
    companies: { ...noCompanies, billedBy: companyIds(memberships) },
    companyGate: "active" as const,
    groups,
    createdFrom,
  }));
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

const bySeesSince = (memberships: readonly EffectiveMembership[]): Map<Instant | null, EffectiveMembership[]> =>
  Map.groupBy(memberships, (membership) => membership.seesSince);
