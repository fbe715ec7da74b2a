/** Which contact belongs to which company, as rows of a matrix from both sides: the companies of a contact, the contacts of a company. */
import { z } from "zod";
import { membershipErrors, membershipInput, membershipView } from "./contact.ts";
import { agent, get, patch } from "./endpoint.ts";
import { byId, id, listOf, page, shortText, version } from "./fields.ts";

export const membershipRowView = z.strictObject({
  /** Of the row's company or contact. */
  id,
  name: z.string(),
  /** A company's number, a contact's address. */
  detail: z.string(),
  state: z.enum(["active", "invited", "suspended", "closed"]),
  /** Null: not assigned. */
  membership: membershipView.omit({ id: true, company: true, obstacle: true }).nullable(),
});
export type MembershipRowView = z.infer<typeof membershipRowView>;

const rows = listOf(membershipRowView);
/** `ids`: just these rows, for a look at those that are being changed. */
const query = page.extend({
  shown: z.enum(["all", "assigned"]).default("all"),
  ids: z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(id).min(1).max(100)).optional(),
});
const errors = ["record.notFound", "request.cursor"] as const;

export const listCompaniesToAssign = get("/api/v1/contacts/{id}/membership-matrix", {
  summary: "All companies, those that are assigned first, by name, each with this contact's membership in it or none",
  policy: agent("access:read"),
  params: byId,
  query,
  response: rows,
  errors,
});
export const listContactsToAssign = get("/api/v1/companies/{id}/membership-matrix", {
  summary: "All contacts, those that are assigned first, by name, each with its membership in this company or none",
  policy: agent("access:read"),
  params: byId,
  query,
  response: rows,
  errors,
});

/** What a membership shall be; null: there shall be none. `version`: the one that was read, null where there was none. */
export const membershipChange = z.strictObject({
  contactId: id,
  companyId: id,
  version: version.nullable(),
  membership: membershipInput.omit({ companyId: true, primary: true, version: true, reason: true }).nullable(),
});
export type MembershipChange = z.infer<typeof membershipChange>;

export const saveMembershipMatrix = patch("/api/v1/membership-matrix", {
  summary: "Set and take away several memberships, each against the version that was read; all or nothing. A primary one is not taken away here",
  policy: agent("access:write"),
  body: z.strictObject({ changes: z.array(membershipChange).min(1).max(5000), reason: shortText.optional() }),
  response: z.strictObject({
    /** In the order of the changes; `version` null: there is none now. */
    memberships: z.array(z.strictObject({ contactId: id, companyId: id, version: version.nullable() })),
    changed: z.int(),
  }),
  errors: ["record.versionStale", "record.unknownReference", ...membershipErrors, "membership.lastOne", "membership.isPrimary"],
});
