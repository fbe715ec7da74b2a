/** Who may choose which service, as rows of a matrix from every side: a contact's, a company's and everybody's by service, a service's by company and contact (OBO-06). */
import { z } from "zod";
import { agent, get, patch } from "./endpoint.ts";
import { byId, id, instant, listOf, named, page, shortText, version } from "./fields.ts";
import { serviceSubject } from "./master-data.ts";

/** `company`: the one for whose requests; null where it is all the same. */
const above = z.strictObject({ from: z.enum(["company", "everybody"]), company: named.nullable() });

/** Own services replace the company's, these replace everybody's; never merged, and only active ones count. */
const serviceRule = z.strictObject({
  /** How many are assigned here. With one or more of them, nothing from above counts. */
  own: z.int(),
  /** Where services come from otherwise, and how many; of a contact for each company that lets it write requests. */
  above: z.array(above.extend({ services: z.int() })),
  /** Who below has own ones, so that those assigned here do not count for them. */
  below: z.strictObject({ companies: z.int(), contacts: z.int() }),
});
export type ServiceRule = z.infer<typeof serviceRule>;

const serviceRowView = z.strictObject({
  /** Of the row's service, company or contact. */
  id,
  name: z.string(),
  /** A company's number, a contact's address; empty for a service. */
  detail: z.string(),
  state: z.enum(["active", "invited", "suspended", "closed"]),
  service: z.strictObject({ id, assignmentsVersion: version }),
  assigned: z.boolean(),
  setBy: named.nullable(),
  since: instant.nullable(),
  /** Who offers the service from above; it counts where nothing is assigned here. */
  above: z.array(above),
});
const subjectRowView = serviceRowView.extend({ rule: serviceRule });
export type ServiceRowView = z.infer<typeof serviceRowView> & { rule?: ServiceRule | undefined };

const byService = listOf(serviceRowView).extend({ rule: serviceRule });
const bySubject = listOf(subjectRowView);
/** `ids`: just these rows, for a look at those that are being changed. */
const query = page.extend({
  shown: z.enum(["all", "assigned", "inherited"]).default("all"),
  ids: z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(id).min(1).max(100)).optional(),
});
const errors = ["record.notFound", "request.cursor"] as const;

export const listContactServices = get("/api/v1/contacts/{id}/service-matrix", {
  summary: "All services with those assigned to this contact, those from above, and which rule applies",
  policy: agent("access:read"),
  params: byId,
  query,
  response: byService,
  errors,
});
export const listCompanyServices = get("/api/v1/companies/{id}/service-matrix", {
  summary: "All services with those assigned to this company, the default ones, and which rule applies",
  policy: agent("access:read"),
  params: byId,
  query,
  response: byService,
  errors,
});
export const listDefaultServices = get("/api/v1/service-matrix", {
  summary: "All services with the default ones, for everybody without own ones",
  policy: agent("access:read"),
  query,
  response: byService,
  errors: ["request.cursor"],
});
export const listServiceCompanies = get("/api/v1/services/{id}/service-matrix/companies", {
  summary: "All companies, each with whether this service is assigned to it, and which rule applies",
  policy: agent("access:read"),
  params: byId,
  query,
  response: bySubject,
  errors,
});
export const listServiceContacts = get("/api/v1/services/{id}/service-matrix/contacts", {
  summary: "All contacts, each with whether this service is assigned to it, and which rule applies",
  policy: agent("access:read"),
  params: byId,
  query,
  response: bySubject,
  errors,
});

export const saveServiceMatrix = patch("/api/v1/service-matrix", {
  summary: "Assign and take away several services by differences, against the versions that were read; all or nothing",
  policy: agent("access:write"),
  body: z.strictObject({
    services: z
      .array(
        z.strictObject({
          serviceId: id,
          version,
          changes: z
            .array(z.strictObject({ subject: serviceSubject, assigned: z.boolean() }))
            .min(1)
            .max(5000),
        }),
      )
      .min(1)
      .max(1000),
    reason: shortText.optional(),
  }),
  response: z.strictObject({ services: z.array(z.strictObject({ id, assignmentsVersion: version })), changed: z.int() }),
  errors: ["record.versionStale", "record.unknownReference"],
});
