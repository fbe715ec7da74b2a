import type { BodyOf } from "#contract/endpoint.ts";
import type { changeSubtask as endpoint } from "#contract/subtask.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { checkFields } from "./check-fields.ts";
import { findSubtask, updateSubtask } from "./queries.ts";
import { ticketToChange } from "./ticket-with-subtasks.ts";

export type NamedSubtask = { ticketId: string; subtaskId: string };

export const changeSubtask = command({
  name: "subtasks.change-subtask",
  silent: true, // what is already so is neither written nor audited
  async run(context, { ticketId, subtaskId, version, ...given }: BodyOf<typeof endpoint> & NamedSubtask): Promise<NamedSubtask> {
    const { db, now } = context;
    const ticket = await ticketToChange(context, ticketId, given.state);
    const subtask = found(await findSubtask(db, ticketId, subtaskId));
    if (subtask.removed) throw new Refusal("record.notFound");
    if (subtask.version !== version) throw new Refusal("record.versionStale");
    const { subject, state, assigneeId, startsOn, dueOn, plannedMinutes, comment } = subtask;
    const fields = { subject, state, assigneeId, startsOn, dueOn, plannedMinutes, comment };
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return { ticketId, subtaskId };
    await checkFields(db, after, { ...fields, ...after });
    await updateSubtask(db, subtaskId, after, now);
    // Which one it is stands there in any case; before and after only where its subject changed.
    const { subject: newSubject, ...others } = after;
    const { subject: oldSubject, ...former } = before;
    context.audit({
      event: "subtask.changed",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      before: { ...(oldSubject === undefined ? {} : { subtask: oldSubject }), ...former },
      after: { subtaskId, subtask: newSubject ?? subject, ...others },
    });
    return { ticketId, subtaskId };
  },
});
