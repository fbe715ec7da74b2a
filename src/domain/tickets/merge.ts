/** Which tickets may be merged into which, and when somebody has to say that he saw who gains and loses by it. */
import type { StatusType } from "#domain/access/facts.ts";
import { type ProjectPair, pairKey } from "#domain/access/grants.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { isClosed, isGone } from "./follow-up.ts";
import { namedSubtasks } from "./subtasks.ts";

/** Within this time a merge can be undone. */
export const UNDO_MERGE_DAYS = 7;

export type MergeSide = {
  ticketId: string;
  number: string;
  statusType: StatusType;
  /** Its status lets nothing of it change. */
  locks: boolean;
  companyId: string | null;
  contactId: string | null;
  /** What the agent may do with it. */
  allowed: readonly TicketVerb[];
  /** Subjects of its subtasks that are not done. */
  openSubtasks: readonly string[];
};

export type MergeRefusal = "record.notFound" | "ticket.notPermitted" | "merge.itself" | "merge.gone" | "merge.locked" | "merge.openSubtasks";
type Refused = { refused: MergeRefusal; words: Readonly<Record<string, string>> };

/** The first reason against it; undefined: it may be done. Rights are asked of all before anything is said about one of them. */
export function refusedMerge(target: MergeSide, sources: readonly MergeSide[]): Refused | undefined {
  const all = [target, ...sources];
  if (all.some(({ allowed }) => !allowed.includes("read"))) return { refused: "record.notFound", words: {} };
  if (all.some(({ allowed }) => !allowed.includes("change"))) return { refused: "ticket.notPermitted", words: {} };
  if (sources.some(({ ticketId }) => ticketId === target.ticketId)) return { refused: "merge.itself", words: {} };
  for (const { number, statusType, locks } of all) {
    if (isGone(statusType)) return { refused: "merge.gone", words: { number } };
    if (locks) return { refused: "merge.locked", words: { number } };
  }
  const waiting = isClosed(target.statusType) ? sources.find(({ openSubtasks }) => openSubtasks.length > 0) : undefined;
  return waiting && { refused: "merge.openSubtasks", words: { number: target.number, subtasks: namedSubtasks(waiting.openSubtasks) } };
}

/** Whether sight of tickets may differ after it: other people asked, other companies, or the target comes into projects. */
export const asksToConfirm = (target: MergeSide, sources: readonly MergeSide[], addedPairs: readonly ProjectPair[]): boolean =>
  addedPairs.length > 0 || sources.some(({ companyId, contactId }) => companyId !== target.companyId || contactId !== target.contactId);

/** Projects that hours are booked on and that the target is not in: a ticket's hours lie on its projects. */
export function pairsToAdd(there: readonly ProjectPair[], booked: readonly ProjectPair[]): ProjectPair[] {
  const known = new Set(there.map(pairKey));
  return [...new Map(booked.map((pair) => [pairKey(pair), pair])).values()].filter((pair) => !known.has(pairKey(pair)));
}
