/** Rights on groups as rows of a matrix, the same shape from every side: a company's and a contact's by group, a group's by company and by contact. */
import { z } from "zod";
import { rightChange, rightName } from "./access.ts";
import { agent, get, patch } from "./endpoint.ts";
import { byId, id, instant, listOf, named, page, shortText, version } from "./fields.ts";

export const rightColumn = z.enum(["own", "others", "contact", "everyContact", "everyCompany"]);
const rights = z.array(rightName);

export const rightsCellView = z.strictObject({
  column: rightColumn,
  /** What is set here. */
  rights,
  from: instant.nullable(),
  until: instant.nullable(),
  setBy: named.nullable(),
  since: instant.nullable(),
  /** What holds here anyway, from elsewhere. */
  inherited: z.array(z.strictObject({ rights, from: z.enum(["everyContact", "everyCompany", "company"]), company: named.nullable() })),
});

export const rightsRowView = z.strictObject({
  /** Of the row's group, company or contact. */
  id,
  name: z.string(),
  /** A company's number, a contact's address; empty for a group. */
  detail: z.string(),
  state: z.enum(["active", "invited", "suspended", "closed"]),
  /** Queues of the row's group. */
  queueCount: z.int().nullable(),
  group: z.strictObject({ id, rightsVersion: version }),
  /** In which days count that are entered for *from* and *until*: the company's, of a contact its primary company's, else the installation's. */
  timeZone: z.string(),
  cells: z.array(rightsCellView),
  /** How many people come to which rights by everything that holds now; null: too many different ones to count here. */
  effective: z.array(z.strictObject({ rights, people: z.int() })).nullable(),
});
export type RightsRowView = z.infer<typeof rightsRowView>;

const rows = listOf(rightsRowView);
/** `ids`: just these rows, for a look at those that are being changed. */
const some = page.extend({ ids: z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(id).min(1).max(100)).optional() });
const shown = some.extend({ shown: z.enum(["all", "assigned", "inherited"]).default("all") });
const errors = ["record.notFound", "request.cursor"] as const;

export const listCompanyRightsByGroup = get("/api/v1/companies/{id}/rights-matrix", {
  summary: "A company's rights by group: own and other companies, what everybody has, what its people come to (OBO-05)",
  policy: agent("access:read"),
  params: byId,
  query: shown,
  response: rows,
  errors,
});
export const listContactRightsByGroup = get("/api/v1/contacts/{id}/rights-matrix", {
  summary: "A contact's rights by group: own ones, those that come from companies and everybody, and what follows (OBO-04)",
  policy: agent("access:read"),
  params: byId,
  query: shown,
  response: rows,
  errors,
});
export const listEverybodyRightsByGroup = get("/api/v1/rights-matrix", {
  summary: "What every contact and every company has, by group (OLD-04)",
  policy: agent("access:read"),
  query: some.extend({ shown: z.enum(["all", "assigned"]).default("all") }),
  response: rows,
  errors: ["request.cursor"],
});
export const listGroupRightsByCompany = get("/api/v1/groups/{id}/rights-matrix/companies", {
  summary: "All companies with their rights on a group",
  policy: agent("access:read"),
  params: byId,
  query: shown,
  response: rows,
  errors,
});
export const listGroupRightsByContact = get("/api/v1/groups/{id}/rights-matrix/contacts", {
  summary: "All contacts with their own rights on a group, and those that come from companies and everybody",
  policy: agent("access:read"),
  params: byId,
  query: shown,
  response: rows,
  errors,
});

export const saveRightsMatrix = patch("/api/v1/rights-matrix", {
  summary: "Change rights on several groups by differences, against the versions that were read; all or nothing",
  policy: agent("access:write"),
  body: z.strictObject({
    groups: z
      .array(z.strictObject({ groupId: id, version, changes: z.array(rightChange).min(1).max(5000) }))
      .min(1)
      .max(1000),
    reason: shortText.optional(),
  }),
  response: z.strictObject({ groups: z.array(z.strictObject({ id, rightsVersion: version })), changed: z.int() }),
  errors: ["record.notFound", "record.versionStale", "record.unknownReference", "membership.endBeforeStart"],
});
