/** Ways to tickets beyond one's own companies: by family, project and billing. */
import type { Access, EffectiveGrant, EffectiveMembership, GrantObstacle } from "./effective-access.ts";
import { grantOrigin, membershipOrigin } from "./effective-access.ts";
import type { Origin, TicketFacts } from "./facts.ts";
import { grantCovers } from "./grants.ts";
import { seesFamily } from "./scope.ts";
import type { TicketVerb } from "./verbs.ts";
import { type Company, companyOrigin, membershipIn, type PathReason, settingOrigin, ticketOrigin, type Way, way } from "./way.ts";

/** What the ticket's company is to the company of the membership; null: no family of it. */
function relationTo({ company }: EffectiveMembership, other: Company): "parent" | "sister" | "subsidiary" | null {
  if (other.companyId === company.parentId) return "parent";
  if (other.parentId !== null && other.parentId === company.parentId && other.companyId !== company.companyId) return "sister";
  return other.parentId === company.companyId ? "subsidiary" : null;
}

export function familyWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
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

export function projectWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
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

export function billingWays(access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] {
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
