import { z } from "zod";
import { agent, get, patch, post } from "./endpoint.ts";
import { byId, id, instant, language, listOf, name, ownFields, page, recordState, shortText, timeZone, version } from "./fields.ts";

const companyFields = {
  name,
  street: shortText,
  zip: shortText,
  city: shortText,
  country: shortText,
  url: z
    .string()
    .max(500)
    .regex(/^(https?:\/\/\S+)?$/),
  comment: z.string().max(4000),
  shippingAddress: z.string().max(2000),
  billingAddress: z.string().max(2000),
  classification: shortText,
  territory: shortText,
  parentId: id.nullable(),
  billedByCompanyId: id.nullable(),
  language: language.nullable(),
  timeZone: timeZone.nullable(),
  state: recordState,
  portalEnabled: z.boolean(),
  ownFields,
};

export const companyView = z.strictObject({
  id,
  number: z.string(),
  ...companyFields,
  url: z.string(),
  /** made by import: a number that people carried in the old system without a record of its own. */
  origin: z.enum(["manual", "import", "madeByImport"]),
  version,
  createdAt: instant,
  changedAt: instant,
  can: z.array(z.enum(["change", "changeAccess"])),
});
export type CompanyView = z.infer<typeof companyView>;

export const companyNumber = z.string().trim().min(1).max(150);
/** Without a number the next one of the configured format is given. */
export const companyInput = z.strictObject({ number: companyNumber.optional(), ...z.object(companyFields).partial().shape, name });
export type CompanyInput = z.infer<typeof companyInput>;
export const companyChange = z.strictObject({
  version,
  reason: shortText.optional(),
  number: companyNumber.optional(),
  ...z.object(companyFields).partial().shape,
});
export type CompanyChange = z.infer<typeof companyChange>;

export const listCompanies = get("/api/v1/companies", {
  summary: "Companies, by name; search over number, name and city",
  policy: agent("company:read"),
  query: page.extend({ state: recordState.optional(), parentId: id.optional(), sort: z.enum(["name", "-changed"]).default("name") }),
  response: listOf(companyView),
  errors: ["request.cursor"],
});
export const createCompany = post("/api/v1/companies", {
  summary: "Create a company",
  policy: agent("company:write"),
  body: companyInput,
  response: companyView,
  status: 201,
  errors: ["company.numberTaken", "record.unknownReference"],
});
export const getCompany = get("/api/v1/companies/{id}", {
  summary: "One company",
  policy: agent("company:read"),
  params: byId,
  response: companyView,
  errors: ["record.notFound"],
});
export const getCompanyPeople = get("/api/v1/companies/{id}/people", {
  summary: "How many people belong to a company, how many of them can sign in, and how many open sessions end if it is shut out",
  policy: agent("company:read"),
  params: byId,
  response: z.strictObject({ contacts: z.int(), withSignIn: z.int(), endingSessions: z.int() }),
  errors: ["record.notFound"],
});
export const changeCompany = patch("/api/v1/companies/{id}", {
  summary: "Change a company; suspending or closing ends its people's sessions where no other membership carries",
  policy: agent("company:write"),
  params: byId,
  body: companyChange,
  response: companyView,
  errors: ["record.notFound", "record.versionStale", "company.numberTaken", "company.ownParent", "record.unknownReference"],
});
