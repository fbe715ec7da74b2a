import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockOwnFields, updateRanks } from "./queries.ts";

/** The order in which fields stand on tickets; every one is named, so that nothing is left where nobody put it. */
export const orderOwnFields = command({
  name: "own-fields.order-own-fields",
  silent: true, // what is already so is neither written nor audited
  async run(context, { ids }: { ids: string[] }): Promise<void> {
    const before = (await lockOwnFields(context.db)).map(({ id }) => id);
    if (new Set(ids).size !== ids.length || ids.length !== before.length || before.some((id) => !ids.includes(id)))
      throw new Refusal("record.unknownReference", { fields: [{ path: "ids", code: "notInList" }] });
    if (ids.join() === before.join()) return;
    await updateRanks(context.db, ids);
    context.audit({ event: "ownField.reordered", subject: { kind: "installation", id: null }, before: { ownFieldIds: before }, after: { ownFieldIds: ids } });
  },
});
