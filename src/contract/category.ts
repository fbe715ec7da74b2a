/** Categories: what kind of request a ticket is. */
import { z } from "zod";
import { agent, get, patch, post } from "./endpoint.ts";
import { byId, id, listOf, name, page, shortText, version } from "./fields.ts";

const state = z.enum(["active", "closed"]);
const fields = { comment: z.string().max(4000).optional(), confidential: z.boolean().optional() };

export const categoryView = z.strictObject({ id, name: z.string(), comment: z.string(), confidential: z.boolean(), state, version });
export type CategoryView = z.infer<typeof categoryView>;

export const listCategories = get("/api/v1/categories", {
  summary: "Categories, by name",
  policy: agent("ticket:read"),
  query: page.extend({ state: state.optional() }),
  response: listOf(categoryView),
  errors: ["request.cursor"],
});
export const createCategory = post("/api/v1/categories", {
  summary: "Create a category; the tickets of a confidential one are confidential",
  policy: agent("access:write"),
  body: z.strictObject({ name, ...fields }),
  response: categoryView,
  status: 201,
  errors: ["category.nameTaken"],
});
export const getCategory = get("/api/v1/categories/{id}", {
  summary: "One category",
  policy: agent("ticket:read"),
  params: byId,
  response: categoryView,
  errors: ["record.notFound"],
});
export const changeCategory = patch("/api/v1/categories/{id}", {
  summary: "Change a category: name, comment, confidential, state. A closed one stays on its tickets and is not offered any more",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({ version, reason: shortText.optional(), name: name.optional(), state: state.optional(), ...fields }),
  response: categoryView,
  errors: ["record.notFound", "record.versionStale", "category.nameTaken"],
});
