import type { BodyOf } from "#contract/endpoint.ts";
import type { changeService as endpoint } from "#contract/master-data.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockService, updateService } from "./queries.ts";

/** A service that is not active is offered to nobody; tickets about it stay as they are. */
export const changeService = command({
  name: "services.change-service",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { version: current, ...fields } = await lockService(context.db, id);
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    await updateService(context.db, id, after, context.now);
    context.audit({ event: "service.changed", subject: { kind: "service", id }, before, after, reason });
    return id;
  },
});
