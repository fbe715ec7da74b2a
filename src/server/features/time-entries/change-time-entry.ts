import type { BodyOf } from "#contract/endpoint.ts";
import type { changeTimeEntry as endpoint } from "#contract/time-entry.ts";
import { refusedByStatus, refusedChange, refusedPlace } from "#domain/tickets/time-entry.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockPlace, unlessRefused } from "./booking-place.ts";
import { type EntryOf, findRunTime, getTimeEntry, isSubtaskOf, type TimeEntryFields, updateTimeEntry } from "./queries.ts";
import { lengthOf } from "./time-length.ts";

type Input = BodyOf<typeof endpoint> & EntryOf;

/** Changes what differs. Whether time stands on a bill is said by administrators, also when the ticket is over; what does is changed in nothing else. */
export const changeTimeEntry = command({
  name: "time-entries.change-time-entry",
  silent: true, // what is already so is neither written nor audited
  async run(context, { ticketId, entryId, version, ...input }: Input): Promise<EntryOf> {
    const { db, now } = context;
    const { agent, ticket, place } = await lockPlace(context, ticketId);
    const row = await getTimeEntry(db, { ticketId, entryId });
    if (row.version !== version) throw new Refusal("record.versionStale");
    const stored = fieldsOf(row);
    const { names, before, after } = changedFields(stored, {
      day: input.day,
      ...lengthOf(input),
      pair: input.project,
      subtaskId: input.subtaskId,
      billable: input.billed ? true : input.billable,
      billed: input.billed,
      visible: input.visible,
      comment: input.comment,
    });
    const bills = names.includes("billed");
    if (bills && !agent.administrator) throw new Refusal("ticket.notPermitted");
    const more = names.some((name) => name !== "billed" && !(bills && name === "billable"));
    if (more) unlessRefused(refusedChange(agent, row), refusedByStatus(place));
    if (after.day !== undefined || after.pair !== undefined) {
      const { day, pair } = { ...stored, ...after };
      unlessRefused(refusedPlace(place, { day, pair, runTime: await findRunTime(db, pair?.projectId ?? null) }, row.pair));
    }
    if (after.subtaskId && !(await isSubtaskOf(db, ticketId, after.subtaskId)))
      throw new Refusal("record.unknownReference", { fields: [{ path: "subtaskId", code: "notInList" }] });
    if (names.length === 0) return { ticketId, entryId };
    await updateTimeEntry(db, entryId, { ...stored, ...after }, now);
    context.audit({
      event: "ticket.time-changed",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      before: { timeEntryId: row.id, ...before },
      after: { timeEntryId: row.id, ...after },
    });
    return { ticketId, entryId };
  },
});

export const fieldsOf = ({ day, startsMinute, minutes, pair, subtaskId, billable, billed, visible, comment }: TimeEntryFields): TimeEntryFields => ({
  day,
  startsMinute,
  minutes,
  pair,
  subtaskId,
  billable,
  billed,
  visible,
  comment,
});
