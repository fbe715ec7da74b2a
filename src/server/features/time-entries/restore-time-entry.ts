import { refusedByStatus, refusedChange, refusedPlace } from "#domain/tickets/time-entry.ts";
import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockPlace, unlessRefused } from "./booking-place.ts";
import { type EntryOf, findDeleted, findRunTime, getTimeEntry, insertTimeEntry, isThere } from "./queries.ts";

/** Under its id, with what it had when it was deleted; what is there again already stays. */
export const restoreTimeEntry = command({
  name: "time-entries.restore-time-entry",
  silent: true, // what is there again is not brought back twice
  async run(context, { ticketId, entryId }: EntryOf): Promise<EntryOf> {
    const { db, now } = context;
    const { agent, ticket, place } = await lockPlace(context, ticketId);
    if (await isThere(db, entryId)) {
      await getTimeEntry(db, { ticketId, entryId });
      return { ticketId, entryId };
    }
    const entry = found(await findDeleted(db, { ticketId, entryId }));
    const runTime = await findRunTime(db, entry.pair?.projectId ?? null);
    unlessRefused(refusedChange(agent, entry), refusedByStatus(place), refusedPlace(place, { ...entry, runTime }));
    await insertTimeEntry(db, { ...entry, id: entryId, ticketId }, now);
    context.audit({
      event: "ticket.time-restored",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      after: { ...entry, timeEntryId: entryId.toLowerCase() },
    });
    return { ticketId, entryId };
  },
});
