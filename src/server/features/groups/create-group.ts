import type { BodyOf } from "#contract/endpoint.ts";
import type { createGroup as endpoint } from "#contract/master-data.ts";
import { command } from "#server/platform/run-command.ts";
import { insertGroup } from "./queries.ts";

export const createGroup = command({
  name: "groups.create-group",
  async run(context, input: BodyOf<typeof endpoint>): Promise<string> {
    const fields = { name: input.name, comment: input.comment ?? "" };
    const groupId = await insertGroup(context.db, { ...fields, now: context.now });
    context.audit({ event: "group.created", subject: { kind: "group", id: groupId }, after: fields });
    return groupId;
  },
});
