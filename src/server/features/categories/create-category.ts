import type { createCategory as endpoint } from "#contract/category.ts";
import type { BodyOf } from "#contract/endpoint.ts";
import { command } from "#server/platform/run-command.ts";
import { insertCategory } from "./queries.ts";

export const createCategory = command({
  name: "categories.create-category",
  async run(context, input: BodyOf<typeof endpoint>): Promise<string> {
    const fields = { name: input.name, comment: input.comment ?? "", confidential: input.confidential ?? false };
    const categoryId = await insertCategory(context.db, fields, context.now);
    context.audit({ event: "category.created", subject: { kind: "category", id: categoryId }, after: fields });
    return categoryId;
  },
});
