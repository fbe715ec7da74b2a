/** Who has a grant on which project, as rows of a matrix from both sides: the projects of a contact, the contacts of a project. Saved by `changeGrants`. */
import { z } from "zod";
import { agent, get } from "./endpoint.ts";
import { byId, id, listOf, named, page } from "./fields.ts";
import { grantView } from "./grant.ts";

const grantRowView = z.strictObject({
  /** Of the row's project or contact. */
  id,
  name: z.string(),
  /** A project's number, a contact's address. */
  detail: z.string(),
  state: z.enum(["active", "invited", "suspended", "closed"]),
  /** The project's; null: an internal one. */
  company: named.nullable(),
  /** How many there are. More than one are changed one by one, in the list of grants. */
  grantCount: z.int(),
  /** The only one; null: none, or several. */
  grant: grantView.nullable(),
});
export type GrantRowView = z.infer<typeof grantRowView>;

const rows = listOf(grantRowView);
/** `ids`: just these rows, for a look at those that are being changed. */
const query = page.extend({
  shown: z.enum(["all", "assigned"]).default("all"),
  ids: z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(id).min(1).max(100)).optional(),
});
const errors = ["record.notFound", "request.cursor"] as const;

export const listProjectsToGrant = get("/api/v1/contacts/{id}/grant-matrix", {
  summary: "All projects on which this contact has a grant or may be given one, by name, each with its grant or none",
  policy: agent("access:read"),
  params: byId,
  query,
  response: rows,
  errors,
});
export const listContactsToGrant = get("/api/v1/projects/{id}/grant-matrix", {
  summary: "All contacts who have a grant on this project or may be given one, by name, each with its grant or none",
  policy: agent("access:read"),
  params: byId,
  query,
  response: rows,
  errors,
});
