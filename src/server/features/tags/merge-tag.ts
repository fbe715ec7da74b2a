import type { BodyOf } from "#contract/endpoint.ts";
import type { mergeTag as endpoint } from "#contract/tag.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { giveTagInstead, lockTag, takeTagOff, updateTag } from "./queries.ts";

export const mergeTag = command({
  name: "tags.merge-tag",
  async run(context, { id, version, intoId }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { db, now } = context;
    if (id === intoId) throw new Refusal("record.unknownReference", { fields: [{ path: "intoId", code: "notInList" }] });
    // In the order of their ids, so that two who merge the same tags crosswise do not wait for each other.
    const tags = new Map<string, { name: string; version: number }>();
    for (const tagId of [id, intoId].sort()) tags.set(tagId, await lockTag(db, tagId));
    const [tag, into] = [tags.get(id), tags.get(intoId)];
    if (tag?.version !== version) throw new Refusal("record.versionStale");
    await giveTagInstead(db, id, intoId);
    const tickets = await takeTagOff(db, id);
    await updateTag(db, id, { removed_at: now }, now);
    context.audit({ event: "tag.merged", subject: { kind: "tag", id }, before: { name: tag.name }, after: { name: into?.name, tickets } });
    return intoId;
  },
});
