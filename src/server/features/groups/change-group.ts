import type { BodyOf } from "#contract/endpoint.ts";
import type { changeGroup as endpoint } from "#contract/master-data.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockGroup, updateGroup } from "./queries.ts";

/** Renames, suspends or closes a group; while it is not active it gives nothing. */
export const changeGroup = command({
  name: "groups.change-group",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { version: current, ...fields } = await lockGroup(context.db, id);
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    await updateGroup(context.db, id, after, context.now);
    context.audit({ event: "group.changed", subject: { kind: "group", id }, before, after, reason });
    return id;
  },
});
