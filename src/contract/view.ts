import { z } from "zod";
import { agent, del, get, patch, post, put } from "./endpoint.ts";
import { byId, id, version } from "./fields.ts";

export const LISTS = ["tickets", "contacts", "companies", "agents", "outbox", "audit", "signInLog"] as const;
export const listName = z.enum(LISTS);
export type ListName = z.infer<typeof listName>;

/** What stands behind the `?` of a list's address: filters and order, never the place in it. */
const address = z
  .record(z.string().regex(/^[a-z][a-zA-Z]{0,39}$/), z.string().max(4000))
  .refine((values) => Object.keys(values).length <= 20 && !("cursor" in values) && !("from" in values));
const columns = z
  .array(z.string().regex(/^[a-z][a-zA-Z]{0,39}$/))
  .min(1)
  .max(40);
const viewName = z.string().trim().min(1).max(60);

export const savedView = z.strictObject({
  id,
  list: listName,
  name: z.string(),
  address: z.record(z.string(), z.string()),
  /** Keys of the shown columns in order; null: those of the list. */
  columns: columns.nullable(),
  version,
});
export type SavedView = z.infer<typeof savedView>;

export const listViews = get("/api/v1/views", {
  summary: "My saved views of a list by name, and the columns that I want where none of them is chosen",
  policy: agent("signedIn"),
  query: z.strictObject({ list: listName }),
  response: z.strictObject({ items: z.array(savedView), columns: columns.nullable() }),
});
export const createView = post("/api/v1/views", {
  summary: "Keep filters, order and columns of a list under a name",
  policy: agent("signedIn"),
  body: z.strictObject({ list: listName, name: viewName, address, columns: columns.nullable().default(null) }),
  response: savedView,
  status: 201,
  errors: ["view.nameTaken", "view.tooMany"],
});
export const changeView = patch("/api/v1/views/{id}", {
  summary: "Rename one of my views, or keep the current filters, order and columns in it",
  policy: agent("signedIn"),
  params: byId,
  body: z.strictObject({ version, name: viewName.optional(), address: address.optional(), columns: columns.nullable().optional() }),
  response: savedView,
  errors: ["record.notFound", "record.versionStale", "view.nameTaken"],
});
export const deleteView = del("/api/v1/views/{id}", {
  summary: "Delete one of my views",
  policy: agent("signedIn"),
  params: byId,
  errors: ["record.notFound"],
});
export const setListColumns = put("/api/v1/views/columns/{list}", {
  summary: "The columns that I want in a list where no view says otherwise; null: those of the list",
  policy: agent("signedIn"),
  params: z.strictObject({ list: listName }),
  body: z.strictObject({ columns: columns.nullable() }),
});
