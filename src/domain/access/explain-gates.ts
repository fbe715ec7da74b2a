/** Every gate on one way to a ticket: open or shut, why, and where that was set. */
import { type Access, membershipOrigin, rightOrigin } from "./effective-access.ts";
import { settingOrigin, ticketOrigin, type Way } from "./explain-paths.ts";
import type { Instant, Origin, RightFact, TicketFacts } from "./facts.ts";
import { letsThrough } from "./rights.ts";
import type { TicketVerb } from "./verbs.ts";

export const GATES = ["company", "queue", "confidential", "window", "state", "readOnly"] as const;
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
};

export const gatesOn = (access: Access, verb: TicketVerb, ticket: TicketFacts, way: Way): GateAnswer[] => [
  companyGate(ticket, way),
  queueGate(access, verb, ticket, way),
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

function confidentialGate(ticket: TicketFacts, way: Way): GateAnswer {
  if (!ticket.confidential && !ticket.queue.confidential) return { id: "confidential", open: true, reason: "confidential.no", origin: ticketOrigin(ticket) };
  if (way.path === "requester" || (way.participation !== null && way.participation.contactId !== null)) {
    return { id: "confidential", open: true, reason: "confidential.own", origin: way.origin };
  }
  if (way.path === "company" && way.membership?.role.confidential) {
    return { id: "confidential", open: true, reason: "confidential.role", origin: membershipOrigin(way.membership) };
  }
  const queueOrigin: Origin = { kind: "queue", id: ticket.queue.queueId, name: ticket.queue.name, setBy: null, since: null };
  return { id: "confidential", open: false, reason: "confidential.shut", origin: ticket.confidential ? ticketOrigin(ticket) : queueOrigin };
}

/** Installation and company bind every path; *sees tickets since* only paths through that membership. */
function windowGate(access: Access, ticket: TicketFacts, way: Way): GateAnswer {
  const personal = way.path === "requester" || (way.participation !== null && way.participation.contactId !== null);
  const windows: { before: Instant | null; origin: Origin }[] = [
    { before: access.switches.hideTicketsBefore, origin: settingOrigin("tickets.hideBefore") },
    {
      before: ticket.company?.hideTicketsBefore ?? null,
      origin: { ...settingOrigin("tickets.hideBefore"), kind: "company", id: ticket.company?.companyId ?? null, name: ticket.company?.name ?? "" },
    },
    ...(way.membership && !personal ? [{ before: way.membership.seesSince, origin: membershipOrigin(way.membership) }] : []),
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
