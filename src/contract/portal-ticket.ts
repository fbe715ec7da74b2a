/** Tickets, the contacts' side. */

import { z } from "zod";
import { CONTACT_PATHS } from "#domain/access/clause.ts";
import { VERDICTS } from "#domain/tickets/follow-up.ts";
import { contact, del, get, patch, post } from "./endpoint.ts";
import { byId, id, listOf, longText, named, version } from "./fields.ts";
import {
  articleErrors,
  articlePage,
  contactTicketFields,
  customerReference,
  oneOrMore,
  portalArticle,
  portalParticipant,
  ticketAndFile,
  ticketListQuery,
  ticketView,
  uploadQuery,
  uploads,
  uploadView,
} from "./ticket-fields.ts";

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
    customerReference: customerReference.default(""),
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
  response: z.strictObject({
    ...contactTicketFields,
    nextStep: z.enum(NEXT_STEPS),
    path: z.enum(CONTACT_PATHS),
    /** Which verdicts can be given now. */
    verdicts: z.array(z.enum(VERDICTS)),
  }),
  errors: ["record.notFound", "ticket.merged"],
});
/** My tickets that are finished and to be checked, or that we wrote to last and now wait for. */
export const listWaitingTickets = get("/api/v1/portal/waiting-tickets", {
  summary: "My tickets that wait for me: to check the result, or to answer; last changed first, 50 at most",
  policy: contact,
  response: z.strictObject({ items: z.array(z.strictObject({ ...contactTicketFields, nextStep: z.enum(NEXT_STEPS) })) }),
});
/** How the workflow and a locked status refuse a contact. */
const contactStepErrors = ["ticket.locked", "ticket.stepNotForContacts", "ticket.commentRequired"] as const;

export const changePortalTicket = patch("/api/v1/portal/tickets/{id}", {
  summary: "Close, reopen or change the priority of a ticket",
  policy: contact,
  params: byId,
  body: z.strictObject({ version, state: z.enum(["closed", "open"]).optional(), priorityId: id.optional() }),
  response: ticketView,
  errors: [
    "record.notFound",
    "record.versionStale",
    "ticket.notPermitted",
    "ticket.notAnswerable",
    "ticket.workGoesOn",
    "record.unknownReference",
    ...contactStepErrors,
  ],
});
export const judgeTicket = post("/api/v1/portal/tickets/{id}/judgement", {
  summary: "Say whether a finished ticket is: accepted closes it; rejected, with what is missing as a comment, hands it back",
  policy: contact,
  params: byId,
  /** `version`: the one that was looked at; a newer one is refused. */
  body: z.strictObject({ verdict: z.enum(VERDICTS), comment: longText.default(""), uploads, version: version.optional() }),
  response: ticketView,
  errors: [
    "record.notFound",
    "record.versionStale",
    "ticket.notPermitted",
    "ticket.notFinished",
    "ticket.emptyMessage",
    "attachment.unknownUpload",
    ...contactStepErrors,
  ],
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
  errors: [...articleErrors, "ticket.locked", "ticket.stepNotForContacts"],
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
