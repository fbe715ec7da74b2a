/** A contact closes, reopens or re-prioritises a ticket. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { changePortalTicket } from "#contract/portal-ticket.ts";
import { viewOf } from "#domain/access/view.ts";
import { waitsForSubtasks } from "#domain/tickets/subtasks.ts";
import { listOpenSubtasks } from "#server/features/subtasks/queries.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
import { movedByContact, ticketForContact } from "./ticket-for.ts";
import { isChoosable, type TicketChanges, updateTicket } from "./write-queries.ts";

export const changeRequest = command({
  name: "ticket.change-request",
  async run(context, input: BodyOf<typeof changePortalTicket> & { ticketId: string }): Promise<string> {
    const asking = contactOf(context);
    const { db, now } = context;
    const ticket = await ticketForContact(db, asking, input.ticketId, input.state === undefined ? "change" : "close", now);
    const { row, facts } = ticket;
    if (input.priorityId !== undefined) await ticketForContact(db, asking, input.ticketId, "change", now);
    // Nobody changes what it does not see.
    if (input.priorityId !== undefined && !viewOf(asking.access, facts).priority) throw new Refusal("ticket.notPermitted");
    if (row.version !== input.version) throw new Refusal("record.versionStale");
    if (input.priorityId !== undefined && !(await isChoosable(db, "priority", input.priorityId)))
      throw new Refusal("record.unknownReference", { fields: [{ path: "priorityId", code: "notInList" }] });
    const changes: TicketChanges = { priorityId: input.priorityId };
    if (input.state !== undefined) {
      const status = movedByContact(ticket, input.state === "closed" ? "close" : "reopen", false);
      if (status.statusId !== row.status_id) Object.assign(changes, { status, pendingUntil: null });
    }
    // Said without a word of what contacts never see.
    if (waitsForSubtasks(changes.status?.statusType, (await listOpenSubtasks(db, [input.ticketId])).get(input.ticketId) ?? []))
      throw new Refusal("ticket.workGoesOn");
    await updateTicket(db, input.ticketId, changes, now);
    context.audit({
      event: "ticket.changed-by-contact",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: row.company_id,
      contactId: asking.access.contactId,
      before: { statusId: row.status_id, priorityId: row.priority_id },
      after: { statusId: changes.status?.statusId, priorityId: changes.priorityId },
    });
    return input.ticketId;
  },
});
