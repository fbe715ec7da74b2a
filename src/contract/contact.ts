import { z } from "zod";
import { agent, del, get, patch, post, put } from "./endpoint.ts";
import { byId, email, id, instant, language, listOf, login, named, ownFields, page, password, shortText, timeZone, version } from "./fields.ts";
import { ticketListQuery, ticketView } from "./ticket-fields.ts";

export const contactState = z.enum(["invited", "active", "suspended", "closed"]);

const personFields = {
  title: shortText,
  firstName: shortText,
  lastName: shortText,
  email: email.or(z.literal("")),
  phone: shortText,
  fax: shortText,
  mobile: shortText,
  street: shortText,
  zip: shortText,
  city: shortText,
  country: shortText,
  comment: z.string().max(4000),
  language: language.nullable(),
  timeZone: timeZone.nullable(),
  ownFields,
};

const roleNamed = named.extend({ systemKey: z.string().nullable() });

export const membershipView = z.strictObject({
  id,
  company: named.extend({ number: z.string(), state: z.enum(["active", "suspended", "closed"]), portalEnabled: z.boolean() }),
  /** The lasting one. */
  role: roleNamed,
  /** Holds instead of the lasting one in [from, until); `from` null: since it was given. `holds`: now. */
  roleForATime: z.strictObject({ role: roleNamed, from: instant.nullable(), until: instant, holds: z.boolean() }).nullable(),
  primary: z.boolean(),
  carriesGroupRights: z.boolean(),
  keepsOwnTickets: z.boolean(),
  seesSince: instant.nullable(),
  from: instant.nullable(),
  until: instant.nullable(),
  /** Why it gives nothing now; null: it carries. */
  obstacle: z.enum(["notYet", "ended", "companyNotActive", "portalOff"]).nullable(),
  /** Grants on projects of the company: they end with the membership. */
  grantCount: z.int(),
  version,
});
export type MembershipView = z.infer<typeof membershipView>;

/** One membership by its company; fields left out keep their value, or get the default of a new one. */
export const membershipInput = z.strictObject({
  companyId: id,
  primary: z.boolean().optional(),
  roleId: id.optional(),
  /** Another role than the lasting one, which goes on after `until`; null takes it away, and so does a lasting role that is the same. */
  roleForATime: z.strictObject({ roleId: id, from: instant.nullable().optional(), until: instant }).nullable().optional(),
  carriesGroupRights: z.boolean().optional(),
  keepsOwnTickets: z.boolean().optional(),
  seesSince: instant.nullable().optional(),
  from: instant.nullable().optional(),
  until: instant.nullable().optional(),
  version: version.optional(),
  reason: shortText.optional(),
});
export type MembershipInput = z.infer<typeof membershipInput>;
export const membershipErrors = ["membership.endBeforeStart", "membership.roleEndBeforeStart", "membership.sameRole"] as const;

export const signInView = z.strictObject({
  login: z.string().nullable(),
  /** *invited*: a link is on its way and valid until `linkValidUntil`. */
  status: z.enum(["none", "invited", "passwordSet", "withoutPassword"]),
  linkValidUntil: instant.nullable(),
  lastSignInAt: instant.nullable(),
});

export const contactView = z.strictObject({
  id,
  ...personFields,
  email: z.string(),
  name: z.string(),
  login: z.string().nullable(),
  state: contactState,
  /** A directory other than Pforte itself; null: kept here. */
  directoryId: id.nullable(),
  memberships: z.array(membershipView),
  signIn: signInView,
  version,
  createdAt: instant,
  changedAt: instant,
  /** Other contacts with the same address: normal for shared mailboxes, shown as a hint. */
  sameEmailCount: z.int(),
  can: z.array(z.enum(["change", "changeAccess", "changeSignIn"])),
});
export type ContactView = z.infer<typeof contactView>;

export const contactListItem = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  login: z.string().nullable(),
  phone: z.string(),
  state: contactState,
  companies: z.array(named.extend({ primary: z.boolean() })),
  /** All memberships; `companies` shows the first five. */
  companyCount: z.int(),
  lastSignInAt: instant.nullable(),
  changedAt: instant,
});
export type ContactListItem = z.infer<typeof contactListItem>;

export const contactInput = z.strictObject({
  ...z.object(personFields).partial().shape,
  lastName: z.string().trim().min(1).max(200),
  email: email.or(z.literal("")),
  state: z.enum(["active", "suspended", "closed"]).optional(),
  /** The first one is primary unless another says so. */
  memberships: z.array(membershipInput).min(1),
  signIn: z.strictObject({ login, send: z.literal("link").optional(), password: password.optional() }).optional(),
});
export type ContactInput = z.infer<typeof contactInput>;

export const contactChange = z.strictObject({
  version,
  reason: shortText.optional(),
  ...z.object(personFields).partial().shape,
  state: z.enum(["active", "suspended", "closed"]).optional(),
});
export type ContactChange = z.infer<typeof contactChange>;

/**
 * Each word of `q` is in the names, the login or the address: a word with three letters or digits in a row anywhere, a shorter one
 * at the beginning of a name, the login or the address. A login, address or name as typed comes first, then last names that
 * begin so, then other beginnings, then the rest; each by last and first name.
 */
export const listContacts = get("/api/v1/contacts", {
  summary: "Contacts; search over names, login and address: as typed first, then beginnings, then fragments. Words of one or two letters find beginnings only",
  policy: agent("contact:read"),
  query: page.extend({ companyId: id.optional(), state: contactState.optional(), sort: z.enum(["name", "-changed"]).default("name") }),
  response: listOf(contactListItem),
  errors: ["request.cursor"],
});
export const createContact = post("/api/v1/contacts", {
  summary: "Create a contact with at least one membership, with or without a sign-in",
  policy: agent("contact:write"),
  body: contactInput,
  response: contactView,
  status: 201,
  errors: ["contact.loginTaken", "record.unknownReference", "contact.noEmail", "contact.notActive", "password.unacceptable", ...membershipErrors],
});
export const getContact = get("/api/v1/contacts/{id}", {
  summary: "One contact",
  policy: agent("contact:read"),
  params: byId,
  response: contactView,
  errors: ["record.notFound"],
});
export const changeContact = patch("/api/v1/contacts/{id}", {
  summary: "Change a contact; suspending or closing ends its sessions at once",
  policy: agent("contact:write"),
  params: byId,
  body: contactChange,
  response: contactView,
  errors: ["record.notFound", "record.versionStale"],
});

export const listMemberships = get("/api/v1/contacts/{id}/memberships", {
  summary: "The companies of a contact",
  policy: agent("contact:read"),
  params: byId,
  response: z.strictObject({ items: z.array(membershipView) }),
  errors: ["record.notFound"],
});
export const setMembership = put("/api/v1/contacts/{id}/memberships", {
  summary: "Set one membership by its company",
  policy: agent("access:write"),
  params: byId,
  body: membershipInput,
  response: membershipView,
  errors: ["record.notFound", "record.versionStale", "record.unknownReference", ...membershipErrors],
});
export const removeMembership = del("/api/v1/contacts/{id}/memberships/{companyId}", {
  summary: "Remove a membership",
  policy: agent("access:write"),
  params: z.strictObject({ id, companyId: id }),
  errors: ["record.notFound", "membership.lastOne"],
});

export const moveContact = post("/api/v1/contacts/{id}/move", {
  summary: "Move a contact to another company. Its old tickets stay with the old one; it keeps sight of its own there only if that is said",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({
    fromCompanyId: id,
    toCompanyId: id,
    /** The role there; without: the one that it has in the old company. */
    roleId: id.optional(),
    keepsOwnTickets: z.boolean().default(false),
    /** Of the membership in the old company. */
    version,
    reason: shortText.optional(),
  }),
  response: contactView,
  errors: ["record.notFound", "record.versionStale", "record.unknownReference", "membership.endBeforeStart"],
});

export const giveSignIn = post("/api/v1/contacts/{id}/sign-in", {
  summary: "Give a contact a sign-in: by invitation link (24 hours, single use) or with a password",
  policy: agent("contact:write"),
  params: byId,
  body: z.union([z.strictObject({ login, send: z.literal("link") }), z.strictObject({ login, password })]),
  response: contactView,
  errors: ["record.notFound", "contact.loginTaken", "contact.noEmail", "contact.notActive", "contact.alreadySignsIn", "password.unacceptable"],
});
export const withdrawSignIn = del("/api/v1/contacts/{id}/sign-in", {
  summary: "Withdraw the sign-in: login, password and links go, sessions end (ZEP-05)",
  policy: agent("contact:write"),
  params: byId,
  errors: ["record.notFound", "contact.noSignIn"],
});
export const resetSignIn = post("/api/v1/contacts/{id}/sign-in/reset", {
  summary: "Reset the password: by link, or enter one; sessions end (ZEP-04)",
  policy: agent("contact:write"),
  params: byId,
  body: z.union([z.strictObject({ send: z.literal("link") }), z.strictObject({ password })]),
  response: contactView,
  errors: ["record.notFound", "contact.noSignIn", "contact.noEmail", "contact.notActive", "password.unacceptable"],
});
export const renameLogin = put("/api/v1/contacts/{id}/sign-in/login", {
  summary: "Change the user name; rights stay, sessions end",
  policy: agent("contact:write"),
  params: byId,
  body: z.strictObject({ login }),
  response: contactView,
  errors: ["record.notFound", "contact.loginTaken", "contact.noSignIn"],
});
export const listContactSessions = get("/api/v1/contacts/{id}/sessions", {
  summary: "Where a contact is signed in",
  policy: agent("contact:read"),
  params: byId,
  response: z.strictObject({
    items: z.array(z.strictObject({ id, createdAt: instant, lastSeenAt: instant, expiresAt: instant, network: z.string(), client: z.string() })),
  }),
  errors: ["record.notFound"],
});
export const endContactSessions = del("/api/v1/contacts/{id}/sessions", {
  summary: "End all sessions of a contact",
  policy: agent("contact:write"),
  params: byId,
  errors: ["record.notFound"],
});

export const listContactTickets = get("/api/v1/contacts/{id}/tickets", {
  summary: "The tickets exactly as the contact sees them (ZEP-10); the door is not asked. What the agent may not read is counted, not shown",
  policy: agent("ticket:read"),
  params: byId,
  query: ticketListQuery,
  response: listOf(ticketView).extend({ hiddenFromYou: z.int() }),
  errors: ["record.notFound", "request.cursor"],
});
