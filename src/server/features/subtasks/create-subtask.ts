import type { BodyOf } from "#contract/endpoint.ts";
import { type createSubtask as endpoint, MOST_SUBTASKS } from "#contract/subtask.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { checkFields } from "./check-fields.ts";
import { insertSubtask, listSubtasks } from "./queries.ts";
import { ticketToChange } from "./ticket-with-subtasks.ts";

/** The ticket's own row stays as it is: its time and version would tell contacts that something goes on (access-model, "View"). */
export const createSubtask = command({
  name: "subtasks.create-subtask",
  async run(context, { ticketId, ...input }: BodyOf<typeof endpoint> & { ticketId: string }): Promise<{ ticketId: string; subtaskId: string }> {
    const { db, now } = context;
    const ticket = await ticketToChange(context, ticketId, input.state);
    if ((await listSubtasks(db, ticketId)).length >= MOST_SUBTASKS) throw new Refusal("subtask.tooMany");
    const { startsOn = null, dueOn = null, plannedMinutes = null, comment = "", ...given } = input;
    const fields = { ...given, startsOn, dueOn, plannedMinutes, comment };
    await checkFields(db, fields, fields);
    const subtaskId = await insertSubtask(db, ticketId, fields, now);
    context.audit({
      event: "subtask.created",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      after: { subtaskId, subtask: fields.subject, assigneeId: fields.assigneeId, startsOn, dueOn, plannedMinutes },
    });
    return { ticketId, subtaskId };
  },
});
