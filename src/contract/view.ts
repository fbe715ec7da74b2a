import { z } from "zod";
import { agent, del, get, patch, post, put } from "./endpoint.ts";
import { byId, id, named, version } from "./fields.ts";

export const LISTS = ["tickets", "contacts", "companies", "agents", "outbox", "audit", "signInLog"] as const;
export const listName = z.enum(LISTS);
export type ListName = z.infer<typeof listName>;

/** What stands behind the `?` of a list's address: filters and order, never the place in it. */
const address = z
  .record(z.string().regex(/^[a-z][a-zA-Z]{0,39}$/), z.string().max(4000))
  .refine((values) => Object.keys(values).length <= 20 && !("cursor" in values) && !("from" in values));
const columns = z
  .array(z.string().regex(/^([a-z][a-zA-Z]{0,39}|own:.{1,200})$/))
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
  /** All agents see it. */
  shared: z.boolean(),
  owner: named.extend({ me: z.boolean() }),
  version,
  can: z.array(z.enum(["change", "share"])),
});
export type SavedView = z.infer<typeof savedView>;

export const listViews = get("/api/v1/views", {
  summary: "My saved views of a list and those that are shared with all agents, by name; the columns that I want where none of them is chosen, and my order",
  policy: agent("signedIn"),
  query: z.strictObject({ list: listName }),
  response: z.strictObject({ items: z.array(savedView), columns: columns.nullable(), order: z.array(id) }),
});
export const createView = post("/api/v1/views", {
  summary: "Keep filters, order and columns of a list under a name, for me or (with the permission view:share) for all agents",
  policy: agent("signedIn"),
  body: z.strictObject({ list: listName, name: viewName, address, columns: columns.nullable().default(null), shared: z.boolean().default(false) }),
  response: savedView,
  status: 201,
  errors: ["view.nameTaken", "view.tooMany", "view.mayNotShare"],
});
export const changeView = patch("/api/v1/views/{id}", {
  summary: "Rename a view, keep the current filters, order and columns in it, or share it; shared ones are changed by whoever may share",
  policy: agent("signedIn"),
  params: byId,
  body: z.strictObject({
    version,
    name: viewName.optional(),
    address: address.optional(),
    columns: columns.nullable().optional(),
    shared: z.boolean().optional(),
  }),
  response: savedView,
  errors: ["record.notFound", "record.versionStale", "view.nameTaken", "view.mayNotShare"],
});
export const deleteView = del("/api/v1/views/{id}", {
  summary: "Delete a view; shared ones are deleted by whoever may share",
  policy: agent("signedIn"),
  params: byId,
  errors: ["record.notFound", "view.mayNotShare"],
});
export const setViewOrder = put("/api/v1/views/order/{list}", {
  summary: "In which order I want the views of a list",
  policy: agent("signedIn"),
  params: z.strictObject({ list: listName }),
  body: z.strictObject({ order: z.array(id).max(200) }),
});
export const setListColumns = put("/api/v1/views/columns/{list}", {
  summary: "The columns that I want in a list where no view says otherwise; null: those of the list",
  policy: agent("signedIn"),
  params: z.strictObject({ list: listName }),
  body: z.strictObject({ columns: columns.nullable() }),
});
