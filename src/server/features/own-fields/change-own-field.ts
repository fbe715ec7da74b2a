import type { BodyOf } from "#contract/endpoint.ts";
import type { changeOwnField as endpoint } from "#contract/own-field.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockOwnFields, updateOwnField } from "./queries.ts";

/** Values stay whatever changes: those of a closed field, and those of an option that is not offered any more. */
export const changeOwnField = command({
  name: "own-fields.change-own-field",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const row = found((await lockOwnFields(context.db)).find((field) => field.id === id));
    if (row.version !== version) throw new Refusal("record.versionStale");
    const { name, labels, options, shownToContacts, state } = row;
    const { names, before, after } = changedFields({ name, labels, options, shownToContacts, state }, given);
    if (names.length === 0) return id;
    await updateOwnField(context.db, id, after, context.now);
    context.audit({ event: "ownField.changed", subject: { kind: "ownField", id }, before, after, reason });
    return id;
  },
});
