import type { BodyOf } from "#contract/endpoint.ts";
import type { changeQueue as endpoint } from "#contract/master-data.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockQueue, updateQueue } from "./queries.ts";

/** A queue moved to another group takes its tickets along: who sees them changes at once. */
export const changeQueue = command({
  name: "queues.change-queue",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { version: current, ...fields } = await lockQueue(context.db, id);
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    await updateQueue(context.db, id, after, context.now);
    context.audit({ event: "queue.changed", subject: { kind: "queue", id }, before, after, reason });
    return id;
  },
});
