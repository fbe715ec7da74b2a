import { refusedByStatus, refusedChange } from "#domain/tickets/time-entry.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockPlace, unlessRefused } from "./booking-place.ts";
import { fieldsOf } from "./change-time-entry.ts";
import { deleteTimeEntry as deleteRow, type EntryOf, getTimeEntry } from "./queries.ts";

/** The log keeps all of it, so that it can be brought back. */
export const deleteTimeEntry = command({
  name: "time-entries.delete-time-entry",
  async run(context, { ticketId, entryId, version }: EntryOf & { version: number }): Promise<void> {
    const { agent, ticket, place } = await lockPlace(context, ticketId);
    const row = await getTimeEntry(context.db, { ticketId, entryId });
    if (row.version !== version) throw new Refusal("record.versionStale");
    unlessRefused(refusedChange(agent, row), refusedByStatus(place));
    await deleteRow(context.db, entryId);
    context.audit({
      event: "ticket.time-deleted",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      before: { timeEntryId: row.id, agentId: row.agentId, ...fieldsOf(row) },
    });
  },
});
