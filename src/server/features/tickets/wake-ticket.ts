/** A ticket that waited long enough: it comes back to its assignee, or is closed by itself where its status says so. */
import { waitsForSubtasks } from "#domain/tickets/subtasks.ts";
import { refusedStep } from "#domain/tickets/workflow.ts";
import { lockTicket } from "#server/features/access/queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import { listOpenSubtasks } from "#server/features/subtasks/queries.ts";
import { command } from "#server/platform/run-command.ts";
import { tellOfStatus } from "./ask-judgement.ts";
import { findKnownTicket } from "./ticket-row-queries.ts";
import { markReminded } from "./waiting-queries.ts";
import { updateTicket } from "./write-queries.ts";

/** What the clock does; a second run finds nothing to do. */
export const wakeTicket = command({
  name: "ticket.wake-ticket",
  silent: true, // that a reminder is due changes nothing of the ticket
  async run(context, { ticketId }: { ticketId: string }): Promise<"closed" | "reminded" | "asleep"> {
    const { db, now } = context;
    await lockTicket(db, ticketId);
    const row = (await findKnownTicket(db, ticketId, "nobody", now))?.row;
    if (!row?.pending_until || row.pending_until > now || row.status_type !== "pending") return "asleep";
    const workflow = await loadWorkflow(db);
    const closesToId = workflow.statuses.get(row.status_id)?.closesToId;
    const to = closesToId == null ? undefined : workflow.statuses.get(closesToId);
    // One that cannot be closed after all comes back to somebody, rather than to nobody.
    const openSubtasks = (await listOpenSubtasks(db, [ticketId])).get(ticketId) ?? [];
    const refused = to && refusedStep(workflow, row.status_id, to.statusId, { kind: "time" }, { commented: false, until: false });
    if (!to || refused || waitsForSubtasks(to.statusType, openSubtasks)) {
      await markReminded(db, ticketId, now);
      return "reminded";
    }
    await updateTicket(db, ticketId, { status: to, pendingUntil: null }, now);
    tellOfStatus(context, row, to);
    context.audit({
      event: "ticket.closed-by-time",
      subject: { kind: "ticket", id: ticketId },
      companyId: row.company_id,
      contactId: row.contact_id,
      before: { statusId: row.status_id, pendingUntil: row.pending_until.toISOString() },
      after: { statusId: to.statusId, pendingUntil: null },
    });
    return "closed";
  },
});
