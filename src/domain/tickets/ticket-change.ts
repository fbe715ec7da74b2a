/** What a change makes of one ticket: the one rule for a single change, for many at once, and for taking these back. */
import { type AgentFacts, agentMayCreateIn } from "#domain/access/agents.ts";
import type { StatusType } from "#domain/access/facts.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";

/** The fields that agents change. */
export type TicketValues = {
  subject: string;
  statusId: string;
  priorityId: string;
  queueId: string;
  assigneeId: string | null;
  companyId: string | null;
  contactId: string | null;
  serviceId: string | null;
  confidential: boolean;
};
export type WantedChange = { [Name in keyof TicketValues]?: TicketValues[Name] | undefined };

/** Of the records that a change names, those that can be chosen. */
export type ChangeTargets = {
  statuses: ReadonlyMap<string, StatusType>;
  priorities: ReadonlySet<string>;
  services: ReadonlySet<string>;
  assignees: ReadonlySet<string>;
  /** Also closed ones; `groupId` decides whether the agent may move tickets there. */
  queues: ReadonlyMap<string, { groupId: string; active: boolean }>;
  isMember: (contactId: string, companyId: string) => boolean;
};

export type ChangeRefusal = "record.notFound" | "record.unknownReference" | "ticket.notPermitted" | "ticket.contactNotInCompany";
/** `changed` without a field: it is already so. */
export type ChangeDecision = { changed: WantedChange } | { refused: ChangeRefusal; path?: string };

/** The fields whose value is given and differs. */
export function differing(values: TicketValues, wanted: WantedChange): WantedChange {
  const names = (Object.keys(values) as (keyof TicketValues)[]).filter((name) => wanted[name] !== undefined && wanted[name] !== values[name]);
  return Object.fromEntries(names.map((name) => [name, wanted[name]]));
}

/** @param ticket with the verbs that the agent has on it. */
export function decideChange(
  agent: AgentFacts,
  ticket: { values: TicketValues; allowed: readonly TicketVerb[] },
  wanted: WantedChange,
  targets: ChangeTargets,
): ChangeDecision {
  if (!ticket.allowed.includes("read")) return { refused: "record.notFound" };
  if (!ticket.allowed.includes("change")) return { refused: "ticket.notPermitted" };
  const changed = differing(ticket.values, wanted);
  const unknown = unknownReference(changed, targets);
  if (unknown) return { refused: "record.unknownReference", path: unknown };
  const queue = changed.queueId === undefined ? undefined : targets.queues.get(changed.queueId);
  if (queue && !(queue.active && agentMayCreateIn(agent, queue.groupId))) return { refused: "ticket.notPermitted" };
  const { companyId, contactId } = { ...ticket.values, ...changed };
  const moved = changed.companyId !== undefined || changed.contactId !== undefined;
  if (moved && companyId && contactId && !targets.isMember(contactId, companyId)) return { refused: "ticket.contactNotInCompany" };
  return { changed };
}

/** The first field that names what cannot be chosen. */
function unknownReference(changed: WantedChange, targets: ChangeTargets): keyof TicketValues | undefined {
  if (changed.statusId !== undefined && !targets.statuses.has(changed.statusId)) return "statusId";
  if (changed.priorityId !== undefined && !targets.priorities.has(changed.priorityId)) return "priorityId";
  if (changed.serviceId && !targets.services.has(changed.serviceId)) return "serviceId";
  if (changed.assigneeId && !targets.assignees.has(changed.assigneeId)) return "assigneeId";
  if (changed.queueId !== undefined && !targets.queues.has(changed.queueId)) return "queueId";
  return undefined;
}
