import type { changeCategory as endpoint } from "#contract/category.ts";
import type { BodyOf } from "#contract/endpoint.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockCategory, updateCategory } from "./queries.ts";

/** A closed category is not offered any more; its tickets keep it, and stay confidential if it is. */
export const changeCategory = command({
  name: "categories.change-category",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const { version: current, ...fields } = await lockCategory(context.db, id);
    if (current !== version) throw new Refusal("record.versionStale");
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    await updateCategory(context.db, id, after, context.now);
    context.audit({ event: "category.changed", subject: { kind: "category", id }, before, after, reason });
    return id;
  },
});
