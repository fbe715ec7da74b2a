import { command } from "#server/platform/run-command.ts";
import { lockTag, takeTagOff, updateTag } from "./queries.ts";

export const removeTag = command({
  name: "tags.remove-tag",
  async run(context, { id }: { id: string }): Promise<void> {
    const { name } = await lockTag(context.db, id);
    const tickets = await takeTagOff(context.db, id);
    await updateTag(context.db, id, { removed_at: context.now }, context.now);
    context.audit({ event: "tag.removed", subject: { kind: "tag", id }, before: { name, tickets } });
  },
});
