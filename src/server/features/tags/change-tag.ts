import type { BodyOf } from "#contract/endpoint.ts";
import type { changeTag as endpoint } from "#contract/tag.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockTag, updateTag } from "./queries.ts";

export const changeTag = command({
  name: "tags.change-tag",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, name }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const tag = await lockTag(context.db, id);
    if (tag.version !== version) throw new Refusal("record.versionStale");
    if (tag.name === name) return id;
    await updateTag(context.db, id, { name }, context.now);
    context.audit({ event: "tag.changed", subject: { kind: "tag", id }, before: { name: tag.name }, after: { name } });
    return id;
  },
});
