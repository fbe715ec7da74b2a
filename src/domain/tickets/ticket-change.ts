/** What a change makes of one ticket: the one rule for a single change, for many at once, and for taking these back. */
import { type AgentFacts, agentMayCreateIn } from "#domain/access/agents.ts";
import { type ProjectPair, pairKey } from "#domain/access/grants.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { type BookedTime, type BookedTimeWay, decideTime, type Returning, refusedByTime, type TimeOutcome } from "./booked-time.ts";
import { differingValues, type OwnField, type OwnValues, refusedValue, valuesUnder } from "./own-fields.ts";
import { namedSubtasks, waitsForSubtasks } from "./subtasks.ts";
import type { RunTime } from "./time-entry.ts";
import { lockedBy, refusedStep, type Status, type StepRefusal, type Workflow } from "./workflow.ts";

/** The fields that agents change. */
export type TicketValues = {
  subject: string;
  statusId: string;
  /** Of a ticket that waits: until when; an instant in UTC. */
  pendingUntil: string | null;
  priorityId: string;
  queueId: string;
  assigneeId: string | null;
  companyId: string | null;
  contactId: string | null;
  serviceId: string | null;
  confidential: boolean;
  customerReference: string;
  /** An instant, as in `Date.toISOString`. */
  dueAt: string | null;
  primaryProject: ProjectPair | null;
  /** In the order of `pairKey`, without the primary one. */
  secondaryProjects: readonly ProjectPair[];
  /** Sorted. */
  categoryIds: readonly string[];
  /** Sorted. */
  tagIds: readonly string[];
  /** All of them; a change names those that it is about, null for one that is taken away. */
  ownFields: OwnValues;
};
/** How a change treats booked time: said beside it. */
export type TimeTreatment = { bookedTime?: BookedTimeWay | undefined };
export type WantedChange = { [Name in keyof TicketValues]?: TicketValues[Name] | undefined };

/** Of the records that a change names, those that can be chosen. */
export type ChangeTargets = {
  workflow: Workflow;
  priorities: ReadonlySet<string>;
  services: ReadonlySet<string>;
  assignees: ReadonlySet<string>;
  /** Also closed ones; `groupId` decides whether the agent may move tickets there. */
  queues: ReadonlyMap<string, { groupId: string; active: boolean }>;
  isMember: (contactId: string, companyId: string) => boolean;
  categories: ReadonlySet<string>;
  tags: ReadonlySet<string>;
  /** Those in use, by key; null: values are put back as they were. */
  ownFields: ReadonlyMap<string, OwnField> | null;
  /** By `pairKey`. */
  pairs: ReadonlySet<string>;
  /** Null: time may be booked on days outside of it. */
  runTimeOf: ((projectId: string) => RunTime) | null;
  /** Whether tickets of the company may be in the project: it is internal, the company's, or of a company above it. */
  fits: (projectId: string, companyId: string) => boolean;
};

/** What projects and categories are asked of. */
export type RelationValues = Pick<TicketValues, "companyId" | "primaryProject" | "secondaryProjects" | "categoryIds" | "tagIds">;
export type RelationTargets = Pick<ChangeTargets, "categories" | "tags" | "pairs" | "fits">;

export type ChangeRefusal =
  | "record.notFound"
  | "record.unknownReference"
  | "ticket.notPermitted"
  | "ticket.contactNotInCompany"
  | "ticket.projectOfOtherCompany"
  | "ticket.openSubtasks"
  | "ticket.timeBooked"
  | "ticket.timeBilled"
  | "timeEntry.outsideProject"
  | StepRefusal;
/**
 * `changed` without a field: it is already so. `time`: what becomes of the time that another primary project asks about.
 * `words`: what the sentence names.
 */
export type ChangeDecision =
  | { changed: WantedChange; time: TimeOutcome | null }
  | { refused: ChangeRefusal; path?: string; words?: Readonly<Record<string, string>>; time?: TimeOutcome | null };
/** `commented`: a comment goes with it. `restoring`: it takes back an own change, which needs no step of its own. */
export type ChangeManner = { commented: boolean; restoring: boolean };

/** The fields whose value is given and differs. */
export function differing(values: TicketValues, given: WantedChange): WantedChange {
  const wanted = inOrder(values, given);
  wanted.ownFields = wanted.ownFields && differingValues(values.ownFields, wanted.ownFields);
  const differs = (name: keyof TicketValues) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(values[name]);
  return Object.fromEntries((Object.keys(values) as (keyof TicketValues)[]).filter(differs).map((name) => [name, wanted[name]]));
}

/**
 * Of the wanted fields those that somebody else changed since: they are not as they were when the change was made (`was`), and not
 * as wanted either. A field of which nobody says how it was counts as changed.
 */
export function overtaken(values: TicketValues, wanted: WantedChange, was: WantedChange): (keyof TicketValues)[] {
  const toChange = Object.keys(differing(values, wanted)) as (keyof TicketValues)[];
  const former = (name: keyof TicketValues) => (name === "ownFields" ? formerValues(wanted.ownFields, was.ownFields) : was[name]);
  return toChange.filter((name) => former(name) === undefined || name in differing(values, { [name]: former(name) }));
}

/** Of own fields only the wanted ones are asked for; undefined: of one of them it was not said how it was. */
const formerValues = (wanted: OwnValues = {}, was: OwnValues = {}): OwnValues | undefined =>
  Object.keys(wanted).every((key) => key in was) ? valuesUnder(was, Object.keys(wanted)) : undefined;

/** What a change makes different, as it was before. */
export const valuesBefore = (values: TicketValues, changed: WantedChange): WantedChange => ({
  ...Object.fromEntries((Object.keys(changed) as (keyof WantedChange)[]).map((name) => [name, values[name]])),
  ...(changed.ownFields ? { ownFields: valuesUnder(values.ownFields, Object.keys(changed.ownFields)) } : {}),
});

/** Pairs, categories and tags once each and in order, instants as they are told; the primary pair is no secondary one as well. */
function inOrder(values: TicketValues, wanted: WantedChange): WantedChange {
  const { primaryProject = values.primaryProject, secondaryProjects = values.secondaryProjects, categoryIds, tagIds, dueAt } = wanted;
  const primary = primaryProject && { projectId: primaryProject.projectId, taskId: primaryProject.taskId };
  const byKey = new Map(secondaryProjects.map(({ projectId, taskId }) => [pairKey({ projectId, taskId }), { projectId, taskId }]));
  if (primary) byKey.delete(pairKey(primary));
  const secondary = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
  return {
    ...wanted,
    pendingUntil: wanted.pendingUntil && new Date(wanted.pendingUntil).toISOString(),
    dueAt: dueAt && new Date(dueAt).toISOString(),
    primaryProject: primary,
    secondaryProjects: secondary,
    categoryIds: categoryIds && [...new Set(categoryIds)].sort(),
    tagIds: tagIds && [...new Set(tagIds)].sort(),
  };
}

const pairsOf = ({ primaryProject, secondaryProjects }: Pick<TicketValues, "primaryProject" | "secondaryProjects">): ProjectPair[] => [
  ...(primaryProject ? [primaryProject] : []),
  ...secondaryProjects,
];

type AskedTicket = {
  values: TicketValues;
  allowed: readonly TicketVerb[];
  /** The subjects of its subtasks that are not done. */
  openSubtasks: readonly string[];
  /** Its booked time, where its projects are to change. */
  booked: readonly BookedTime[];
  /** Time that goes back to where it was. */
  returning?: Returning | undefined;
};

export function decideChange(
  agent: AgentFacts,
  ticket: AskedTicket,
  { bookedTime, ...asked }: WantedChange & TimeTreatment,
  targets: ChangeTargets,
  manner: ChangeManner,
): ChangeDecision {
  if (!ticket.allowed.includes("read")) return { refused: "record.notFound" };
  if (!ticket.allowed.includes("change")) return { refused: "ticket.notPermitted" };
  const { wanted, ...time } = decideTime(ticket, asked, bookedTime);
  const given = differing(ticket.values, wanted);
  const unknown = unknownReference(given, targets);
  if (unknown) return { refused: "record.unknownReference", path: unknown };
  const changed = withConsequences(ticket.values, given, targets.workflow, manner.restoring ? null : agent.agentId);
  const status = refusedStatus(agent, ticket.values, changed, targets.workflow, manner);
  if (status) return status;
  if (changed.statusId !== undefined && waitsForSubtasks(targets.workflow.statuses.get(changed.statusId)?.statusType, ticket.openSubtasks))
    return { refused: "ticket.openSubtasks", words: { subtasks: namedSubtasks(ticket.openSubtasks) } };
  const queue = changed.queueId === undefined ? undefined : targets.queues.get(changed.queueId);
  if (queue && !(queue.active && agentMayCreateIn(agent, queue.groupId))) return { refused: "ticket.notPermitted" };
  const { companyId, contactId } = { ...ticket.values, ...changed };
  const relations = refusedRelation(ticket.values, changed, targets);
  if (relations) return relations;
  const own = changed.ownFields && targets.ownFields && refusedValue(targets.ownFields, ticket.values.ownFields, changed.ownFields);
  if (own) return { refused: "record.unknownReference", path: `ownFields.${own}` };
  const moved = changed.companyId !== undefined || changed.contactId !== undefined;
  if (moved && companyId && contactId && !targets.isMember(contactId, companyId)) return { refused: "ticket.contactNotInCompany" };
  const { primaryProject = ticket.values.primaryProject, secondaryProjects = ticket.values.secondaryProjects } = changed;
  const kept = refusedByTime({ primaryProject, secondaryProjects }, ticket.booked, time, targets.runTimeOf);
  if (kept) return { refused: kept, path: "primaryProject", time: time.outcome };
  return { changed, time: time.outcome };
}

/** What a new status brings with it: an assignee where nobody is, and no waiting once it waits no longer. Only differences. */
export function withConsequences(values: TicketValues, changed: WantedChange, { statuses }: Workflow, agentId: string | null): WantedChange {
  const to = statuses.get(changed.statusId ?? values.statusId);
  const waits = to?.statusType === "pending";
  const { pendingUntil = values.pendingUntil, ...others } = changed;
  const until = waits ? pendingUntil : null;
  const assigns = changed.statusId !== undefined && to?.assigns && agentId !== null && values.assigneeId === null && changed.assigneeId === undefined;
  return { ...others, ...(until === values.pendingUntil ? {} : { pendingUntil: until }), ...(assigns ? { assigneeId: agentId } : {}) };
}

/** Why the status stands in the way: it may not be left or entered like this, or nothing may be changed in it. */
function refusedStatus(
  { agentId, administrator }: AgentFacts,
  values: TicketValues,
  changed: WantedChange,
  workflow: Workflow,
  { commented, restoring }: ChangeManner,
): { refused: ChangeRefusal; path?: string } | undefined {
  if (Object.keys(changed).length === 0) return undefined;
  const from = workflow.statuses.get(values.statusId);
  const { statusId = values.statusId, assigneeId = values.assigneeId, pendingUntil = values.pendingUntil } = changed;
  const locked = from && lockedBy(from);
  if (locked && Object.keys(changed).some((name) => name !== "statusId" && name !== "pendingUntil")) return { refused: locked };
  if (restoring) return locked && !administrator ? { refused: locked } : undefined;
  const mover = { kind: "agent", administrator, assignee: values.assigneeId === agentId || assigneeId === agentId } as const;
  const refused = refusedStep(workflow, values.statusId, statusId, mover, { commented, until: pendingUntil !== null });
  if (refused) return { refused, path: refused === "ticket.commentRequired" ? "comment" : refused === "ticket.untilRequired" ? "pendingUntil" : "statusId" };
  // The waiting itself was taken away.
  const to: Status | undefined = workflow.statuses.get(statusId);
  return to && to.closesToId !== null && pendingUntil === null ? { refused: "ticket.untilRequired", path: "pendingUntil" } : undefined;
}

/** The first field that names what cannot be chosen. */
function unknownReference(changed: WantedChange, targets: ChangeTargets): keyof TicketValues | undefined {
  if (changed.statusId !== undefined && !targets.workflow.statuses.has(changed.statusId)) return "statusId";
  if (changed.priorityId !== undefined && !targets.priorities.has(changed.priorityId)) return "priorityId";
  if (changed.serviceId && !targets.services.has(changed.serviceId)) return "serviceId";
  if (changed.assigneeId && !targets.assignees.has(changed.assigneeId)) return "assigneeId";
  if (changed.queueId !== undefined && !targets.queues.has(changed.queueId)) return "queueId";
  return undefined;
}

/**
 * Why projects and categories cannot become what is wanted; undefined: they can. What the ticket already has may stay, though
 * nobody could choose it any more. A ticket of a company is in no project of another one, whose people could come to see it.
 */
export function refusedRelation(values: RelationValues, changed: WantedChange, targets: RelationTargets): { refused: ChangeRefusal; path: string } | undefined {
  const there = new Set(pairsOf(values).map(pairKey));
  const unknown = (pair: ProjectPair) => !there.has(pairKey(pair)) && !targets.pairs.has(pairKey(pair));
  if (changed.categoryIds?.some((id) => !values.categoryIds.includes(id) && !targets.categories.has(id)))
    return { refused: "record.unknownReference", path: "categoryIds" };
  if (changed.tagIds?.some((id) => !values.tagIds.includes(id) && !targets.tags.has(id))) return { refused: "record.unknownReference", path: "tagIds" };
  if (changed.primaryProject && unknown(changed.primaryProject)) return { refused: "record.unknownReference", path: "primaryProject" };
  if (changed.secondaryProjects?.some(unknown)) return { refused: "record.unknownReference", path: "secondaryProjects" };
  const path = (["companyId", "primaryProject", "secondaryProjects"] as const).find((name) => changed[name] !== undefined);
  const { companyId } = { ...values, ...changed };
  if (path === undefined || companyId == null) return undefined;
  const { primaryProject = values.primaryProject, secondaryProjects = values.secondaryProjects } = changed;
  const foreign = pairsOf({ primaryProject, secondaryProjects }).some(({ projectId }) => !targets.fits(projectId, companyId));
  return foreign ? { refused: "ticket.projectOfOtherCompany", path } : undefined;
}
