import { z } from "zod";
import { CONTACT_PATHS } from "#domain/access/clause.ts";
import { GATES } from "#domain/access/explain-gates.ts";
import { AGENT_NAMES, WORKED_HOURS } from "#domain/settings/catalogue.ts";
import { agent, contact, get, patch, post } from "./endpoint.ts";
import { byId, id, instant, listOf, named, page, shortText, ticketVerb, version } from "./fields.ts";

export const originView = z.strictObject({
  kind: z.enum([
    "contact",
    "company",
    "membership",
    "groupRight",
    "setting",
    "queue",
    "ticket",
    "participation",
    "agentRight",
    "rule",
    "project",
    "grant",
    "category",
    "companySetting",
  ]),
  id: z.string().nullable(),
  name: z.string(),
  setBy: named.nullable(),
  since: instant.nullable(),
  /** Where it can be changed: an address in the workspace; null: nowhere. */
  link: z.string().nullable(),
});
export type OriginView = z.infer<typeof originView>;

const reasoned = {
  /** A key of the locales, `access.<kind>.<reason>`. */
  reason: z.string(),
  /** The same as a sentence in the asking person's language. */
  sentence: z.string(),
  origin: originView,
};
const gateView = z.strictObject({ id: z.enum(GATES), open: z.boolean(), ...reasoned });

export const explanationView = z.strictObject({
  allowed: z.boolean(),
  verb: ticketVerb,
  headline: z.string(),
  contact: named,
  ticket: z.strictObject({ id, number: z.string(), subject: z.string(), queueName: z.string(), companyName: z.string().nullable() }),
  door: z.array(z.strictObject({ id: z.enum(["contactState", "membership"]), open: z.boolean(), ...reasoned })),
  gates: z.array(gateView),
  paths: z.array(
    z.strictObject({
      id: z.enum(CONTACT_PATHS),
      leads: z.boolean(),
      /** It leads and every gate on it is open. */
      open: z.boolean(),
      ...reasoned,
      gates: z.array(gateView),
    }),
  ),
  verbs: z.array(ticketVerb),
  /** How much of the ticket the contact sees; null: it cannot read it. */
  view: z
    .strictObject({
      agentNames: z.strictObject({ value: z.enum(AGENT_NAMES), ...reasoned }),
      colleagueNames: z.strictObject({ value: z.boolean(), ...reasoned }),
      priority: z.strictObject({ value: z.boolean(), ...reasoned }),
      dueDate: z.strictObject({ value: z.boolean(), ...reasoned }),
      hours: z.strictObject({ value: z.enum(WORKED_HOURS), ...reasoned }),
    })
    .nullable(),
  /** Where no path leads: the place in `paths` of the one that comes nearest. */
  nearest: z.int().nullable(),
  mergedIntoId: id.nullable(),
});
export type ExplanationView = z.infer<typeof explanationView>;

export const explainAccess = get("/api/v1/access/explain", {
  summary: "Why (not)? Door, gates and paths from a contact to a ticket, each with its origin (NEW-01)",
  policy: agent("access:read"),
  query: z.strictObject({ contact: id, ticket: id, verb: ticketVerb.default("read") }),
  response: explanationView,
  errors: ["record.notFound"],
});

export const whoView = listOf(
  z.strictObject({
    contact: named.extend({ email: z.string(), companyName: z.string().nullable() }),
    paths: z.array(z.enum(CONTACT_PATHS)),
    verbs: z.array(ticketVerb),
    /** Has no way to sign in: only mail reaches this person. */
    withoutSignIn: z.boolean(),
  }),
).extend({
  /** People by the first path that leads, in the order of CONTACT_PATHS. */
  byPath: z.strictObject({ requester: z.int(), participant: z.int(), company: z.int(), family: z.int(), partner: z.int(), project: z.int(), billing: z.int() }),
});
export const whoCanRead = get("/api/v1/access/who", {
  summary: "Who can see this ticket, by path, 50 at a time (NEW-02)",
  policy: agent("access:read"),
  query: z.strictObject({ ticket: id, limit: z.coerce.number().int().min(1).max(500).default(50), cursor: z.string().max(2000).optional() }),
  response: whoView,
  errors: ["record.notFound", "request.cursor"],
});

/** What a contact is told about the readers of a ticket: colleagues by name as far as these show, other companies' people as a number. */
export const readersView = z.strictObject({
  items: z.array(
    named.extend({
      path: z.enum(CONTACT_PATHS),
      /** Has no way to sign in: only mails reach this person. */
      withoutSignIn: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
  /** Of the first page: how many people can read it, and how many of them belong to none of my companies; null on later ones. */
  total: z.int().nullable(),
  totalIsLowerBound: z.literal(true).optional(),
  strangers: z.int().nullable(),
  /** Colleagues whose names do not show; like `total` of the first page. */
  unnamed: z.int().nullable(),
});
export const listReaders = get("/api/v1/portal/tickets/{id}/readers", {
  summary: "Who can read this ticket, beside the service provider, by path",
  policy: contact,
  params: byId,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(2000).optional() }),
  response: readersView,
  errors: ["record.notFound", "request.cursor"],
});

const levels = { read: z.boolean(), create: z.boolean(), edit: z.boolean() };
export const effectiveView = z.strictObject({
  contact: named,
  door: z.strictObject({
    open: z.boolean(),
    checks: z.array(z.strictObject({ id: z.enum(["contactState", "membership"]), open: z.boolean(), sentence: z.string() })),
  }),
  restrictQueuesByGroup: z.boolean(),
  companies: z.array(
    z.strictObject({
      company: named,
      /** The one that holds now. */
      role: named,
      lastingRole: named,
      roleForATime: z.strictObject({ role: named, from: instant.nullable(), until: instant, holds: z.boolean() }).nullable(),
      sees: z.enum(["nothing", "own", "company", "companyAndBelow"]),
      obstacle: z.enum(["notYet", "ended", "companyNotActive", "portalOff"]).nullable(),
      carriesGroupRights: z.boolean(),
      origin: originView,
    }),
  ),
  /** Groups on which a right holds, with what each right gives and where it comes from. */
  groups: z.array(
    z.strictObject({
      group: named,
      ...levels,
      queues: z.array(named),
      origins: z.array(z.strictObject({ ...levels, subject: z.enum(["contact", "company", "everyContact", "everyCompany"]), origin: originView })),
    }),
  ),
  /** Groups in whose queues tickets of other companies can be reached (path partner). */
  partnerGroups: z.array(z.strictObject({ group: named, ...levels, origin: originView })),
  services: z.strictObject({ from: z.enum(["contact", "company", "everybody", "none"]), items: z.array(named) }),
});
export const effectiveAccessOf = get("/api/v1/access/effective", {
  summary: "Everything a contact can reach, each with its origin (OBO-04)",
  policy: agent("access:read"),
  query: z.strictObject({ contact: id }),
  response: effectiveView,
  errors: ["record.notFound"],
});

// ── what-if ──

const peopleAndTickets = z.strictObject({
  people: z.int(),
  /** Added up over the people: a ticket that two people gain counts twice. */
  tickets: z.int(),
  /** The largest number of one of them. */
  most: z.int(),
});
const ticketNamed = z.strictObject({ id, number: z.string(), subject: z.string() });
export const whatIfView = z.strictObject({
  /** The instant at which access before and after is compared; null: now. */
  at: instant.nullable(),
  /** The next instant at which, by the dates of what these people have, the change makes another difference to one of them; null: there is none. */
  later: instant.nullable(),
  /** People looked at in this answer; the next one, asked with `next`, is about others. */
  looked: z.int(),
  /** How many people it may concern in all; told in the first answer. */
  concerned: z.int().nullable(),
  next: z.string().nullable(),
  gain: peopleAndTickets,
  lose: peopleAndTickets,
  /** People who may do more, or less, with tickets that they read before and after. */
  able: z.strictObject({ gain: z.int(), lose: z.int() }),
  /** What that is. */
  verbs: z.array(z.strictObject({ verb: ticketVerb.exclude(["read"]), gain: peopleAndTickets, lose: peopleAndTickets })),
  /** People who may write requests to more queues or for more companies, or to fewer. */
  create: z.strictObject({ gain: z.int(), lose: z.int() }),
  /** Some of the people, those with most tickets first; of their tickets some that the asking agent may read. */
  people: z.array(
    z.strictObject({
      contact: named.extend({ companyName: z.string().nullable() }),
      gained: z.int(),
      lost: z.int(),
      tickets: z.strictObject({ gained: z.array(ticketNamed), lost: z.array(ticketNamed) }),
    }),
  ),
});
export type WhatIfView = z.infer<typeof whatIfView>;
/** Another call of this API. */
export const rehearsedCall = z.strictObject({
  method: z.enum(["POST", "PUT", "PATCH", "DELETE"]),
  path: z.string().startsWith("/api/v1/").max(2000),
  body: z.unknown().optional(),
});
export const askWhatIf = post("/api/v1/access/what-if", {
  summary: "Who would gain and lose what by another call, which is carried out and rolled back; a thousand people an answer (NEW-03)",
  policy: agent("access:read"),
  // `at`: a later instant, for what begins or ends then.
  body: z.strictObject({ change: rehearsedCall, at: instant.optional(), cursor: z.string().max(2000).optional() }),
  response: whatIfView,
  // And whatever the call itself would be refused with.
  errors: ["whatIf.otherCall", "whatIf.busy", "request.cursor"],
});

// ── groups and rights ──

export const groupView = z.strictObject({
  id,
  name: z.string(),
  comment: z.string(),
  state: z.enum(["active", "suspended", "closed"]),
  queueCount: z.int(),
  version,
  rightsVersion: version,
});
export type GroupView = z.infer<typeof groupView>;

export const rightSubject = z.union([
  z.strictObject({ contactId: id }),
  z.strictObject({ companyId: id, context: z.enum(["own", "others"]) }),
  z.literal("everyContact"),
  z.literal("everyCompany"),
]);
export const rightName = z.enum(["read", "create", "edit"]);
export const rightView = z.strictObject({
  id,
  group: named,
  subject: rightSubject,
  subjectName: z.string(),
  rights: z.array(rightName),
  from: instant.nullable(),
  until: instant.nullable(),
  setBy: named.nullable(),
  since: instant,
});
export type RightView = z.infer<typeof rightView>;

export const listRights = get("/api/v1/groups/{id}/rights", {
  summary: "Rights on a group: of everybody, companies and contacts",
  policy: agent("access:read"),
  params: byId,
  query: page.extend({ subject: z.enum(["everybody", "company", "contact"]).optional() }),
  response: listOf(rightView).extend({ rightsVersion: version }),
  errors: ["record.notFound", "request.cursor"],
});
/** Differences only; an empty `rights` takes the right away. */
export const rightChange = z.strictObject({
  subject: rightSubject,
  rights: z.array(rightName),
  from: instant.nullable().optional(),
  until: instant.nullable().optional(),
});
export const changeRights = patch("/api/v1/groups/{id}/rights", {
  summary: "Change rights on a group by differences, against the version that was read",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({ version, changes: z.array(rightChange).min(1).max(5000), reason: shortText.optional() }),
  response: z.strictObject({ rightsVersion: version, changed: z.int() }),
  errors: ["record.notFound", "record.versionStale", "record.unknownReference", "membership.endBeforeStart"],
});
const rightsOf = listOf(rightView);
export const listCompanyRights = get("/api/v1/companies/{id}/rights", {
  summary: "Rights of a company on groups, in both contexts",
  policy: agent("access:read"),
  params: byId,
  query: page,
  response: rightsOf,
  errors: ["record.notFound", "request.cursor"],
});
export const listContactRights = get("/api/v1/contacts/{id}/rights", {
  summary: "A contact's own rights on groups",
  policy: agent("access:read"),
  params: byId,
  query: page,
  response: rightsOf,
  errors: ["record.notFound", "request.cursor"],
});
