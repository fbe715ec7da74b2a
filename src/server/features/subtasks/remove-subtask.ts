/** Taking a subtask away, and bringing it back. */
import { MOST_SUBTASKS } from "#contract/subtask.ts";
import { refusedSubtask } from "#domain/tickets/subtasks.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import type { NamedSubtask } from "./change-subtask.ts";
import { findSubtask, listSubtasks, updateRemoved } from "./queries.ts";
import { ticketToChange } from "./ticket-with-subtasks.ts";

export const removeSubtask = command({
  name: "subtasks.remove-subtask",
  async run(context, { ticketId, subtaskId }: NamedSubtask): Promise<void> {
    const { db, now } = context;
    const ticket = await ticketToChange(context, ticketId);
    const subtask = found(await findSubtask(db, ticketId, subtaskId));
    if (subtask.removed) throw new Refusal("record.notFound");
    await updateRemoved(db, subtaskId, now, now);
    context.audit({
      event: "subtask.removed",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      before: { subtaskId, subtask: subtask.subject },
    });
  },
});

/** One that is there stays as it is: an undo that is pressed twice does no harm. */
export const restoreSubtask = command({
  name: "subtasks.restore-subtask",
  silent: true, // one that is there is neither written nor audited
  async run(context, { ticketId, subtaskId }: NamedSubtask): Promise<NamedSubtask> {
    const { db, now } = context;
    const ticket = await ticketToChange(context, ticketId);
    const subtask = found(await findSubtask(db, ticketId, subtaskId));
    if (!subtask.removed) return { ticketId, subtaskId };
    const refused = refusedSubtask(ticket.status_type, subtask.state);
    if (refused) throw new Refusal(refused);
    if ((await listSubtasks(db, ticketId)).length >= MOST_SUBTASKS) throw new Refusal("subtask.tooMany");
    await updateRemoved(db, subtaskId, null, now);
    context.audit({
      event: "subtask.restored",
      subject: { kind: "ticket", id: ticketId },
      companyId: ticket.company_id,
      contactId: ticket.contact_id,
      after: { subtaskId, subtask: subtask.subject },
    });
    return { ticketId, subtaskId };
  },
});
