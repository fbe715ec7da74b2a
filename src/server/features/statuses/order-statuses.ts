import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockStatuses, updateRanks } from "./queries.ts";

/** The order in which statuses are offered; every one is named, so that nothing is left where nobody put it. */
export const orderStatuses = command({
  name: "statuses.order-statuses",
  silent: true, // what is already so is neither written nor audited
  async run(context, { ids }: { ids: string[] }): Promise<void> {
    const before = (await lockStatuses(context.db)).map(({ id }) => id);
    if (new Set(ids).size !== ids.length || ids.length !== before.length || before.some((id) => !ids.includes(id)))
      throw new Refusal("record.unknownReference", { fields: [{ path: "ids", code: "notInList" }] });
    if (ids.join() === before.join()) return;
    await updateRanks(context.db, ids);
    context.audit({ event: "status.reordered", subject: { kind: "installation", id: null }, before: { statusIds: before }, after: { statusIds: ids } });
  },
});
