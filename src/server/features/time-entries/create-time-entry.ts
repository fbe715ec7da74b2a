import type { BodyOf } from "#contract/endpoint.ts";
import type { createTimeEntry as endpoint } from "#contract/time-entry.ts";
import { refusedByStatus, refusedPlace } from "#domain/tickets/time-entry.ts";
import { isActiveAgent } from "#server/features/agents/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockPlace, unlessRefused } from "./booking-place.ts";
import { type EntryOf, findRunTime, insertTimeEntry, isSubtaskOf } from "./queries.ts";
import { lengthOf } from "./time-length.ts";

type Input = BodyOf<typeof endpoint> & { ticketId: string };

/** An agent books own time, an administrator anybody's. */
export const createTimeEntry = command({
  name: "time-entries.create-time-entry",
  async run(context, { ticketId, agentId: given, ...input }: Input): Promise<EntryOf> {
    const { db, now } = context;
    const { agent, ticket, place } = await lockPlace(context, ticketId);
    const agentId = given?.toLowerCase() ?? agent.agentId;
    if (agentId !== agent.agentId && !agent.administrator) throw new Refusal("timeEntry.notYours");
    if (agentId !== agent.agentId && !(await isActiveAgent(db, agentId)))
      throw new Refusal("record.unknownReference", { fields: [{ path: "agentId", code: "notInList" }] });
    const subtaskId = input.subtaskId ?? null;
    if (subtaskId !== null && !(await isSubtaskOf(db, ticketId, subtaskId)))
      throw new Refusal("record.unknownReference", { fields: [{ path: "subtaskId", code: "notInList" }] });
    const primary = ticket.shown_projects?.[0];
    const pair = input.project === undefined ? (primary ? { projectId: primary.project.id, taskId: primary.task?.id ?? null } : null) : input.project;
    const runTime = await findRunTime(db, pair?.projectId ?? null);
    unlessRefused(refusedByStatus(place), refusedPlace(place, { day: input.day, pair, runTime }));
    const length = lengthOf(input);
    if (!length) throw new Refusal("request.invalid");
    const entry = {
      ...length,
      day: input.day,
      pair,
      subtaskId,
      billable: input.billable ?? true,
      billed: false,
      visible: input.visible ?? (await resolveFor(db, "time.visibleAtFirst")),
      comment: input.comment ?? "",
    };
    const entryId = await insertTimeEntry(db, { ...entry, ticketId, agentId }, now);
    context.audit({
      event: "ticket.time-booked",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      after: { timeEntryId: entryId, agentId, ...entry },
    });
    return { ticketId, entryId };
  },
});
