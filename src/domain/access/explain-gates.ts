/** Every gate on one way to a ticket: open or shut, why, and where that was set. */
import { type Access, type EffectiveGrant, type EffectiveMembership, grantOrigin, membershipOrigin, rightOrigin } from "./effective-access.ts";
import { GRANT_OBSTACLES, uncovered } from "./explain-wider-paths.ts";
import type { Instant, Origin, RightFact, TicketFacts } from "./facts.ts";
import { grantCovers } from "./grants.ts";
import { isConfidential } from "./matches.ts";
import { letsThrough } from "./rights.ts";
import type { TicketVerb } from "./verbs.ts";
import { settingOrigin, ticketOrigin, type Way } from "./way.ts";

export const GATES = ["company", "queue", "project", "confidential", "window", "state", "readOnly"] as const;
export type GateId = (typeof GATES)[number];

/** Each is a sentence of the locales: `access.gate.<reason>`. */
export const GATE_REASONS = [
  "company.none",
  "company.active",
  "company.notActive",
  "company.portalOff",
  "queue.unrestricted",
  "queue.right",
  "queue.noRight",
  "queue.groupNotActive",
  "queue.byParticipation",
  "project.notAsked",
  "project.none",
  "project.granted",
  "project.ownTicket",
  "project.noGrant",
  "project.notYet",
  "project.ended",
  "project.membership",
  "project.internalOff",
  "project.taskNotNamed",
  "project.taskIsLater",
  "project.readOnly",
  "confidential.no",
  "confidential.own",
  "confidential.role",
  "confidential.shut",
  "window.none",
  "window.within",
  "window.tooOld",
  "state.open",
  "state.removed",
  "state.merged",
  "readOnly.off",
  "readOnly.reading",
  "readOnly.on",
] as const;
export type GateReason = (typeof GATE_REASONS)[number];

export type GateAnswer = {
  id: GateId;
  open: boolean;
  reason: GateReason;
  origin: Origin;
  /** *window*: tickets created before are shut. */
  before?: Instant;
  /** *queue*: the right that opens it. */
  right?: RightFact;
  /** *queue*: the group on which there would have to be one. */
  group?: string;
  /** *confidential*: the one whose role opens it. */
  membership?: EffectiveMembership;
  /** *project*: the grant that opens it, or that does not. */
  grant?: EffectiveGrant;
  /** *project*: the ticket's project, and its task if it has one. */
  project?: { name: string; taskName: string | null };
};

export const gatesOn = (access: Access, verb: TicketVerb, ticket: TicketFacts, way: Way): GateAnswer[] => [
  companyGate(ticket, way),
  queueGate(access, verb, ticket, way),
  projectGate(access, verb, ticket),
  confidentialGate(ticket, way),
  windowGate(access, ticket, way),
  stateGate(ticket),
  readOnlyGate(access, verb),
];

function companyGate(ticket: TicketFacts, way: Way): GateAnswer {
  const { company } = ticket;
  if (company === null) return { id: "company", open: true, reason: "company.none", origin: ticketOrigin(ticket) };
  const origin: Origin = { kind: "company", id: company.companyId, name: company.name, setBy: null, since: null };
  if (company.state !== "active") return { id: "company", open: false, reason: "company.notActive", origin };
  const asksForPortal = way.path === "requester" || way.path === "company";
  if (asksForPortal && !company.portalEnabled) return { id: "company", open: false, reason: "company.portalOff", origin };
  return { id: "company", open: true, reason: "company.active", origin };
}

function queueGate(access: Access, verb: TicketVerb, ticket: TicketFacts, way: Way): GateAnswer {
  const { queue } = ticket;
  const origin: Origin = { kind: "queue", id: queue.queueId, name: queue.name, setBy: null, since: null, groupId: queue.group.groupId };
  if (!access.switches.restrictQueuesByGroup) {
    return { id: "queue", open: true, reason: "queue.unrestricted", origin: settingOrigin("access.restrictQueuesByGroup") };
  }
  if (way.path === "partner" && way.right) return { id: "queue", open: true, reason: "queue.right", origin: rightOrigin(way.right), right: way.right };
  if (way.participation?.addedByAgent && way.leads) return { id: "queue", open: true, reason: "queue.byParticipation", origin: way.origin };
  const right = access.queueRights.find((candidate) => candidate.group.groupId === queue.group.groupId && letsThrough(candidate, verb));
  if (right) return { id: "queue", open: true, reason: "queue.right", origin: rightOrigin(right), right };
  return { id: "queue", open: false, reason: queue.group.active ? "queue.noRight" : "queue.groupNotActive", origin, group: queue.group.name };
}

/** The same on every path: it asks for the ticket's projects, not for the way to it. */
function projectGate(access: Access, verb: TicketVerb, ticket: TicketFacts): GateAnswer {
  const { projectPermissions } = access.switches;
  const [first] = ticket.projects;
  if (projectPermissions === "off") return { id: "project", open: true, reason: "project.notAsked", origin: settingOrigin("access.projectPermissions") };
  if (!first) return { id: "project", open: true, reason: "project.none", origin: ticketOrigin(ticket) };
  const project = { name: first.name, taskName: first.taskName };
  const answers = access.grants.flatMap((grant) => grantAnswer(grant, verb, ticket) ?? []);
  const opening = answers.find((answer) => answer.open);
  if (opening) return opening;
  if (projectPermissions === "requesterSuffices" && ticket.contactId === access.contactId && (verb === "read" || verb === "reply")) {
    return { id: "project", open: true, reason: "project.ownTicket", origin: settingOrigin("access.projectPermissions"), project };
  }
  const none: Origin = { kind: "project", id: first.projectId, name: first.name, setBy: null, since: null };
  return answers[0] ?? { id: "project", open: false, reason: "project.noGrant", origin: none, project };
}

/** What a grant says to the gate; undefined: it is on none of the ticket's projects. */
function grantAnswer(grant: EffectiveGrant, verb: TicketVerb, ticket: TicketFacts): GateAnswer | undefined {
  const pairs = ticket.projects.filter((pair) => pair.projectId === grant.project.projectId);
  const shown = pairs.find((pair) => grantCovers(grant, pair)) ?? pairs[0];
  if (!shown) return undefined;
  const answer = { id: "project" as const, grant, origin: grantOrigin(grant), project: { name: shown.name, taskName: shown.taskName } };
  if (grant.obstacle !== null) return { ...answer, open: false, reason: GRANT_OBSTACLES[grant.obstacle] };
  if (!grantCovers(grant, shown)) return { ...answer, open: false, reason: uncovered(grant) };
  if (grant.readOnly && verb !== "read") return { ...answer, open: false, reason: "project.readOnly" };
  return { ...answer, open: true, reason: "project.granted" };
}

function confidentialGate(ticket: TicketFacts, way: Way): GateAnswer {
  if (!isConfidential(ticket)) return { id: "confidential", open: true, reason: "confidential.no", origin: ticketOrigin(ticket) };
  if (way.path === "requester" || (way.participation !== null && way.participation.contactId !== null)) {
    return { id: "confidential", open: true, reason: "confidential.own", origin: way.origin };
  }
  if ((way.path === "company" || way.path === "family") && way.membership?.role.confidential) {
    return { id: "confidential", open: true, reason: "confidential.role", origin: membershipOrigin(way.membership), membership: way.membership };
  }
  return { id: "confidential", open: false, reason: "confidential.shut", origin: confidentialOrigin(ticket) };
}

function confidentialOrigin(ticket: TicketFacts): Origin {
  const { queue, confidentialCategory: category } = ticket;
  if (ticket.confidential) return ticketOrigin(ticket);
  if (queue.confidential || category === null) return { kind: "queue", id: queue.queueId, name: queue.name, setBy: null, since: null };
  return { kind: "category", id: category.categoryId, name: category.name, setBy: null, since: null };
}

/** Installation and company bind every path; *sees tickets since* only paths through that membership or grant. */
function windowGate(access: Access, ticket: TicketFacts, way: Way): GateAnswer {
  const personal = way.path === "requester" || (way.participation !== null && way.participation.contactId !== null);
  const windows: { before: Instant | null; origin: Origin }[] = [
    { before: access.switches.hideTicketsBefore, origin: settingOrigin("tickets.hideBefore") },
    {
      before: ticket.company?.hideTicketsBefore ?? null,
      origin: { ...settingOrigin("tickets.hideBefore"), kind: "company", id: ticket.company?.companyId ?? null, name: ticket.company?.name ?? "" },
    },
    ...(way.membership && !personal ? [{ before: way.membership.seesSince, origin: membershipOrigin(way.membership) }] : []),
    ...(way.grant ? [{ before: way.grant.seesSince, origin: grantOrigin(way.grant) }] : []),
  ];
  const set = windows.filter((window): window is { before: Instant; origin: Origin } => window.before !== null);
  const latest = set.sort((a, b) => b.before - a.before)[0];
  if (!latest) return { id: "window", open: true, reason: "window.none", origin: settingOrigin("tickets.hideBefore") };
  const open = ticket.createdAt >= latest.before;
  return { id: "window", open, reason: open ? "window.within" : "window.tooOld", origin: latest.origin, before: latest.before };
}

function stateGate(ticket: TicketFacts): GateAnswer {
  const origin = ticketOrigin(ticket);
  if (ticket.statusType === "removed") return { id: "state", open: false, reason: "state.removed", origin };
  if (ticket.statusType === "merged") return { id: "state", open: false, reason: "state.merged", origin };
  return { id: "state", open: true, reason: "state.open", origin };
}

function readOnlyGate(access: Access, verb: TicketVerb): GateAnswer {
  const origin = settingOrigin("portal.readOnly");
  if (!access.switches.portalReadOnly) return { id: "readOnly", open: true, reason: "readOnly.off", origin };
  return verb === "read" ? { id: "readOnly", open: true, reason: "readOnly.reading", origin } : { id: "readOnly", open: false, reason: "readOnly.on", origin };
}
