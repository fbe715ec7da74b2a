import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { listSubtasks, updateOrder } from "./queries.ts";
import { ticketToChange } from "./ticket-with-subtasks.ts";

export const orderSubtasks = command({
  name: "subtasks.order-subtasks",
  silent: true, // the order of a list is nothing that anybody is asked about later
  async run(context, { ticketId, subtaskIds }: { ticketId: string; subtaskIds: readonly string[] }): Promise<string> {
    await ticketToChange(context, ticketId);
    const there = new Set((await listSubtasks(context.db, ticketId)).map((subtask) => subtask.id));
    // One came or went meanwhile: the order that was meant is not known.
    if (new Set(subtaskIds).size !== there.size || subtaskIds.some((id) => !there.has(id))) throw new Refusal("record.versionStale");
    await updateOrder(context.db, subtaskIds);
    return ticketId;
  },
});
