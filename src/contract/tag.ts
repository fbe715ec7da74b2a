/** Tags: what agents call tickets by among themselves. No contact sees them. */
import { z } from "zod";
import { agent, del, get, patch, post } from "./endpoint.ts";
import { byId, id, listOf, page, version } from "./fields.ts";

export const tagName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^,]*$/);

export const tagView = z.strictObject({
  id,
  name: z.string(),
  /** Tickets that have it; counted up to a thousand. */
  ticketCount: z.int(),
  ticketCountIsLowerBound: z.literal(true).optional(),
  /** A removed one is on no ticket; it keeps its name for the log. */
  removed: z.boolean(),
  version,
});
export type TagView = z.infer<typeof tagView>;

export const listTags = get("/api/v1/tags", {
  summary: "Tags, by name; removed ones only where `state` asks for all",
  policy: agent("ticket:read"),
  query: page.extend({ state: z.enum(["active", "all"]).default("active") }),
  response: listOf(tagView),
  errors: ["request.cursor"],
});
export const createTag = post("/api/v1/tags", {
  summary: "Create a tag; one that has this name already is given instead",
  policy: agent("ticket:write"),
  body: z.strictObject({ name: tagName }),
  response: tagView,
  status: 201,
});
export const changeTag = patch("/api/v1/tags/{id}", {
  summary: "Rename a tag",
  policy: agent("setting:write"),
  params: byId,
  body: z.strictObject({ version, name: tagName }),
  response: tagView,
  errors: ["record.notFound", "record.versionStale", "tag.nameTaken"],
});
export const mergeTag = post("/api/v1/tags/{id}/merge", {
  summary: "Give the tickets of a tag another tag instead, and remove it",
  policy: agent("setting:write"),
  params: byId,
  body: z.strictObject({ version, intoId: id }),
  response: tagView,
  errors: ["record.notFound", "record.versionStale", "record.unknownReference"],
});
export const removeTag = del("/api/v1/tags/{id}", {
  summary: "Take a tag off all its tickets and remove it",
  policy: agent("setting:write"),
  params: byId,
  errors: ["record.notFound"],
});
