/** One way by which a path could lead from a contact to a ticket, with the reason why it does or does not. */
import type { ContactPath } from "./clause.ts";
import type { Access, EffectiveGrant, EffectiveMembership } from "./effective-access.ts";
import type { Origin, ParticipationFact, RightFact, TicketFacts } from "./facts.ts";

export type Company = NonNullable<TicketFacts["company"]>;

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

/** Reasons of paths that nearly lead, the nearest first: one of them says more than that no path leads. */
export const NEAR_MISSES: readonly PathReason[] = [
  "requester.membershipGivesNothing",
  "requester.noMembershipThere",
  "requester.roleLacksVerb",
  "participant.levelTooLow",
  "participant.verbNotShared",
  "participant.roleOwn",
  "participant.switchOff",
  "company.membershipGivesNothing",
  "company.switchOff",
  "company.roleLacksVerb",
  "company.roleOwn",
  "project.ended",
  "project.notYet",
  "project.membership",
  "project.internalOff",
  "project.taskIsLater",
  "project.taskNotNamed",
  "project.readOnly",
  "project.verbNever",
  "project.hasContact",
  "project.foreignCompany",
  "project.switchOff",
  "family.membershipGivesNothing",
  "family.roleLacksVerb",
  "family.roleOwn",
  "family.deskUsersOnly",
  "family.verbNever",
  "family.notShownToParent",
  "billing.membershipGivesNothing",
  "billing.roleOwn",
  "billing.readOnly",
  "partner.companyHasNoRight",
  "partner.verbNever",
  "family.off",
];

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

export const way = (path: ContactPath, leads: boolean, reason: PathReason, origin: Origin, details: WayDetails = {}): Way => ({
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

export const ticketOrigin = (ticket: TicketFacts): Origin => ({ kind: "ticket", id: ticket.ticketId, name: "", setBy: null, since: ticket.createdAt });
export const settingOrigin = (key: string): Origin => ({ kind: "setting", id: key, name: key, setBy: null, since: null });
export const companyOrigin = (company: Company): Origin => ({
  kind: "company",
  id: company.companyId,
  name: company.name,
  setBy: null,
  since: null,
});

export const membershipIn = (access: Access, companyId: string): EffectiveMembership | undefined =>
  access.memberships.find((membership) => membership.company.companyId === companyId);
