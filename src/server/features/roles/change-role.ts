import type { BodyOf } from "#contract/endpoint.ts";
import type { changeRole as endpoint } from "#contract/master-data.ts";
import { VERBS } from "#domain/access/verbs.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockRole, updateRole } from "./queries.ts";

/** Changes an own role; whoever has it sees and may do more or less at once. */
export const changeRole = command({
  name: "roles.change-role",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { version: current, systemKey, ...fields } = await lockRole(context.db, id);
    if (systemKey !== null) throw new Refusal("role.system");
    if (current !== version) throw new Refusal("record.versionStale");
    const verbs = given.verbs && VERBS.filter((verb) => given.verbs?.includes(verb));
    const { names, before, after } = changedFields(fields, { ...given, verbs });
    if (names.length === 0) return id;
    await updateRole(context.db, id, after, context.now);
    context.audit({ event: "role.changed", subject: { kind: "role", id }, before, after, reason });
    return id;
  },
});
