/** What contacts may see of projects (ZEP-06): grants, read from the contact's and from the project's side. */
import { z } from "zod";
import { WORKED_HOURS } from "#domain/settings/catalogue.ts";
import { agent, del, get, patch, post } from "./endpoint.ts";
import { byId, id, instant, listOf, named, page, shortText, version } from "./fields.ts";
import { MOST_TASKS } from "./project.ts";

const taskIds = z.array(id).max(MOST_TASKS);
export const grantScope = z.enum(["gate", "withoutContact", "wholeProject"]);

/**
 * `all`: also later tasks; `existing`: those that exist now, frozen; else the named ones with the sub-tasks that they have now.
 * `coveredTaskIds` names what the latter two cover exactly: it puts back a grant as it was.
 */
const grantFields = {
  tasks: z.union([z.enum(["all", "existing"]), taskIds]),
  coveredTaskIds: taskIds.optional(),
  readOnly: z.boolean().optional(),
  scope: grantScope.optional(),
  /** Which worked hours show on the tickets that it covers. */
  hours: z.enum(WORKED_HOURS).optional(),
  seesSince: instant.nullable().optional(),
  from: instant.nullable().optional(),
  until: instant.nullable().optional(),
};

export const grantView = z.strictObject({
  id,
  contact: named,
  project: named.extend({ number: z.string(), state: z.enum(["active", "closed"]) }),
  /** The project's; null: an internal one. */
  company: named.nullable(),
  tasks: z.union([z.enum(["all", "existing"]), z.array(id)]),
  /** What *existing* or named tasks cover; null: all tasks. */
  coveredTaskIds: z.array(id).nullable(),
  /** The first five of these. */
  coveredTasks: z.array(named),
  /** Tasks of the project that it does not cover. */
  uncoveredCount: z.int(),
  readOnly: z.boolean(),
  scope: grantScope,
  hours: z.enum(WORKED_HOURS),
  seesSince: instant.nullable(),
  from: instant.nullable(),
  until: instant.nullable(),
  /** Why it gives nothing now; null: it does. */
  obstacle: z.enum(["notYet", "ended", "membership", "internalOff"]).nullable(),
  version,
});
export type GrantView = z.infer<typeof grantView>;

export const grantInput = z.strictObject({ projectId: id, ...grantFields });
export type GrantInput = z.infer<typeof grantInput>;
const grantChange = z.strictObject(grantFields).partial();
export type GrantChange = z.infer<typeof grantChange>;

const inputErrors = ["record.unknownReference", "grant.otherCompany", "grant.internalOff", "membership.endBeforeStart"] as const;
const contactAndGrant = z.strictObject({ id, grantId: id });
const listQuery = page.extend({ shown: z.enum(["all", "valid"]).default("all") });

export const listGrantsOfContact = get("/api/v1/contacts/{id}/grants", {
  summary: "The grants of a contact, by project",
  policy: agent("access:read"),
  params: byId,
  query: listQuery,
  response: listOf(grantView),
  errors: ["record.notFound", "request.cursor"],
});
export const listGrantsOfProject = get("/api/v1/projects/{id}/grants", {
  summary: "The grants on a project, by contact",
  policy: agent("access:read"),
  params: byId,
  query: listQuery,
  response: listOf(grantView),
  errors: ["record.notFound", "request.cursor"],
});
export const addGrant = post("/api/v1/contacts/{id}/grants", {
  summary: "Give a contact a grant on a project of one of its companies, or on an internal one while these may be granted",
  policy: agent("access:write"),
  params: byId,
  body: grantInput.extend({ reason: shortText.optional() }),
  response: grantView,
  status: 201,
  errors: ["record.notFound", ...inputErrors],
});
export const changeGrant = patch("/api/v1/contacts/{id}/grants/{grantId}", {
  summary: "Change a grant; `tasks` given anew names or freezes them anew",
  policy: agent("access:write"),
  params: contactAndGrant,
  body: grantChange.extend({ version, reason: shortText.optional() }),
  response: grantView,
  errors: ["record.notFound", "record.versionStale", ...inputErrors],
});
export const removeGrant = del("/api/v1/contacts/{id}/grants/{grantId}", {
  summary: "Take a grant away",
  policy: agent("access:write"),
  params: contactAndGrant,
  errors: ["record.notFound"],
});

/**
 * A new grant, or what becomes of one that is there; `grant` null: it is taken away.
 * `version` null with a new one: none was there when it was read, and one that came since refuses it.
 */
const manyChange = z.union([
  z.strictObject({ contactId: id, version: z.null().optional(), grant: grantInput }),
  z.strictObject({ grantId: id, version, grant: grantChange.nullable() }),
]);
export type ManyGrantsChange = z.infer<typeof manyChange>;

export const changeGrants = patch("/api/v1/grants", {
  summary: "Give, change and take away several grants, each against the version that was read; all or nothing",
  policy: agent("access:write"),
  body: z.strictObject({ changes: z.array(manyChange).min(1).max(5000), reason: shortText.optional() }),
  response: z.strictObject({
    /** In the order of the changes; null: there is none now. */
    grants: z.array(grantView.nullable()),
    changed: z.int(),
  }),
  errors: ["record.notFound", "record.versionStale", ...inputErrors],
});
