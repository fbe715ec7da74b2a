/** Takes back that a ticket was merged: it is as it was before, and what it brought along comes back, as far as it is still there. */
import { pairKey } from "#domain/access/grants.ts";
import { isClosed, isGone } from "#domain/tickets/follow-up.ts";
import { UNDO_MERGE_DAYS } from "#domain/tickets/merge.ts";
import { lockTickets } from "#server/features/access/queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import { listOpenSubtasks, moveSubtasks } from "#server/features/subtasks/queries.ts";
import { listBookedPairs, moveTime, setTimeVisible } from "#server/features/time-entries/moving-queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { deleteParticipant, findParticipant } from "./article-queries.ts";
import { valuesOf } from "./change-queries.ts";
import { findMerge, type Merge, tellMessages, undoMerge } from "./merge-queries.ts";
import { setTicketProjects } from "./relation-queries.ts";
import { ticketForAgent } from "./ticket-for.ts";
import { findKnownTicket, type TicketRow } from "./ticket-row-queries.ts";
import { getDefaultStatus, updateTicket } from "./write-queries.ts";

const dayMilliseconds = 86_400_000;

export const unmergeTicket = command({
  name: "ticket.unmerge-ticket",
  async run(context, { ticketId }: { ticketId: string }): Promise<string> {
    const { db, now } = context;
    const asking = agentOf(context);
    const before = (await ticketForAgent(db, asking, ticketId, "change", now)).row;
    const merge = await findMerge(db, ticketId);
    if (!merge || before.status_type !== "merged") throw new Refusal("merge.none");
    await lockTickets(db, [ticketId, merge.targetId]);
    const target = found(await findKnownTicket(db, merge.targetId, "nobody", now)).row;
    await ticketForAgent(db, asking, merge.targetId, "change", now);
    if (now.getTime() - merge.mergedAt.getTime() > UNDO_MERGE_DAYS * dayMilliseconds) throw new Refusal("merge.tooLate");
    if (isGone(target.status_type)) throw new Refusal("merge.targetGone", { words: { number: target.number } });
    const status = await formerStatus(context, merge);
    await undoMerge(db, { merge, status, now });
    await bringBack(context, merge, target);
    await updateTicket(db, merge.targetId, {}, now);
    await tellMessages(db, merge.targetId);
    audit(context, { merge, before, target, statusId: status.statusId });
    return ticketId;
  },
});

/** The one that it had, if it can still be chosen and nothing that comes back is left to do. */
async function formerStatus({ db }: CommandContext, merge: Merge): Promise<{ statusId: string; statusType: string }> {
  const former = (await loadWorkflow(db)).statuses.get(merge.formerStatusId);
  const open = await listOpenSubtasks(db, [merge.targetId], merge.subtaskIds);
  if (former?.active && !(isClosed(former.statusType) && open.size > 0)) return former;
  return getDefaultStatus(db, "open");
}

async function bringBack({ db }: CommandContext, merge: Merge, target: TicketRow): Promise<void> {
  await moveSubtasks(db, merge.subtaskIds, merge.targetId, merge.ticketId);
  await moveTime(db, merge.timeEntryIds, merge.targetId, merge.ticketId);
  await setTimeVisible(db, merge.hiddenTimeEntryIds, true);
  if (merge.participantId !== null && (await findParticipant(db, merge.targetId, merge.participantId))) await deleteParticipant(db, merge.participantId);
  const booked = new Set((await listBookedPairs(db, [merge.targetId])).map(pairKey));
  const added = new Set(merge.addedPairs.map(pairKey).filter((key) => !booked.has(key)));
  if (added.size === 0) return;
  const { primaryProject, secondaryProjects } = valuesOf(target);
  await setTicketProjects(db, [{ ticketId: merge.targetId, primaryProject, secondaryProjects: secondaryProjects.filter((pair) => !added.has(pairKey(pair))) }]);
}

function audit(context: CommandContext, { merge, before, target, statusId }: { merge: Merge; before: TicketRow; target: TicketRow; statusId: string }): void {
  context.audit({
    event: "ticket.unmerged",
    subject: { kind: "ticket", id: merge.ticketId },
    companyId: before.company_id,
    contactId: before.contact_id,
    before: { statusId: before.status_id, mergedInto: `#${target.number}` },
    after: { statusId },
  });
  context.audit({
    event: "ticket.unmerged-here",
    subject: { kind: "ticket", id: merge.targetId },
    companyId: target.company_id,
    contactId: target.contact_id,
    before: { merged: [`#${before.number}`] },
  });
}
