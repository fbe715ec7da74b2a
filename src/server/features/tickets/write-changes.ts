/** Deciding and writing changes of tickets: what one change, a change of many and its undoing have in common. */
import type { Returning, TimeOutcome } from "#domain/tickets/booked-time.ts";
import {
  type ChangeDecision,
  type ChangeManner,
  type ChangeTargets,
  decideChange,
  type TimeTreatment,
  valuesBefore,
  type WantedChange,
} from "#domain/tickets/ticket-change.ts";
import { listOpenSubtasks } from "#server/features/subtasks/queries.ts";
import { listBookedTime, rebookTime } from "#server/features/time-entries/booked-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import type { CommandContext } from "#server/platform/run-command.ts";
import { insertArticle } from "./article-queries.ts";
import { tellOfStatus } from "./ask-judgement.ts";
import { loadChangeTargets, valuesOf } from "./change-queries.ts";
import { setTicketCategories, setTicketProjects, setTicketTags } from "./relation-queries.ts";
import type { SeenTicket } from "./ticket-for.ts";
import type { TicketRow } from "./ticket-row-queries.ts";
import { refreshSearch, type TicketChanges, updateTickets } from "./write-queries.ts";

type Agent = Extract<Asking, { kind: "agent" }>;
/** `returning`: time that goes back to where it was. */
export type Wanted = { ticket: SeenTicket; wanted: WantedChange & TimeTreatment; returning?: Returning | undefined };
/** `record.versionStale`: somebody changed the ticket after what is to be undone. */
export type Decided = {
  row: TicketRow;
  decision: ChangeDecision | { refused: "record.versionStale"; path?: string; words?: Readonly<Record<string, string>>; time?: null };
};
export type DecidedChanges = { decided: Decided[]; targets: ChangeTargets };

/** What each of these changes would come to; writes nothing. In the order given. */
export async function decideChanges(
  db: Queryable,
  { agent }: Agent,
  wanted: readonly Wanted[],
  now: Date,
  manner: ChangeManner = { commented: false, restoring: false },
): Promise<DecidedChanges> {
  const toOtherStatus = wanted.flatMap(({ ticket, wanted: { statusId } }) => (statusId === undefined ? [] : [ticket.row.ticket_id]));
  const openSubtasks = await listOpenSubtasks(db, toOtherStatus);
  const toOtherProjects = wanted.filter(({ wanted: change }) => change.primaryProject !== undefined || change.secondaryProjects !== undefined);
  const booked = await listBookedTime(
    db,
    toOtherProjects.map(({ ticket }) => ticket.row.ticket_id),
    toOtherProjects.flatMap(({ returning }) => returning?.rebooking.timeEntryIds ?? []),
  );
  const asked = wanted.map(({ ticket: { row, allowed }, wanted: change, returning }) => ({
    row,
    values: valuesOf(row),
    allowed,
    openSubtasks: openSubtasks.get(row.ticket_id) ?? [],
    booked: booked.get(row.ticket_id) ?? [],
    returning,
    wanted: change,
  }));
  const targets = await loadChangeTargets(db, asked, manner.restoring, now);
  return { decided: asked.map((one) => ({ row: one.row, decision: decideChange(agent, one, one.wanted, targets, manner) })), targets };
}

export type StatusComment = { bodyText: string; visible: boolean };

/** Why the status was changed, in words: only said where something stands there. */
export const isSaid = (comment: StatusComment | undefined): boolean => comment !== undefined && comment.bodyText.trim() !== "";

/**
 * Writes what was decided and really changes something, and tells the audit of each ticket. The caller holds the rows' locks.
 * `comment`: an article of each ticket whose status changes.
 */
export async function writeChanges(
  context: CommandContext,
  { decided, targets }: DecidedChanges,
  { reason, comment }: { reason?: string | undefined; comment?: StatusComment | undefined },
): Promise<void> {
  const written = decided.flatMap(({ row, decision }) => ("changed" in decision && Object.keys(decision.changed).length > 0 ? [{ row, ...decision }] : []));
  for (const [, [first, ...others]] of Map.groupBy(written, ({ changed }) => JSON.stringify(changed))) {
    if (!first) continue;
    const ids = [first, ...others].map(({ row }) => row.ticket_id);
    await updateTickets(context.db, ids, columnsOf(first.changed, targets), context.now);
  }
  await writeRelations(context.db, written);
  const moved = written.filter(({ changed }) => changed.statusId !== undefined);
  const articles = await writeComments(context, moved, comment);
  for (const { row, changed } of moved) tellOfStatus(context, row, targets.workflow.statuses.get(changed.statusId ?? ""));
  const searched = written.filter(
    ({ row, changed }) =>
      articles.has(row.ticket_id) ||
      changed.subject !== undefined ||
      changed.customerReference !== undefined ||
      changed.ownFields !== undefined ||
      changed.companyId !== undefined ||
      changed.contactId !== undefined,
  );
  const searchedIds = searched.map(({ row }) => row.ticket_id);
  if (searchedIds.length > 0) await refreshSearch(context.db, searchedIds);
  for (const { row, changed } of written) {
    const values = valuesOf(row);
    context.audit({
      event: "ticket.changed",
      subject: { kind: "ticket", id: row.ticket_id },
      companyId: changed.companyId === undefined ? values.companyId : changed.companyId,
      contactId: changed.contactId === undefined ? values.contactId : changed.contactId,
      before: valuesBefore(values, changed),
      after: { ...changed, ...(articles.has(row.ticket_id) ? { articleId: articles.get(row.ticket_id) } : {}) },
      reason,
    });
  }
  await writeTime(context, written, reason);
}

/** Booked time that goes along; told apart in the log, with the entries that went. */
async function writeTime(context: CommandContext, written: readonly { row: TicketRow; time: TimeOutcome | null }[], reason: string | undefined): Promise<void> {
  const rebookings = written.flatMap(({ row, time }) => (time?.rebooking ? [{ ticketId: row.ticket_id, ...time.rebooking }] : []));
  const rebooked = new Map((await rebookTime(context.db, rebookings, context.now)).map((one) => [one.ticketId, one]));
  for (const { row, time } of written) {
    const { timeEntryIds, minutes } = rebooked.get(row.ticket_id) ?? {};
    if (!time?.rebooking || !timeEntryIds) continue;
    context.audit({
      event: "ticket.time-rebooked",
      subject: { kind: "ticket", id: row.ticket_id },
      companyId: row.company_id,
      contactId: row.contact_id,
      before: { pair: time.rebooking.from },
      after: { pair: time.rebooking.to, minutes, timeEntryIds },
      reason,
    });
  }
}

async function writeComments({ db, asking, now }: CommandContext, moved: readonly { row: TicketRow }[], comment: StatusComment | undefined) {
  const articles = new Map<string, string>();
  if (!comment || !isSaid(comment) || asking.kind !== "agent") return articles;
  const { agentId } = asking.agent;
  for (const { row } of moved) {
    const { ticket_id: ticketId, subject } = row;
    articles.set(ticketId, await insertArticle(db, { ticketId, author: { kind: "agent", agentId }, channel: "workspace", subject, now, ...comment }));
  }
  return articles;
}

/** Projects, categories and tags, which stand in tables of their own. */
async function writeRelations(db: Queryable, written: readonly { row: TicketRow; changed: WantedChange }[]): Promise<void> {
  const projects = written.flatMap(({ row, changed }) => {
    if (changed.primaryProject === undefined && changed.secondaryProjects === undefined) return [];
    const { primaryProject, secondaryProjects } = valuesOf(row);
    const { primaryProject: primary = primaryProject, secondaryProjects: secondary = secondaryProjects } = changed;
    return [{ ticketId: row.ticket_id, primaryProject: primary, secondaryProjects: secondary }];
  });
  await setTicketProjects(db, projects);
  await setTicketCategories(
    db,
    written.flatMap(({ row, changed: { categoryIds } }) => (categoryIds === undefined ? [] : [{ ticketId: row.ticket_id, categoryIds }])),
  );
  await setTicketTags(
    db,
    written.flatMap(({ row, changed: { tagIds } }) => (tagIds === undefined ? [] : [{ ticketId: row.ticket_id, tagIds }])),
  );
}

export function columnsOf(
  { statusId, primaryProject: _primary, secondaryProjects: _secondary, categoryIds: _categories, tagIds: _tags, ...same }: WantedChange,
  { workflow }: Pick<ChangeTargets, "workflow">,
): TicketChanges {
  const statusType = statusId === undefined ? undefined : workflow.statuses.get(statusId)?.statusType;
  return { ...same, status: statusId === undefined || statusType === undefined ? undefined : { statusId, statusType } };
}
