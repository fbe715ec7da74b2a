/** Every way by which a path could lead from a contact to a ticket, with the reason why it does or does not. */
import type { Access, EffectiveGrant, EffectiveMembership, GrantObstacle } from "./effective-access.ts";
import { grantOrigin, membershipOrigin, rightOrigin } from "./effective-access.ts";
import type { Origin, ParticipationFact, RightFact, TicketFacts } from "./facts.ts";
import { grantCovers } from "./grants.ts";
import { letsThrough } from "./rights.ts";
import { type ContactPath, keepsOwnTickets, partnerExceptions, seesFamily } from "./scope.ts";
import type { TicketVerb } from "./verbs.ts";

/** Each is a sentence of the locales: `access.path.<reason>`. */
export const PATH_REASONS = [
  "requester.own",
  "requester.ownWithoutCompany",
  "requester.keptAfterEnd",
  "requester.otherContact",
  "requester.noContact",
  "requester.noMembershipThere",
  "requester.membershipGivesNothing",
  "requester.roleLacksVerb",
  "participant.added",
  "participant.companyAdded",
  "participant.notAdded",
  "participant.levelTooLow",
  "participant.verbNotShared",
  "participant.roleOwn",
  "participant.switchOff",
  "company.member",
  "company.below",
  "company.noCompany",
  "company.notMember",
  "company.membershipGivesNothing",
  "company.roleOwn",
  "company.roleLacksVerb",
  "company.switchOff",
  "family.parent",
  "family.sister",
  "family.subsidiary",
  "family.notRelated",
  "family.noCompany",
  "family.off",
  "family.deskUsersOnly",
  "family.notShownToParent",
  "family.switchOff",
  "family.verbNever",
  "family.membershipGivesNothing",
  "family.roleOwn",
  "family.roleLacksVerb",
  "partner.right",
  "partner.off",
  "partner.switchOff",
  "partner.verbNever",
  "partner.noRight",
  "partner.companyHasNoRight",
  "partner.ownCompany",
  "partner.noCompany",
  "project.withoutContact",
  "project.wholeProject",
  "project.noProject",
  "project.noGrant",
  "project.notYet",
  "project.ended",
  "project.membership",
  "project.internalOff",
  "project.gateOnly",
  "project.taskNotNamed",
  "project.taskIsLater",
  "project.hasContact",
  "project.foreignCompany",
  "project.readOnly",
  "project.verbNever",
  "project.switchOff",
  "billing.billed",
  "billing.noCompany",
  "billing.notBilled",
  "billing.membershipGivesNothing",
  "billing.roleOwn",
  "billing.readOnly",
  "billing.switchOff",
] as const;
export type PathReason = (typeof PATH_REASONS)[number];

/** One concrete way: a membership, a participation, a grant, or a right with the membership that brings it. */
export type Way = {
  path: ContactPath;
  leads: boolean;
  reason: PathReason;
  origin: Origin;
  membership: EffectiveMembership | null;
  participation: ParticipationFact | null;
  right: RightFact | null;
  grant: EffectiveGrant | null;
};

type WayDetails = Partial<Pick<Way, "membership" | "participation" | "right" | "grant">>;

const way = (path: ContactPath, leads: boolean, reason: PathReason, origin: Origin, details: WayDetails = {}): Way => ({
  path,
  leads,
  reason,
  origin,
  membership: null,
  participation: null,
  right: null,
  grant: null,
  ...details,
});

export const waysTo = (access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] => [
  requesterWay(access, verb, ticket),
  ...participantWays(access, verb, ticket),
  ...companyWays(access, verb, ticket),
  ...familyWays(access, verb, ticket),
  ...partnerWays(access, verb, ticket),
  ...projectWays(access, verb, ticket),
  ...billingWays(access, verb, ticket),
];

export const ticketOrigin = (ticket: TicketFacts): Origin => ({ kind: "ticket", id: ticket.ticketId, name: "", setBy: null, since: ticket.createdAt });
export const settingOrigin = (key: string): Origin => ({ kind: "setting", id: key, name: key, setBy: null, since: null });
const companyOrigin = (company: NonNullable<TicketFacts["company"]>): Origin => ({
  kind: "company",
  id: company.companyId,
  name: company.name,
  setBy: null,
  since: null,
});

function requesterWay(access: Access, verb: TicketVerb, ticket: TicketFacts): Way {
  const own = ticketOrigin(ticket);
  if (ticket.contactId === null) return way("requester", false, "requester.noContact", own);
  if (ticket.contactId !== access.contactId) return way("requester", false, "requester.otherContact", own);
  const readOrReply = verb === "read" || verb === "reply";
  if (ticket.company === null) {
    return readOrReply ? way("requester", true, "requester.ownWithoutCompany", own) : way("requester", false, "requester.roleLacksVerb", own);
  }
  const membership = membershipIn(access, ticket.company.companyId);
  if (!membership) return way("requester", false, "requester.noMembershipThere", companyOrigin(ticket.company));
  const origin = membershipOrigin(membership);
  if (keepsOwnTickets(membership)) {
    return readOrReply ? way("requester", true, "requester.keptAfterEnd", origin) : way("requester", false, "requester.roleLacksVerb", origin);
  }
  if (membership.obstacle !== null) return way("requester", false, "requester.membershipGivesNothing", origin, { membership });
  return membership.role.verbs.includes(verb)
    ? way("requester", true, "requester.own", origin, { membership })
    : way("requester", false, "requester.roleLacksVerb", origin, { membership });
}

function participantWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
  const ways: Way[] = [];
  for (const participation of ticket.participations) {
    const origin: Origin = { kind: "participation", id: participation.participantId, name: "", setBy: participation.addedBy, since: participation.since };
    const carried = verb === "read" || (verb === "reply" && participation.level === "reply");
    const reasonNotCarried = verb === "reply" ? "participant.levelTooLow" : "participant.verbNotShared";
    if (participation.contactId === access.contactId) {
      ways.push(way("participant", carried, carried ? "participant.added" : reasonNotCarried, origin, { participation }));
    }
    const membership = participation.companyId === null ? undefined : membershipIn(access, participation.companyId);
    if (!membership || membership.obstacle !== null) continue;
    if (!access.switches.companyTickets) {
      ways.push(way("participant", false, "participant.switchOff", settingOrigin("access.companyTickets"), { participation }));
    } else if (membership.role.scope === "own") {
      ways.push(way("participant", false, "participant.roleOwn", membershipOrigin(membership), { participation, membership }));
    } else {
      ways.push(way("participant", carried, carried ? "participant.companyAdded" : reasonNotCarried, origin, { participation, membership }));
    }
  }
  return ways.length > 0 ? ways : [way("participant", false, "participant.notAdded", ticketOrigin(ticket))];
}

function companyWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
  const { company } = ticket;
  if (company === null) return [way("company", false, "company.noCompany", ticketOrigin(ticket))];
  if (!access.switches.companyTickets) return [way("company", false, "company.switchOff", settingOrigin("access.companyTickets"))];
  const ways = access.memberships
    .filter((membership) => {
      const here = membership.company.companyId === company.companyId;
      return here || (membership.role.scope === "companyAndBelow" && membership.obstacle === null && company.ancestors.includes(membership.company.companyId));
    })
    .map((membership) => {
      const origin = membershipOrigin(membership);
      if (membership.obstacle !== null) return way("company", false, "company.membershipGivesNothing", origin, { membership });
      if (membership.role.scope === "own") return way("company", false, "company.roleOwn", origin, { membership });
      if (!membership.role.verbs.includes(verb)) return way("company", false, "company.roleLacksVerb", origin, { membership });
      const reason = membership.company.companyId === company.companyId ? "company.member" : "company.below";
      return way("company", true, reason, origin, { membership });
    });
  return ways.length > 0 ? ways : [way("company", false, "company.notMember", companyOrigin(company))];
}

type Company = NonNullable<TicketFacts["company"]>;

/** What the ticket's company is to the company of the membership; null: no family of it. */
function relationTo({ company }: EffectiveMembership, other: Company): "parent" | "sister" | "subsidiary" | null {
  if (other.companyId === company.parentId) return "parent";
  if (other.parentId !== null && other.parentId === company.parentId && other.companyId !== company.companyId) return "sister";
  return other.parentId === company.companyId ? "subsidiary" : null;
}

function familyWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
  const { company } = ticket;
  if (company === null) return [way("family", false, "family.noCompany", ticketOrigin(ticket))];
  if (!access.switches.companyTickets) return [way("family", false, "family.switchOff", settingOrigin("access.companyTickets"))];
  const ways = access.memberships.flatMap((membership) => {
    const relation = relationTo(membership, company);
    return relation === null ? [] : [familyWay(membership, verb, company, relation)];
  });
  return ways.length > 0 ? ways : [way("family", false, "family.notRelated", companyOrigin(company))];
}

function familyWay(membership: EffectiveMembership, verb: TicketVerb, company: Company, relation: "parent" | "sister" | "subsidiary"): Way {
  const origin = membershipOrigin(membership);
  const not = (reason: PathReason, from: Origin = origin) => way("family", false, reason, from, { membership });
  if (membership.obstacle !== null) return not("family.membershipGivesNothing");
  const own: Origin = { ...origin, kind: "company", id: membership.company.companyId };
  if (relation === "subsidiary") {
    if (!company.parentSees) return not("family.notShownToParent", companyOrigin(company));
    if (membership.role.scope === "own") return not("family.roleOwn");
  } else if (!seesFamily(membership)) {
    return not(membership.company.familyTickets === "no" ? "family.off" : "family.deskUsersOnly", own);
  }
  if (verb === "judge" || verb === "share") return not("family.verbNever");
  if (!membership.role.verbs.includes(verb)) return not("family.roleLacksVerb");
  return way("family", true, `family.${relation}`, relation === "subsidiary" ? companyOrigin(company) : own, { membership });
}

function projectWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
  const [first] = ticket.projects;
  if (!first) return [way("project", false, "project.noProject", ticketOrigin(ticket))];
  const ways = access.grants.filter((grant) => ticket.projects.some((pair) => pair.projectId === grant.project.projectId));
  if (ways.length > 0) return ways.map((grant) => projectWay(access, verb, ticket, grant));
  return [way("project", false, "project.noGrant", { kind: "project", id: first.projectId, name: first.name, setBy: null, since: null })];
}

function projectWay(access: Access, verb: TicketVerb, ticket: TicketFacts, grant: EffectiveGrant): Way {
  const not = (reason: PathReason, origin: Origin = grantOrigin(grant)) => way("project", false, reason, origin, { grant });
  if (grant.obstacle !== null)
    return not(GRANT_OBSTACLES[grant.obstacle], grant.obstacle === "internalOff" ? settingOrigin("access.internalProjects") : undefined);
  if (!ticket.projects.some((pair) => grantCovers(grant, pair))) return not(uncovered(grant));
  if (grant.scope === "gate") return not("project.gateOnly");
  if (grant.scope === "withoutContact" && ticket.contactId !== null) return not("project.hasContact");
  if (grant.scope === "wholeProject" && !access.switches.companyTickets) return not("project.switchOff", settingOrigin("access.companyTickets"));
  const mine = ticket.company === null || access.memberships.some((one) => one.obstacle === null && one.company.companyId === ticket.company?.companyId);
  if (grant.project.companyId === null && !mine) return not("project.foreignCompany");
  if (verb !== "read" && verb !== "reply") return not("project.verbNever");
  if (verb === "reply" && grant.readOnly) return not("project.readOnly");
  return way("project", true, `project.${grant.scope}`, grantOrigin(grant), { grant });
}

export const GRANT_OBSTACLES = {
  notYet: "project.notYet",
  ended: "project.ended",
  membership: "project.membership",
  internalOff: "project.internalOff",
} as const satisfies Record<GrantObstacle, PathReason>;

/** Why a grant on one of the ticket's projects does not cover it. */
export const uncovered = (grant: EffectiveGrant) => (grant.tasks === "existing" ? ("project.taskIsLater" as const) : ("project.taskNotNamed" as const));

function billingWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
  const { company } = ticket;
  if (company === null) return [way("billing", false, "billing.noCompany", ticketOrigin(ticket))];
  const membership = company.billedById === null ? undefined : membershipIn(access, company.billedById);
  if (!membership) return [way("billing", false, "billing.notBilled", companyOrigin(company))];
  if (!access.switches.companyTickets) return [way("billing", false, "billing.switchOff", settingOrigin("access.companyTickets"))];
  const not = (reason: PathReason) => [way("billing", false, reason, membershipOrigin(membership), { membership })];
  if (membership.obstacle !== null) return not("billing.membershipGivesNothing");
  if (membership.role.scope === "own") return not("billing.roleOwn");
  if (verb !== "read") return not("billing.readOnly");
  return [way("billing", true, "billing.billed", companyOrigin(company), { membership })];
}

function partnerWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
  const { company } = ticket;
  const { group } = ticket.queue;
  const groupOrigin: Origin = { kind: "queue", id: ticket.queue.queueId, name: ticket.queue.name, setBy: null, since: null, groupId: group.groupId };
  if (!access.switches.restrictQueuesByGroup || !access.switches.otherCompanies) {
    return [way("partner", false, "partner.off", settingOrigin("access.otherCompanies"))];
  }
  if (!access.switches.companyTickets) return [way("partner", false, "partner.switchOff", settingOrigin("access.companyTickets"))];
  if (company === null) return [way("partner", false, "partner.noCompany", ticketOrigin(ticket))];
  if (verb === "judge" || verb === "share") return [way("partner", false, "partner.verbNever", groupOrigin)];
  const rights = access.partnerRights.filter(({ right }) => right.group.groupId === group.groupId && letsThrough(right, verb));
  if (rights.length === 0) return [way("partner", false, "partner.noRight", groupOrigin)];
  return rights.map(({ right, membership }) => {
    const details = { right, membership };
    if (!company.readsGroup) return way("partner", false, "partner.companyHasNoRight", companyOrigin(company), details);
    if (partnerExceptions(access).includes(company.companyId)) return way("partner", false, "partner.ownCompany", companyOrigin(company), details);
    return way("partner", true, "partner.right", rightOrigin(right), details);
  });
}

const membershipIn = (access: Access, companyId: string): EffectiveMembership | undefined =>
  access.memberships.find((membership) => membership.company.companyId === companyId);
