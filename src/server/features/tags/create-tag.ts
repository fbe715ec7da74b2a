import type { BodyOf } from "#contract/endpoint.ts";
import type { createTag as endpoint } from "#contract/tag.ts";
import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { findTagByName, insertTag } from "./queries.ts";

/** Whoever types a tag need not know whether there is one of this name. */
export const createTag = command({
  name: "tags.create-tag",
  silent: true, // one that is already there is not created
  async run(context, { name }: BodyOf<typeof endpoint>): Promise<string> {
    const tagId = await insertTag(context.db, name, context.now);
    if (tagId === null) return found(await findTagByName(context.db, name));
    context.audit({ event: "tag.created", subject: { kind: "tag", id: tagId }, after: { name } });
    return tagId;
  },
});
