/** Every way by which a path could lead from a contact to a ticket. */
import type { Access } from "./effective-access.ts";
import { membershipOrigin, rightOrigin } from "./effective-access.ts";
import { billingWays, familyWays, projectWays } from "./explain-wider-paths.ts";
import type { Origin, TicketFacts } from "./facts.ts";
import { letsThrough } from "./rights.ts";
import { keepsOwnTickets, partnerExceptions } from "./scope.ts";
import type { TicketVerb } from "./verbs.ts";
import { companyOrigin, membershipIn, settingOrigin, ticketOrigin, type Way, way } from "./way.ts";

export const waysTo = (access: Access, verb: TicketVerb, ticket: TicketFacts): Way[] => [
  requesterWay(access, verb, ticket),
  ...participantWays(access, verb, ticket),
  ...companyWays(access, verb, ticket),
  ...familyWays(access, verb, ticket),
  ...partnerWays(access, verb, ticket),
  ...projectWays(access, verb, ticket),
  ...billingWays(access, verb, ticket),
];

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
  const ways = access.memberships
    .filter((membership) => {
      const here = membership.company.companyId === company.companyId;
      return here || (membership.role.scope === "companyAndBelow" && membership.obstacle === null && company.ancestors.includes(membership.company.companyId));
    })
    .map((membership) => {
      const origin = membershipOrigin(membership);
      if (membership.obstacle !== null) return way("company", false, "company.membershipGivesNothing", origin, { membership });
      if (!access.switches.companyTickets) return way("company", false, "company.switchOff", settingOrigin("access.companyTickets"), { membership });
      if (membership.role.scope === "own") return way("company", false, "company.roleOwn", origin, { membership });
      if (!membership.role.verbs.includes(verb)) return way("company", false, "company.roleLacksVerb", origin, { membership });
      const reason = membership.company.companyId === company.companyId ? "company.member" : "company.below";
      return way("company", true, reason, origin, { membership });
    });
  return ways.length > 0 ? ways : [way("company", false, "company.notMember", companyOrigin(company))];
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
