import { isNeeded } from "#domain/tickets/status-rule.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { deleteStatusRow, isStatusOfTickets, lockStatuses, raiseWorkflowVersion } from "./queries.ts";
import { statusesOf, statusOf } from "./status-of.ts";

/** A status that no ticket has; its steps go with it. One that tickets have is closed instead. */
export const deleteStatus = command({
  name: "statuses.delete-status",
  async run(context, { id }: { id: string }): Promise<void> {
    const all = await lockStatuses(context.db);
    const row = found(all.find((status) => status.id === id));
    if (isNeeded(statusOf(row), statusesOf(all)) || all.some((other) => other.closesToId === id)) throw new Refusal("status.stillNeeded");
    if (await isStatusOfTickets(context.db, id)) throw new Refusal("status.hasTickets");
    await deleteStatusRow(context.db, id);
    await raiseWorkflowVersion(context.db);
    const { name, labels, statusType } = row;
    context.audit({ event: "status.deleted", subject: { kind: "status", id }, before: { name, labels, statusType } });
  },
});
