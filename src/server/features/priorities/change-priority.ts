import type { BodyOf } from "#contract/endpoint.ts";
import type { changePriority as endpoint } from "#contract/master-data.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockPriorities, updatePriority } from "./queries.ts";

/** Changes a priority; the default one is always active, so that every new ticket has one. */
export const changePriority = command({
  name: "priorities.change-priority",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const all = await lockPriorities(context.db);
    const { id: _id, rank: _rank, version: current, ...fields } = found(all.find((priority) => priority.id === id));
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    const wanted = { ...fields, ...after };
    if (wanted.isDefault && wanted.state !== "active") {
      throw new Refusal("request.invalid", { fields: [{ path: given.state === "closed" ? "state" : "isDefault", code: "notInList" }] });
    }
    await updatePriority(context.db, id, after);
    context.audit({ event: "priority.changed", subject: { kind: "priority", id }, before, after, reason });
    const former = after.isDefault ? all.find((priority) => priority.isDefault) : undefined;
    if (former) {
      context.audit({
        event: "priority.changed",
        subject: { kind: "priority", id: former.id },
        before: { isDefault: true },
        after: { isDefault: false },
        reason,
      });
    }
    return id;
  },
});
