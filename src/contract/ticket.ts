/** Tickets, the agents' side. */

import { z } from "zod";
import { BOOKED_TIME_WAYS } from "#domain/tickets/booked-time.ts";
import { DUE } from "#domain/tickets/due.ts";
import { agent, del, get, patch, post } from "./endpoint.ts";
import { byId, id, instant, listOf, longText, page, shortText, statusType, version } from "./fields.ts";
import {
  agentTicketSort,
  agentTicketView,
  articleErrors,
  articleList,
  articlePage,
  articleView,
  customerReference,
  listedTicketView,
  oneOrMore,
  ownConditions,
  ownValues,
  participantView,
  projectPair,
  ticketAndFile,
  uploadQuery,
  uploads,
  uploadView,
} from "./ticket-fields.ts";

/** What narrows the agents' list, and names the tickets of a change of many. */
export const agentTicketFilter = z.strictObject({
  /** Of these tickets those that the rest lets through. */
  id: oneOrMore(id).optional(),
  q: z.string().max(500).optional(),
  state: z.enum(["open", "closed", "all"]).default("all"),
  company: oneOrMore(id).optional(),
  contact: id.optional(),
  queue: oneOrMore(id).optional(),
  project: oneOrMore(id).optional(),
  task: oneOrMore(id).optional(),
  category: oneOrMore(id).optional(),
  tag: oneOrMore(id).optional(),
  priority: oneOrMore(id).optional(),
  status: oneOrMore(id).optional(),
  statusType: oneOrMore(statusType).optional(),
  createdAfter: instant.optional(),
  /** Those whose customer reference begins so. */
  customerReference: customerReference.min(1).optional(),
  assignee: z.union([id, z.literal("me"), z.literal("nobody")]).optional(),
  /** Open tickets by their due date; days are those of the agent's time zone. */
  due: z.enum(DUE).optional(),
  /** `due`: waiting tickets whose time has come. */
  waiting: z.enum(["due"]).optional(),
  /** By own fields; several have to hold together. */
  ownFields: ownConditions.optional(),
  /** `unbilled`: those with billable time that stands on no bill yet. */
  time: z.enum(["unbilled"]).optional(),
});
export const agentTicketQuery = page.extend({ ...agentTicketFilter.shape, sort: agentTicketSort.default("-changed") });

export const listTickets = get("/api/v1/tickets", {
  summary: "Tickets in queues that the agent may read",
  policy: agent("ticket:read"),
  query: agentTicketQuery,
  response: listOf(listedTicketView),
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
    dueAt: instant.nullable().default(null),
    customerReference: customerReference.default(""),
    primaryProject: projectPair.nullable().default(null),
    categoryIds: z.array(id).max(50).default([]),
    tagIds: z.array(id).max(50).default([]),
    ownFields: ownValues.default({}),
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
/** Why the status is changed, as an article; until when a waiting ticket waits. */
const statusChange = {
  statusId: id.optional(),
  pendingUntil: instant.nullable().optional(),
  comment: z.strictObject({ bodyText: longText, visible: z.boolean() }).optional(),
};
/** How the workflow and a locked status refuse. */
export const stepErrors = [
  "ticket.locked",
  "ticket.noSuchStep",
  "ticket.stepForAssignee",
  "ticket.stepForAdministrators",
  "ticket.commentRequired",
  "ticket.untilRequired",
] as const;

/** Single fields of a ticket as they were when somebody set out to change them. */
const formerFields = z.strictObject({
  subject: z.string().max(500).optional(),
  statusId: id.optional(),
  pendingUntil: instant.nullable().optional(),
  priorityId: id.optional(),
  queueId: id.optional(),
  assigneeId: id.nullable().optional(),
  companyId: id.nullable().optional(),
  contactId: id.nullable().optional(),
  serviceId: id.nullable().optional(),
  confidential: z.boolean().optional(),
  dueAt: instant.nullable().optional(),
  customerReference: customerReference.optional(),
  primaryProject: projectPair.nullable().optional(),
  secondaryProjects: z.array(projectPair).max(50).optional(),
  categoryIds: z.array(id).max(50).optional(),
  tagIds: z.array(id).max(50).optional(),
  ownFields: ownValues.optional(),
});

export const changeTicket = patch("/api/v1/tickets/{id}", {
  summary: "Change a ticket: status, priority, queue, assignee, company, contact, projects, categories, confidential, due date, own fields, subject",
  policy: agent("ticket:write"),
  params: byId,
  body: z.strictObject({
    version,
    /** With it, a ticket that others changed meanwhile is changed all the same, if these fields are still as they were. */
    was: formerFields.optional(),
    reason: shortText.optional(),
    subject: z.string().trim().min(1).max(500).optional(),
    ...statusChange,
    priorityId: id.optional(),
    queueId: id.optional(),
    assigneeId: id.nullable().optional(),
    companyId: id.nullable().optional(),
    contactId: id.nullable().optional(),
    serviceId: id.nullable().optional(),
    confidential: z.boolean().optional(),
    dueAt: instant.nullable().optional(),
    customerReference: customerReference.optional(),
    primaryProject: projectPair.nullable().optional(),
    /** What happens to time on the primary project until now: it goes along to the new one, or that project stays as a secondary one. */
    bookedTime: z.enum(["rebook", "keepSecondary"]).optional(),
    /** All of them: what is not named any more goes, unless time is booked on it. */
    secondaryProjects: z.array(projectPair).max(50).optional(),
    categoryIds: z.array(id).max(50).optional(),
    tagIds: z.array(id).max(50).optional(),
    /** Those that change, by key; null: taken away. */
    ownFields: ownValues.optional(),
  }),
  response: agentTicketView,
  errors: [
    "record.notFound",
    "record.versionStale",
    "ticket.changedMeanwhile",
    "record.unknownReference",
    "ticket.notPermitted",
    "ticket.contactNotInCompany",
    "ticket.projectOfOtherCompany",
    "ticket.openSubtasks",
    ...stepErrors,
    "ticket.timeBooked",
    "ticket.timeBilled",
    "timeEntry.outsideProject",
  ],
});

export const listTicketSteps = get("/api/v1/tickets/{id}/steps", {
  summary: "The statuses there are, and which of them the agent may give this ticket now",
  policy: agent("ticket:read"),
  params: byId,
  response: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        label: z.string(),
        statusType,
        /** Nothing changes any more once the ticket has it. */
        locks: z.boolean(),
        commentRequired: z.boolean(),
        /** The ticket is closed by itself, so that it has to be said when. */
        untilRequired: z.boolean(),
        /** Why it cannot be chosen; null: it can. */
        refused: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  }),
  errors: ["record.notFound"],
});

/** How many tickets one call changes. */
export const MOST_TICKETS_AT_ONCE = 500;

export const manyChange = z
  .strictObject({
    ...statusChange,
    priorityId: id.optional(),
    queueId: id.optional(),
    assigneeId: id.nullable().optional(),
    companyId: id.nullable().optional(),
    contactId: id.nullable().optional(),
    dueAt: instant.nullable().optional(),
    ownFields: ownValues.optional(),
    primaryProject: projectPair.nullable().optional(),
    /** With `primaryProject`: what was primary stays as a secondary one; default: as the setting *always keep the former project* says. */
    keepPrimary: z.boolean().optional(),
    /**
     * With `primaryProject`, on tickets with time on the one until now: they stay in it, or the time goes along, or it stays as a secondary one.
     * Without this such a ticket is refused, unless the former project stays anyway.
     */
    bookedTime: z.enum(BOOKED_TIME_WAYS).optional(),
    addSecondaryProject: projectPair.optional(),
    addCategoryIds: z.array(id).min(1).max(50).optional(),
    removeCategoryIds: z.array(id).min(1).max(50).optional(),
    addTagIds: z.array(id).min(1).max(50).optional(),
    removeTagIds: z.array(id).min(1).max(50).optional(),
  })
  .refine(({ keepPrimary: _with, bookedTime: _ofTime, comment: _said, ...change }) => Object.values(change).some((value) => value !== undefined));
export type ManyChange = z.infer<typeof manyChange>;

/** `version`: the ticket's afterwards; null for one that is not there. `code` and `message` say why it was refused. */
export const ticketOutcome = z.strictObject({
  id,
  number: z.string().nullable(),
  subject: z.string().nullable(),
  outcome: z.enum(["done", "unchanged", "refused"]),
  /** Time on the primary project that the change asks about, in minutes, and what becomes of it; null: there is none. */
  time: z.strictObject({ minutes: z.int(), way: z.enum(BOOKED_TIME_WAYS).nullable() }).nullable(),
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
  body: z.strictObject({
    bodyText: longText,
    visible: z.boolean(),
    statusId: id.optional(),
    pendingUntil: instant.optional(),
    uploads,
    /** The newest article that the writer knows: refused if somebody else wrote since. */
    lastSeenArticleId: id.optional(),
  }),
  response: articleView,
  status: 201,
  errors: [...articleErrors, "record.unknownReference", "ticket.openSubtasks", "ticket.answeredMeanwhile", ...stepErrors],
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
  errors: ["record.notFound", "ticket.notPermitted", "ticket.locked", "record.unknownReference", "participant.alreadyThere"],
});
export const removeParticipant = del("/api/v1/tickets/{id}/participants/{participantId}", {
  summary: "Take a participant off",
  policy: agent("ticket:write"),
  params: z.strictObject({ id, participantId: id }),
  errors: ["record.notFound", "ticket.notPermitted", "ticket.locked"],
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
