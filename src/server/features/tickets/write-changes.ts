/** Deciding and writing changes of tickets: what one change, a change of many and its undoing have in common. */
import { type ChangeDecision, type ChangeTargets, decideChange, type WantedChange } from "#domain/tickets/ticket-change.ts";
import { listOpenSubtasks } from "#server/features/subtasks/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking } from "#server/platform/kernel.ts";
import type { CommandContext } from "#server/platform/run-command.ts";
import { loadChangeTargets, valuesOf } from "./change-queries.ts";
import { setTicketCategories, setTicketProjects } from "./relation-queries.ts";
import type { SeenTicket } from "./ticket-for.ts";
import type { TicketRow } from "./ticket-row-queries.ts";
import { refreshSearch, type TicketChanges, updateTickets } from "./write-queries.ts";

type Agent = Extract<Asking, { kind: "agent" }>;
type Wanted = { ticket: SeenTicket; wanted: WantedChange };
/** `record.versionStale`: somebody changed the ticket after what is to be undone. */
export type Decided = {
  row: TicketRow;
  decision: ChangeDecision | { refused: "record.versionStale"; path?: string; words?: Readonly<Record<string, string>> };
};
export type DecidedChanges = { decided: Decided[]; targets: ChangeTargets };

/** What each of these changes would come to; writes nothing. In the order given. */
export async function decideChanges(db: Queryable, { agent }: Agent, wanted: readonly Wanted[], now: Date, restoring = false): Promise<DecidedChanges> {
  const toOtherStatus = wanted.flatMap(({ ticket, wanted: { statusId } }) => (statusId === undefined ? [] : [ticket.row.ticket_id]));
  const openSubtasks = await listOpenSubtasks(db, toOtherStatus);
  const asked = wanted.map(({ ticket: { row, allowed }, wanted: change }) => ({
    row,
    values: valuesOf(row),
    allowed,
    openSubtasks: openSubtasks.get(row.ticket_id) ?? [],
    wanted: change,
  }));
  const targets = await loadChangeTargets(db, asked, restoring, now);
  return { decided: asked.map((one) => ({ row: one.row, decision: decideChange(agent, one, one.wanted, targets) })), targets };
}

/** Writes what was decided and really changes something, and tells the audit of each ticket. The caller holds the rows' locks. */
export async function writeChanges(context: CommandContext, { decided, targets }: DecidedChanges, reason: string | undefined): Promise<void> {
  const written = decided.flatMap(({ row, decision }) =>
    "changed" in decision && Object.keys(decision.changed).length > 0 ? [{ row, changed: decision.changed }] : [],
  );
  for (const [, [first, ...others]] of Map.groupBy(written, ({ changed }) => JSON.stringify(changed))) {
    if (!first) continue;
    const ids = [first, ...others].map(({ row }) => row.ticket_id);
    await updateTickets(context.db, ids, columnsOf(first.changed, targets), context.now);
  }
  await writeRelations(context.db, written);
  const searched = written.filter(({ changed }) => changed.subject !== undefined || changed.companyId !== undefined || changed.contactId !== undefined);
  if (searched.length > 0)
    await refreshSearch(
      context.db,
      searched.map(({ row }) => row.ticket_id),
    );
  for (const { row, changed } of written) {
    const values = valuesOf(row);
    context.audit({
      event: "ticket.changed",
      subject: { kind: "ticket", id: row.ticket_id },
      companyId: changed.companyId === undefined ? values.companyId : changed.companyId,
      contactId: changed.contactId === undefined ? values.contactId : changed.contactId,
      before: Object.fromEntries((Object.keys(changed) as (keyof WantedChange)[]).map((name) => [name, values[name]])),
      after: changed,
      reason,
    });
  }
}

/** Projects and categories, which stand in tables of their own. */
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
}

function columnsOf(
  { statusId, primaryProject: _primary, secondaryProjects: _secondary, categoryIds: _categories, ...same }: WantedChange,
  { statuses }: ChangeTargets,
): TicketChanges {
  const statusType = statusId === undefined ? undefined : statuses.get(statusId);
  return { ...same, status: statusId === undefined || statusType === undefined ? undefined : { statusId, statusType } };
}
