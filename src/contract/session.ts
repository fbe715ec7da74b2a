/** Signing in and out, links and passwords, of both realms; agents, API tokens. */

import { z } from "zod";
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
import { agent, anyone, contact, del, get, patch, post, put } from "./endpoint.ts";
import { byId, email, id, instant, language, listOf, login, named, page, password, shortText, timeZone, version } from "./fields.ts";

const signInInput = z.strictObject({ login: z.string().max(300), password: z.string().max(100_000), code: z.string().max(20).optional() });
const sessionFields = {
  name: z.string(),
  login: z.string(),
  language,
  timeZone: z.string(),
  installationName: z.string(),
};

export const agentSession = z.strictObject({
  agentId: id,
  administrator: z.boolean(),
  permissions: z.array(z.enum(AGENT_PERMISSIONS)),
  /** The setting *always keep the former project*. */
  keepsPrimaryProject: z.boolean(),
  ...sessionFields,
});
export type AgentSession = z.infer<typeof agentSession>;
export const signInAgent = post("/api/v1/session", {
  summary: "Sign in as an agent",
  policy: anyone,
  body: signInInput,
  response: agentSession,
  errors: ["signIn.failed", "signIn.tooManyTries"],
});
export const getAgentSession = get("/api/v1/session", { summary: "Who am I", policy: agent("signedIn"), response: agentSession });
export const signOutAgent = del("/api/v1/session", { summary: "Sign out", policy: agent("signedIn") });

export const contactSession = z.strictObject({
  contactId: id,
  companies: z.array(named.extend({ primary: z.boolean() })),
  companyTotal: z.int(),
  /** The view *companies* can hold something. */
  seesCompanyTickets: z.boolean(),
  /** Companies below mine are among those. */
  seesSubsidiaries: z.boolean(),
  /** A company of mine is billed for others, whose tickets I see in the view *billed*. */
  seesBilled: z.boolean(),
  mayCreate: z.boolean(),
  readOnly: z.boolean(),
  attachmentLargestBytes: z.int(),
  firstName: z.string(),
  ...sessionFields,
});
export type ContactSession = z.infer<typeof contactSession>;
export const signInContact = post("/api/v1/portal/session", {
  summary: "Sign in as a contact",
  policy: anyone,
  body: signInInput,
  response: contactSession,
  errors: ["signIn.failed", "signIn.tooManyTries"],
});
export const getContactSession = get("/api/v1/portal/session", { summary: "Who am I", policy: contact, response: contactSession });
export const signOutContact = del("/api/v1/portal/session", { summary: "Sign out", policy: contact });

const linkToken = z.string().min(1).max(200);
export const linkView = z.strictObject({
  purpose: z.enum(["invitation", "reset", "firstAdministrator"]),
  login: z.string().nullable(),
  name: z.string(),
  language,
  installationName: z.string(),
});
const linkErrors = ["link.invalid", "link.expired", "link.used"] as const;
const passwordByLink = z.strictObject({ token: linkToken, password });

export const requestPortalReset = post("/api/v1/portal/password-reset", {
  summary: "Ask for a link; always the same answer",
  policy: anyone,
  body: z.strictObject({ login: z.string().min(1).max(300) }),
  status: 202,
});
export const readPortalLink = post("/api/v1/portal/link", {
  summary: "What a link is for, before it is used",
  policy: anyone,
  body: z.strictObject({ token: linkToken }),
  response: linkView,
  errors: linkErrors,
});
export const setPortalPassword = post("/api/v1/portal/password", {
  summary: "Set the password with a link's token; the link is used up and other sessions end",
  policy: anyone,
  body: passwordByLink,
  errors: [...linkErrors, "password.unacceptable"],
});
export const requestAgentReset = post("/api/v1/password-reset", {
  summary: "Ask for a link as an agent; always the same answer",
  policy: anyone,
  body: z.strictObject({ login: z.string().min(1).max(300) }),
  status: 202,
});
export const readAgentLink = post("/api/v1/link", {
  summary: "What a link is for, before it is used",
  policy: anyone,
  body: z.strictObject({ token: linkToken }),
  response: linkView,
  errors: linkErrors,
});
export const setAgentPassword = post("/api/v1/password", {
  summary: "Set an agent's password with a link's token",
  policy: anyone,
  body: passwordByLink,
  errors: [...linkErrors, "password.unacceptable"],
});

/** The sign-in page stays in the installation's language (ZEP-02). */
export const getInstallation = get("/api/v1/installation", {
  summary: "Name and language for the sign-in page",
  policy: anyone,
  response: z.strictObject({ name: z.string(), language, needsSetUp: z.boolean(), version: z.string() }),
});
export const setUp = post("/api/v1/set-up", {
  summary: "Create the first administrator with the one-time link",
  policy: anyone,
  body: z.strictObject({
    token: linkToken,
    login,
    email,
    firstName: shortText.default(""),
    lastName: shortText.default(""),
    password,
    language: language.default("en"),
    installationName: shortText.optional(),
    timeZone: timeZone.optional(),
  }),
  response: agentSession,
  errors: [...linkErrors, "setUp.alreadyDone", "password.unacceptable"],
});

// ── own profile ──

const sessionView = z.strictObject({
  id,
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  network: z.string(),
  client: z.string(),
  current: z.boolean(),
});
const sessionList = z.strictObject({ items: z.array(sessionView) });
const changePasswordInput = z.strictObject({ current: password, password });
const passwordErrors = ["password.wrongCurrent", "password.unacceptable", "signIn.tooManyTries"] as const;

const inheritedFrom = <Value extends z.ZodType>(value: Value) => z.strictObject({ value, from: z.enum(["company", "installation"]) });
export const portalProfile = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  login: z.string().nullable(),
  phone: z.string(),
  mobile: z.string(),
  language: language.nullable(),
  timeZone: z.string().nullable(),
  /** What holds where language and time zone are null, and who set it. */
  inherited: z.strictObject({ language: inheritedFrom(language), timeZone: inheritedFrom(z.string()) }),
  version,
});
export const getProfile = get("/api/v1/portal/profile", { summary: "My profile", policy: contact, response: portalProfile });
export const changeProfile = patch("/api/v1/portal/profile", {
  summary: "Change my language, time zone and telephone numbers",
  policy: contact,
  body: z.strictObject({
    version,
    phone: shortText.optional(),
    mobile: shortText.optional(),
    language: language.nullable().optional(),
    timeZone: timeZone.nullable().optional(),
  }),
  response: portalProfile,
  errors: ["record.versionStale"],
});
export const changeOwnPassword = put("/api/v1/portal/profile/password", {
  summary: "Change my password; my other sessions end",
  policy: contact,
  body: changePasswordInput,
  errors: passwordErrors,
});
export const listOwnSessions = get("/api/v1/portal/sessions", { summary: "Where I am signed in", policy: contact, response: sessionList });
export const endOwnSession = del("/api/v1/portal/sessions/{id}", {
  summary: "End one of my sessions",
  policy: contact,
  params: byId,
  errors: ["record.notFound"],
});
export const endOtherSessions = del("/api/v1/portal/sessions", { summary: "End all my sessions but this one", policy: contact });
export const changeAgentPassword = put("/api/v1/profile/password", {
  summary: "Change my password; my other sessions end",
  policy: agent("signedIn"),
  body: changePasswordInput,
  errors: passwordErrors,
});

export const listSessions = get("/api/v1/sessions", {
  summary: "All sessions, newest first",
  policy: agent("agent:write"),
  query: page,
  response: listOf(sessionView.extend({ realm: z.enum(["portal", "workspace"]), person: named })),
  errors: ["request.cursor"],
});
export const endSession = del("/api/v1/sessions/{id}", { summary: "End a session", policy: agent("agent:write"), params: byId, errors: ["record.notFound"] });

// ── agents ──

const level = z.enum(["read", "create", "edit"]);
export const agentView = z.strictObject({
  id,
  login: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  name: z.string(),
  administrator: z.boolean(),
  permissions: z.array(z.enum(AGENT_PERMISSIONS)),
  language: language.nullable(),
  timeZone: z.string().nullable(),
  state: z.enum(["active", "suspended", "closed"]),
  rights: z.array(z.strictObject({ group: named, rights: z.array(level) })),
  lastSignInAt: instant.nullable(),
  version,
});
export type AgentView = z.infer<typeof agentView>;
const agentFields = {
  email: email.optional(),
  firstName: shortText.optional(),
  lastName: shortText.optional(),
  administrator: z.boolean().optional(),
  permissions: z.array(z.enum(AGENT_PERMISSIONS)).optional(),
  language: language.nullable().optional(),
  timeZone: timeZone.nullable().optional(),
};
export const listAgents = get("/api/v1/agents", {
  summary: "Agents, by name",
  policy: agent("agent:read"),
  query: page.extend({ state: z.enum(["active", "suspended", "closed"]).optional() }),
  response: listOf(agentView),
  errors: ["request.cursor"],
});
export const getAgent = get("/api/v1/agents/{id}", {
  summary: "One agent",
  policy: agent("agent:read"),
  params: byId,
  response: agentView,
  errors: ["record.notFound"],
});
export const createAgent = post("/api/v1/agents", {
  summary: "Create an agent; an invitation link goes to the address",
  policy: agent("agent:write"),
  body: z.strictObject({ ...agentFields, login, email, password: password.optional() }),
  response: agentView,
  status: 201,
  errors: ["agent.loginTaken", "password.unacceptable"],
});
export const changeAgent = patch("/api/v1/agents/{id}", {
  summary: "Change an agent; suspending or closing ends its sessions",
  policy: agent("agent:write"),
  params: byId,
  body: z.strictObject({ ...agentFields, version, state: z.enum(["active", "suspended", "closed"]).optional(), reason: shortText.optional() }),
  response: agentView,
  errors: ["record.notFound", "record.versionStale", "agent.lastAdministrator"],
});
export const changeAgentRights = put("/api/v1/agents/{id}/rights", {
  summary: "Set an agent's rights on groups, by differences; an empty list takes the right away",
  policy: agent("agent:write"),
  params: byId,
  body: z.strictObject({
    version,
    changes: z
      .array(z.strictObject({ groupId: id, rights: z.array(level) }))
      .min(1)
      .max(1000),
    reason: shortText.optional(),
  }),
  response: agentView,
  errors: ["record.notFound", "record.versionStale", "record.unknownReference"],
});

// ── API tokens ──

export const apiTokenView = z.strictObject({
  id,
  name: z.string(),
  agent: named,
  scopes: z.array(z.enum(AGENT_PERMISSIONS)),
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});
export const listApiTokens = get("/api/v1/api-tokens", {
  summary: "API tokens that can still be used",
  policy: agent("agent:write"),
  query: page,
  response: listOf(apiTokenView),
  errors: ["request.cursor"],
});
export const createApiToken = post("/api/v1/api-tokens", {
  summary: "Create a token of the asking agent; it is shown once",
  policy: agent("signedIn"),
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(AGENT_PERMISSIONS)).min(1),
    expiresAt: instant.nullable().optional(),
  }),
  response: apiTokenView.extend({ token: z.string() }),
  status: 201,
  errors: ["token.scopeNotHeld"],
});
export const revokeApiToken = del("/api/v1/api-tokens/{id}", {
  summary: "Revoke a token",
  policy: agent("signedIn"),
  params: byId,
  errors: ["record.notFound"],
});
