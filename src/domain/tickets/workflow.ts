/** Which status leads to which, and for whom: the one rule behind every change of a status, by agents, contacts and by time. */
import type { StatusType } from "#domain/access/facts.ts";
import type { Verdict } from "./follow-up.ts";

/** `free`: every status leads to every other; `steps`: only where a step says so. A locked status and a required comment count in both. */
export const WORKFLOW_MODES = ["free", "steps"] as const;
export type WorkflowMode = (typeof WORKFLOW_MODES)[number];

/** Of the agents who may change a ticket: all, its assignee, or nobody else but administrators, who are always among them. */
export const STEP_AGENTS = ["everybody", "assignee", "administrators"] as const;
export type StepAgents = (typeof STEP_AGENTS)[number];

export type Status = {
  statusId: string;
  statusType: StatusType;
  /** It can be chosen. */
  active: boolean;
  isDefaultOfType: boolean;
  rank: number;
  /** Nothing of the ticket changes any more, save that an administrator takes it out. */
  locks: boolean;
  commentRequired: boolean;
  /** Whoever sets it becomes the assignee if nobody is. */
  assigns: boolean;
  /** Where a contact's verdict leads. */
  verdict: Verdict | null;
  /** Of type pending: what the ticket becomes when its time has come. */
  closesToId: string | null;
};

export type Step = { agents: StepAgents | null; contacts: boolean };

export type Workflow = {
  mode: WorkflowMode;
  statuses: ReadonlyMap<string, Status>;
  /** By `stepKey`. */
  steps: ReadonlyMap<string, Step>;
};

export const stepKey = (fromId: string, toId: string): string => `${fromId} ${toId}`;

/** `time`: nobody; a ticket that waited has waited long enough. */
export type Mover = { kind: "agent"; administrator: boolean; assignee: boolean } | { kind: "contact" } | { kind: "time" };

export type StepRefusal =
  | "record.unknownReference"
  | "ticket.locked"
  | "ticket.noSuchStep"
  | "ticket.stepForAssignee"
  | "ticket.stepForAdministrators"
  | "ticket.stepNotForContacts"
  | "ticket.commentRequired"
  | "ticket.untilRequired";

/** What a step is said with: a comment, and until when the ticket waits. */
export type StepSaid = { commented: boolean; until: boolean };

/** Why nobody may change anything of a ticket in this status; null: the status does not stand in the way. */
export const lockedBy = (status: Pick<Status, "locks">): "ticket.locked" | null => (status.locks ? "ticket.locked" : null);

/** Work is over for good: locked, or accepted by the contact (ZEP: no more time booking). */
export const takesTime = (status: Pick<Status, "locks" | "verdict">): boolean => !status.locks && status.verdict !== "accepted";

/** Why this mover may not take a ticket from one status to the other; null: it may. Staying is no step. */
export function refusedStep(workflow: Workflow, fromId: string, toId: string, mover: Mover, said: StepSaid): StepRefusal | null {
  if (fromId === toId) return null;
  const refused = refusedWay(workflow, fromId, toId, mover);
  if (refused) return refused;
  const to = workflow.statuses.get(toId);
  if (to?.commentRequired && !said.commented) return "ticket.commentRequired";
  return to && to.closesToId !== null && !said.until ? "ticket.untilRequired" : null;
}

/** As `refusedStep`, before anything was said: what can be chosen from here. */
export function refusedWay(workflow: Workflow, fromId: string, toId: string, mover: Mover): StepRefusal | null {
  const from = workflow.statuses.get(fromId);
  const to = workflow.statuses.get(toId);
  if (!to?.active) return "record.unknownReference";
  if (from?.locks && !(mover.kind === "agent" && mover.administrator)) return "ticket.locked";
  if (mover.kind === "time") return from?.closesToId === toId ? null : "ticket.noSuchStep";
  if (workflow.mode === "free") return null;
  const step = workflow.steps.get(stepKey(fromId, toId));
  if (mover.kind === "contact") return step?.contacts ? null : "ticket.stepNotForContacts";
  if (!step?.agents) return "ticket.noSuchStep";
  if (mover.administrator || step.agents === "everybody") return null;
  if (step.agents === "administrators") return "ticket.stepForAdministrators";
  return mover.assignee ? null : "ticket.stepForAssignee";
}

/** The status that stands for its type: the default one, else the first that can be chosen. */
export function defaultStatus(workflow: Workflow, statusType: StatusType): Status | undefined {
  const choosable = [...workflow.statuses.values()].filter((status) => status.active && status.statusType === statusType);
  return choosable.sort((a, b) => Number(b.isDefaultOfType) - Number(a.isDefaultOfType) || a.rank - b.rank)[0];
}
