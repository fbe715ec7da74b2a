/** Settings, audit, sign-in log, outbox, health. */
import { z } from "zod";
import { agent, anyone, get, patch, post } from "./endpoint.ts";
import { byId, email, id, instant, listOf, named, page, shortText } from "./fields.ts";

export const settingView = z.strictObject({
  key: z.string(),
  type: z.enum(["boolean", "integer", "text", "instant", "language", "timeZone", "choice"]),
  /** choice: what can be chosen. */
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })).nullable(),
  value: z.unknown(),
  origin: z.enum(["default", "installation", "company", "contact"]),
  default: z.unknown(),
  label: z.string(),
  meaning: z.string(),
  setBy: named.nullable(),
  since: instant.nullable(),
});
export type SettingView = z.infer<typeof settingView>;
const settingList = z.strictObject({ items: z.array(settingView) });
/** A key with null inherits again. */
const settingChange = z.strictObject({ values: z.record(z.string(), z.unknown()), reason: shortText.optional() });
const settingErrors = ["setting.unknown", "setting.wrongType", "setting.outOfRange", "setting.levelNotAllowed"] as const;

export const listSettings = get("/api/v1/settings", {
  summary: "The installation's settings with meaning, default and origin",
  policy: agent("setting:read"),
  response: settingList,
});
export const changeSettings = patch("/api/v1/settings", {
  summary: "Set settings of the installation; null inherits the default",
  policy: agent("setting:write"),
  body: settingChange,
  response: settingList,
  errors: settingErrors,
});
export const getFirstSteps = get("/api/v1/first-steps", {
  summary: "What of a new installation is done: mail tried, a queue, a customer who can sign in, a colleague",
  policy: agent("setting:read"),
  response: z.strictObject({
    /** Until all is done, or the setting *installation.firstSteps* is off. */
    shown: z.boolean(),
    mail: z.boolean(),
    queue: z.boolean(),
    customer: z.boolean(),
    colleague: z.boolean(),
    /** A mail server is configured; without one mails are kept in the outbox. */
    mailServer: z.boolean(),
  }),
});
export const listCompanySettings = get("/api/v1/companies/{id}/settings", {
  summary: "Effective value and origin of each setting of a company",
  policy: agent("company:read"),
  params: byId,
  response: settingList,
  errors: ["record.notFound"],
});
export const changeCompanySettings = patch("/api/v1/companies/{id}/settings", {
  summary: "Set or inherit settings of a company",
  policy: agent("company:write"),
  params: byId,
  body: settingChange,
  response: settingList,
  errors: ["record.notFound", ...settingErrors],
});
export const listContactSettings = get("/api/v1/contacts/{id}/settings", {
  summary: "Effective value and origin of each setting of a contact",
  policy: agent("contact:read"),
  params: byId,
  response: settingList,
  errors: ["record.notFound"],
});
export const changeContactSettings = patch("/api/v1/contacts/{id}/settings", {
  summary: "Set or inherit settings of a contact",
  policy: agent("contact:write"),
  params: byId,
  body: settingChange,
  response: settingList,
  errors: ["record.notFound", ...settingErrors],
});

export const auditView = z.strictObject({
  id,
  at: instant,
  actor: z.strictObject({ kind: z.enum(["agent", "contact", "system", "nobody"]), id: id.nullable(), name: z.string() }),
  event: z.string(),
  /** The event as a sentence in the asking person's language. */
  sentence: z.string(),
  subject: z.strictObject({ kind: z.string(), id: id.nullable() }),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string(),
});
export const listAudit = get("/api/v1/audit", {
  summary: "What was changed, newest first",
  policy: agent("audit:read"),
  query: page
    .omit({ q: true })
    .extend({ company: id.optional(), contact: id.optional(), project: id.optional(), event: z.string().max(100).optional(), actor: id.optional() }),
  response: listOf(auditView),
  errors: ["request.cursor"],
});
export const listTicketHistory = get("/api/v1/tickets/{id}/history", {
  summary: "What was changed on a ticket, newest first",
  policy: agent("ticket:read"),
  params: byId,
  query: page.omit({ q: true }),
  response: listOf(auditView),
  errors: ["record.notFound", "request.cursor"],
});
export const listSignInLog = get("/api/v1/sign-in-log", {
  summary: "Sign-ins and refused ones, newest first",
  policy: agent("audit:read"),
  query: page.omit({ q: true }).extend({ contact: id.optional() }),
  response: listOf(
    z.strictObject({
      id,
      at: instant,
      realm: z.enum(["portal", "workspace"]),
      person: named.nullable(),
      outcome: z.string(),
      network: z.string(),
      client: z.string(),
    }),
  ),
  errors: ["request.cursor"],
});
const mailState = z.enum(["waiting", "kept", "sent", "failed"]);
export type MailState = z.infer<typeof mailState>;
export const mailView = z.strictObject({
  id,
  to: z.string(),
  subject: z.string(),
  bodyText: z.string(),
  kind: z.string(),
  state: mailState,
  attempts: z.int(),
  lastError: z.string(),
  createdAt: instant,
  sentAt: instant.nullable(),
  can: z.array(z.enum(["resend"])),
});
export const listOutbox = get("/api/v1/outbox", {
  summary: "Mails: sent, waiting, failed, or kept because no SMTP server is configured",
  policy: agent("outbox:read"),
  query: page.omit({ q: true }).extend({ state: mailState.optional() }),
  response: listOf(mailView),
  errors: ["request.cursor"],
});
export const resendMail = post("/api/v1/outbox/{id}/resend", {
  summary: "Send a mail again that failed or is kept; one try at once",
  policy: agent("setting:write"),
  params: byId,
  /** Not the mail: whoever may send need not be allowed to read it. */
  response: z.strictObject({ state: mailState }),
  errors: ["record.notFound", "mail.alreadySent", "mail.onItsWay", "mail.linkNotValid", "mail.noServer", "mail.notSent"],
});
export const sendTestMail = post("/api/v1/outbox/test", {
  summary: "Send a test mail",
  policy: agent("setting:write"),
  body: z.strictObject({ to: email }),
  response: mailView,
  errors: ["mail.notSent"],
});

export const live = get("/health/live", { summary: "The process is alive", policy: anyone, response: z.strictObject({ status: z.literal("ok") }) });
export const ready = get("/health/ready", {
  summary: "Database reachable and migrated",
  policy: anyone,
  response: z.strictObject({ status: z.literal("ok"), database: z.string(), migrations: z.int() }),
  errors: ["server.notReady"],
});
