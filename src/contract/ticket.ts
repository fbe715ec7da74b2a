import { z } from "zod";
import { CONTACT_PATHS } from "#domain/access/clause.ts";
import { AGENT_NAMES } from "#domain/settings/catalogue.ts";
import { VERDICTS } from "#domain/tickets/follow-up.ts";
import { PORTAL_VIEWS } from "#domain/tickets/views.ts";
import { agent, contact, del, get, patch, post } from "./endpoint.ts";
import { byId, id, instant, listOf, longText, named, ownFields, page, shortText, statusType, ticketVerb, version } from "./fields.ts";

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(item).min(1).max(50));

/** A project and one of its tasks, or none of them. */
export const projectPair = z.strictObject({ projectId: id, taskId: id.nullable() });

export const ticketSort = z.enum(["-changed", "changed", "-created", "created"]);
export type TicketSort = z.infer<typeof ticketSort>;

/** Filters of the portal's list and of a contact's list in the workspace. */
export const ticketListQuery = page.extend({
  view: z.enum(PORTAL_VIEWS).default("all"),
  state: z.enum(["open", "closed", "all"]).default("all"),
  company: oneOrMore(id).optional(),
  queue: oneOrMore(id).optional(),
  project: oneOrMore(id).optional(),
  task: oneOrMore(id).optional(),
  priority: oneOrMore(id).optional(),
  status: oneOrMore(id).optional(),
  sort: ticketSort.default("-changed"),
});
export type TicketListQuery = z.infer<typeof ticketListQuery>;

const ticketProject = z.strictObject({
  project: named.extend({ number: z.string(), companyId: id.nullable() }),
  task: named.nullable(),
  primary: z.boolean(),
});
export type TicketProjectView = z.infer<typeof ticketProject>;

/** How much of a ticket a contact sees. */
const ticketViewed = z.strictObject({ agentNames: z.enum(AGENT_NAMES), colleagueNames: z.boolean(), priority: z.boolean() });

const ticketFields = {
  id,
  number: z.string(),
  subject: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusId: id,
  statusType,
  queueId: id,
  queueName: z.string(),
  companyId: id.nullable(),
  companyName: z.string().nullable(),
  contactId: id.nullable(),
  contactName: z.string().nullable(),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  serviceId: id.nullable(),
  serviceName: z.string().nullable(),
  /** The primary one first. A contact gets those of its companies, and those that it has a grant on. */
  projects: z.array(ticketProject),
  confidential: z.boolean(),
  createdAt: instant,
  changedAt: instant,
  version,
  can: z.array(ticketVerb),
};

const priorityFields = { priority: z.string(), priorityLabel: z.string(), priorityId: id };
export type PriorityView = z.infer<z.ZodObject<typeof priorityFields>>;

/** A person whose name may be kept back: without an id and, if hidden, without a name. */
const maybeNamed = z.strictObject({ id: id.nullable(), name: z.string().nullable() });

/** As a contact sees it: names and priority are null where `view` keeps them back. */
const contactTicketFields = {
  ...ticketFields,
  priority: z.string().nullable(),
  priorityLabel: z.string().nullable(),
  priorityId: id.nullable(),
  view: ticketViewed,
};
export const ticketView = z.strictObject(contactTicketFields);
export type TicketView = z.infer<typeof ticketView>;

export const attachmentView = z.strictObject({
  id,
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  inline: z.boolean(),
  contentId: z.string(),
});

export const articleView = z.strictObject({
  id,
  author: z.strictObject({ kind: z.enum(["contact", "agent", "system"]), id: id.nullable(), name: z.string() }),
  visible: z.boolean(),
  channel: z.enum(["portal", "workspace", "email", "phone", "chat", "system", "api"]),
  subject: z.string(),
  bodyText: z.string(),
  /** Cleaned HTML; pictures of the article by `attachments/{id}`; null: plain text only. */
  bodyHtml: z.string().nullable(),
  createdAt: instant,
  attachments: z.array(attachmentView),
});
export type ArticleView = z.infer<typeof articleView>;

export const participantView = z.strictObject({
  id,
  contact: named.nullable(),
  company: named.nullable(),
  level: z.enum(["read", "reply"]),
  addedBy: z.enum(["agent", "contact"]),
  createdAt: instant,
});
export type ParticipantView = z.infer<typeof participantView>;

export const agentTicketView = z.strictObject({
  ...ticketFields,
  ...priorityFields,
  companyText: z.string(),
  contactText: z.string(),
  categories: z.array(named),
  archived: z.boolean(),
  mergedIntoId: id.nullable(),
  ownFields,
});
export type AgentTicketView = z.infer<typeof agentTicketView>;

const portalArticle = articleView.extend({ author: maybeNamed.extend({ kind: articleView.shape.author.shape.kind }) });
export type PortalArticleView = z.infer<typeof portalArticle>;
const portalParticipant = participantView.extend({ contact: maybeNamed.nullable() });
export type PortalParticipantView = z.infer<typeof portalParticipant>;

const articleList = z.strictObject({ items: z.array(articleView), next: z.string().nullable(), total: z.int() });
const articlePage = z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().max(2000).optional() });
const uploads = z.array(id).max(50).default([]);
const uploadView = z.strictObject({ id, name: z.string(), contentType: z.string(), sizeBytes: z.int() });
const uploadQuery = z.strictObject({ name: z.string().trim().min(1).max(255) });
const ticketAndFile = z.strictObject({ id, attachmentId: id });
const articleErrors = ["record.notFound", "ticket.notPermitted", "ticket.notAnswerable", "ticket.emptyMessage", "attachment.unknownUpload"] as const;

// ── the agents' side ──

/** What narrows the agents' list, and names the tickets of a change of many. */
export const agentTicketFilter = z.strictObject({
  q: z.string().max(500).optional(),
  state: z.enum(["open", "closed", "all"]).default("all"),
  company: oneOrMore(id).optional(),
  contact: id.optional(),
  queue: oneOrMore(id).optional(),
  project: oneOrMore(id).optional(),
  task: oneOrMore(id).optional(),
  category: oneOrMore(id).optional(),
  priority: oneOrMore(id).optional(),
  status: oneOrMore(id).optional(),
  assignee: z.union([id, z.literal("me"), z.literal("nobody")]).optional(),
});
export const agentTicketQuery = page.extend({ ...agentTicketFilter.shape, sort: ticketSort.default("-changed") });

export const listTickets = get("/api/v1/tickets", {
  summary: "Tickets in queues that the agent may read",
  policy: agent("ticket:read"),
  query: agentTicketQuery,
  response: listOf(agentTicketView),
  errors: ["request.cursor"],
});
export const createTicketAsAgent = post("/api/v1/tickets", {
  summary: "Create a ticket for a contact",
  policy: agent("ticket:write"),
  body: z.strictObject({
    subject: z.string().trim().min(1).max(500),
    bodyText: longText,
    visible: z.boolean().default(true),
    queueId: id,
    contactId: id.nullable().default(null),
    companyId: id.nullable().default(null),
    priorityId: id.optional(),
    serviceId: id.optional(),
    assigneeId: id.optional(),
    primaryProject: projectPair.nullable().default(null),
    categoryIds: z.array(id).max(50).default([]),
    uploads,
  }),
  response: agentTicketView,
  status: 201,
  errors: [
    "ticket.notPermitted",
    "record.unknownReference",
    "ticket.contactNotInCompany",
    "ticket.projectOfOtherCompany",
    "ticket.emptyMessage",
    "attachment.unknownUpload",
  ],
});
export const getTicket = get("/api/v1/tickets/{id}", {
  summary: "One ticket",
  policy: agent("ticket:read"),
  params: byId,
  response: agentTicketView,
  errors: ["record.notFound"],
});
export const changeTicket = patch("/api/v1/tickets/{id}", {
  summary: "Change a ticket: status, priority, queue, assignee, company, contact, projects, categories, confidential, subject",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({
    version,
    reason: shortText.optional(),
    subject: z.string().trim().min(1).max(500).optional(),
    statusId: id.optional(),
    priorityId: id.optional(),
    queueId: id.optional(),
    assigneeId: id.nullable().optional(),
    companyId: id.nullable().optional(),
    contactId: id.nullable().optional(),
    serviceId: id.nullable().optional(),
    confidential: z.boolean().optional(),
    primaryProject: projectPair.nullable().optional(),
    /** All of them: what is not named any more goes. */
    secondaryProjects: z.array(projectPair).max(50).optional(),
    categoryIds: z.array(id).max(50).optional(),
  }),
  response: agentTicketView,
  errors: [
    "record.notFound",
    "record.versionStale",
    "record.unknownReference",
    "ticket.notPermitted",
    "ticket.contactNotInCompany",
    "ticket.projectOfOtherCompany",
  ],
});

/** How many tickets one call changes. */
export const MOST_TICKETS_AT_ONCE = 500;

export const manyChange = z
  .strictObject({
    statusId: id.optional(),
    priorityId: id.optional(),
    queueId: id.optional(),
    assigneeId: id.nullable().optional(),
    companyId: id.nullable().optional(),
    contactId: id.nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined));
export type ManyChange = z.infer<typeof manyChange>;

/** `version`: the ticket's afterwards; null for one that is not there. `code` and `message` say why it was refused. */
export const ticketOutcome = z.strictObject({
  id,
  number: z.string().nullable(),
  subject: z.string().nullable(),
  outcome: z.enum(["done", "unchanged", "refused"]),
  version: version.nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
});
export type TicketOutcome = z.infer<typeof ticketOutcome>;

const ticketOutcomes = z.strictObject({
  /** Names this run for undoing it; null where nothing was changed. */
  bulkId: id.nullable(),
  results: z.array(ticketOutcome),
  next: z.string().nullable(),
  total: z.int(),
  totalIsLowerBound: z.literal(true).optional(),
});

export const changeTickets = post("/api/v1/tickets/bulk", {
  summary: "Change many tickets by the rule of a single change: named ones, or those of a filter page by page; `dryRun` only says what would happen",
  policy: agent("ticket:write"),
  body: z.strictObject({
    ids: z.array(id).min(1).max(MOST_TICKETS_AT_ONCE).optional(),
    filter: agentTicketFilter.optional(),
    limit: z.int().min(1).max(MOST_TICKETS_AT_ONCE).default(MOST_TICKETS_AT_ONCE),
    cursor: z.string().max(2000).optional(),
    change: manyChange,
    dryRun: z.boolean().default(false),
    reason: shortText.optional(),
  }),
  response: ticketOutcomes,
  idempotent: true,
  errors: ["request.cursor"],
});
export const undoTicketChanges = post("/api/v1/tickets/bulk/undo", {
  summary: "Put back what an own change of many tickets changed, where nobody changed the ticket since",
  policy: agent("ticket:write"),
  body: z.strictObject({ bulkId: id, tickets: z.array(z.strictObject({ id, version })).min(1).max(MOST_TICKETS_AT_ONCE) }),
  response: ticketOutcomes,
  idempotent: true,
});
export const listArticles = get("/api/v1/tickets/{id}/articles", {
  summary: "Articles of a ticket, oldest first, internal ones included",
  policy: agent("ticket:read"),
  params: byId,
  query: articlePage,
  response: articleList,
  errors: ["record.notFound", "request.cursor"],
});
export const addArticle = post("/api/v1/tickets/{id}/articles", {
  summary: "Answer (visible) or note (internal)",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({ bodyText: longText, visible: z.boolean(), statusId: id.optional(), uploads }),
  response: articleView,
  status: 201,
  errors: [...articleErrors, "record.unknownReference"],
});
export const getAttachment = get("/api/v1/tickets/{id}/attachments/{attachmentId}", {
  summary: "An attachment",
  policy: agent("ticket:read"),
  params: ticketAndFile,
  gives: "file",
  errors: ["record.notFound"],
});
export const listParticipants = get("/api/v1/tickets/{id}/participants", {
  summary: "People and companies that were added",
  policy: agent("ticket:read"),
  params: byId,
  response: z.strictObject({ items: z.array(participantView) }),
  errors: ["record.notFound"],
});
export const addParticipant = post("/api/v1/tickets/{id}/participants", {
  summary: "Add a person or a company",
  policy: agent("ticket:write"),
  params: byId,
  body: z.union([z.strictObject({ contactId: id, level: z.enum(["read", "reply"]) }), z.strictObject({ companyId: id, level: z.enum(["read", "reply"]) })]),
  response: participantView,
  status: 201,
  errors: ["record.notFound", "ticket.notPermitted", "record.unknownReference", "participant.alreadyThere"],
});
export const removeParticipant = del("/api/v1/tickets/{id}/participants/{participantId}", {
  summary: "Take a participant off",
  policy: agent("ticket:write"),
  params: z.strictObject({ id, participantId: id }),
  errors: ["record.notFound", "ticket.notPermitted"],
});
export const uploadAsAgent = post("/api/v1/uploads", {
  summary: "Upload a file (the body is the file) to name in `uploads` of an article; kept 24 hours if unused",
  policy: agent("ticket:write"),
  query: uploadQuery,
  takes: "bytes",
  response: uploadView,
  status: 201,
  errors: ["attachment.tooLarge", "attachment.emptyFile"],
});

// ── the contacts' side ──

export const listPortalTickets = get("/api/v1/portal/tickets", {
  summary: "The tickets that I see: all, mine, my companies', shared with me",
  policy: contact,
  query: ticketListQuery,
  response: listOf(ticketView),
  errors: ["request.cursor"],
});
export const getListOptions = get("/api/v1/portal/list-options", {
  summary: "What my list of tickets can be narrowed by: my companies, queues that I can see tickets of, projects, statuses, priorities",
  policy: contact,
  query: z.strictObject({ q: z.string().max(200).optional(), company: oneOrMore(id).optional() }),
  response: z.strictObject({
    /** At most 50 that match `q`, and those that are named by `company`. */
    companies: z.array(named),
    companyTotal: z.int(),
    queues: z.array(named),
    /** That I have a grant on, with the tasks that it covers. */
    projects: z.array(named.extend({ tasks: z.array(named) })),
    statuses: z.array(named.extend({ label: z.string() })),
    priorities: z.array(named.extend({ label: z.string() })),
  }),
});
export const createPortalTicket = post("/api/v1/portal/tickets", {
  summary: "Write a request",
  policy: contact,
  body: z.strictObject({
    subject: z.string().trim().min(1).max(500),
    bodyText: longText,
    companyId: id.optional(),
    queueId: id,
    priorityId: id.optional(),
    serviceId: id.optional(),
    projectId: id.optional(),
    /** Of this project; without one the request is in none of its tasks. */
    taskId: id.optional(),
    uploads,
  }),
  response: ticketView,
  status: 201,
  errors: [
    "ticket.mayNotCreateHere",
    "ticket.serviceNotOffered",
    "ticket.projectRequired",
    "ticket.emptyMessage",
    "attachment.unknownUpload",
    "record.unknownReference",
  ],
});
/** What happens next, as a key of the locales `next.<key>`. */
export const NEXT_STEPS = ["weLook", "weWork", "weWait", "youAnswer", "youJudge", "closed"] as const;
export const getPortalTicket = get("/api/v1/portal/tickets/{id}", {
  summary: "One ticket that I may read",
  policy: contact,
  params: byId,
  response: z.strictObject({ ...contactTicketFields, nextStep: z.enum(NEXT_STEPS), path: z.enum(CONTACT_PATHS) }),
  errors: ["record.notFound", "ticket.merged"],
});
/** My tickets that are finished and to be checked, or that we wrote to last and now wait for. */
export const listWaitingTickets = get("/api/v1/portal/waiting-tickets", {
  summary: "My tickets that wait for me: to check the result, or to answer; last changed first, 50 at most",
  policy: contact,
  response: z.strictObject({ items: z.array(z.strictObject({ ...contactTicketFields, nextStep: z.enum(NEXT_STEPS) })) }),
});
export const changePortalTicket = patch("/api/v1/portal/tickets/{id}", {
  summary: "Close, reopen or change the priority of a ticket",
  policy: contact,
  params: byId,
  body: z.strictObject({ version, state: z.enum(["closed", "open"]).optional(), priorityId: id.optional() }),
  response: ticketView,
  errors: ["record.notFound", "record.versionStale", "ticket.notPermitted", "ticket.notAnswerable", "record.unknownReference"],
});
export const judgeTicket = post("/api/v1/portal/tickets/{id}/judgement", {
  summary: "Say whether a finished ticket is: accepted closes it; rejected, with what is missing as a comment, hands it back",
  policy: contact,
  params: byId,
  body: z.strictObject({ verdict: z.enum(VERDICTS), comment: longText.default(""), uploads }),
  response: ticketView,
  errors: ["record.notFound", "ticket.notPermitted", "ticket.notFinished", "ticket.emptyMessage", "attachment.unknownUpload"],
});
export const listPortalArticles = get("/api/v1/portal/tickets/{id}/articles", {
  summary: "The visible articles, oldest first",
  policy: contact,
  params: byId,
  query: articlePage,
  response: z.strictObject({ items: z.array(portalArticle), next: z.string().nullable(), total: z.int() }),
  errors: ["record.notFound", "request.cursor"],
});
export const replyInPortal = post("/api/v1/portal/tickets/{id}/articles", {
  summary: "Answer",
  policy: contact,
  params: byId,
  body: z.strictObject({ bodyText: longText, uploads }),
  response: portalArticle,
  status: 201,
  errors: articleErrors,
});
export const getPortalAttachment = get("/api/v1/portal/tickets/{id}/attachments/{attachmentId}", {
  summary: "An attachment of a visible article",
  policy: contact,
  params: ticketAndFile,
  gives: "file",
  errors: ["record.notFound"],
});
export const listPortalParticipants = get("/api/v1/portal/tickets/{id}/participants", {
  summary: "Who was added to the ticket",
  policy: contact,
  params: byId,
  response: z.strictObject({ items: z.array(portalParticipant) }),
  errors: ["record.notFound"],
});
export const shareInPortal = post("/api/v1/portal/tickets/{id}/participants", {
  summary: "Add a contact of the ticket's company (others only while sharing outside is on) by e-mail address or id",
  policy: contact,
  params: byId,
  body: z.strictObject({ contactId: id.optional(), email: z.string().max(254).optional(), level: z.enum(["read", "reply"]) }),
  response: portalParticipant,
  status: 201,
  errors: ["record.notFound", "ticket.notPermitted", "participant.outside", "participant.alreadyThere"],
});
export const unshareInPortal = del("/api/v1/portal/tickets/{id}/participants/{participantId}", {
  summary: "Take off somebody whom a contact added",
  policy: contact,
  params: z.strictObject({ id, participantId: id }),
  errors: ["record.notFound", "ticket.notPermitted"],
});
export const uploadInPortal = post("/api/v1/portal/uploads", {
  summary: "Upload a file (the body is the file) to name in `uploads`; kept 24 hours if unused",
  policy: contact,
  query: uploadQuery,
  takes: "bytes",
  response: uploadView,
  status: 201,
  errors: ["attachment.tooLarge", "attachment.emptyFile"],
});
export const getCreateOptions = get("/api/v1/portal/create-options", {
  summary: "Companies, queues, projects, services and priorities that I may use for a request",
  policy: contact,
  query: z.strictObject({ company: id.optional(), q: z.string().max(200).optional() }),
  response: z.strictObject({
    /** At most 50 that match `q`; the primary first. */
    companies: z.array(named.extend({ number: z.string(), primary: z.boolean(), subsidiary: z.boolean() })),
    companyTotal: z.int(),
    queues: z.array(named),
    /** The one of these that my newest ticket is in. */
    lastQueueId: id.nullable(),
    /** Those that apply for the chosen (or primary) company; a parent that is not assigned is shown but cannot be chosen. */
    services: z.array(named.extend({ choosable: z.boolean() })),
    servicesFrom: z.enum(["contact", "company", "everybody", "none"]),
    /** By grant, for the chosen (or primary) company; `withoutTask`: also in none of its tasks. */
    projects: z.array(named.extend({ number: z.string(), withoutTask: z.boolean(), tasks: z.array(named.extend({ depth: z.int() })) })),
    /** A request without a project is not taken. */
    projectRequired: z.boolean(),
    priorities: z.array(named.extend({ label: z.string(), isDefault: z.boolean() })),
    attachmentLargestBytes: z.int(),
  }),
});
