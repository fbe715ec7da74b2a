/** What agents and contacts are told of tickets, and how both narrow their lists. */

import { z } from "zod";
import { AGENT_NAMES, WORKED_HOURS } from "#domain/settings/catalogue.ts";
import { KEPT_FIELD_TYPES, MOST_TEXT } from "#domain/tickets/own-fields.ts";
import { PORTAL_VIEWS } from "#domain/tickets/views.ts";
import { day, id, instant, named, ownFields, page, statusType, ticketVerb, version } from "./fields.ts";

export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(item).min(1).max(50));

/** A project and one of its tasks, or none of them. */
export const projectPair = z.strictObject({ projectId: id, taskId: id.nullable() });

const SORTS = ["-changed", "changed", "-created", "created"] as const;
export const customerReference = z.string().trim().max(100);

/** By key of the field; which values a field takes is said by its definition. Null: none. */
const fieldKey = z.string().min(1).max(200);
export const ownValues = z
  .record(fieldKey, z.union([z.string().max(MOST_TEXT), z.number(), z.boolean(), z.array(z.string().max(200)).max(50), z.null()]))
  .refine((values) => Object.keys(values).length <= 100);

/** What narrows a list by an own field: one of these values, a beginning, or a stretch of days; as a JSON text in a query. */
const ownCondition = z.union([
  z.strictObject({ key: fieldKey, is: z.array(z.string().min(1).max(200)).min(1).max(50) }),
  z.strictObject({ key: fieldKey, begins: z.string().trim().min(1).max(200) }),
  z.strictObject({ key: fieldKey, from: day.optional(), to: day.optional() }).refine(({ from, to }) => from !== undefined || to !== undefined),
]);
export type OwnCondition = z.infer<typeof ownCondition>;
export const ownConditions = z.preprocess((value) => (typeof value === "string" ? parsed(value) : value), z.array(ownCondition).min(1).max(5));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const ticketSort = z.enum(SORTS);
export type TicketSort = z.infer<typeof ticketSort>;
/** `due`: what is due first; tickets without a date last. */
export const agentTicketSort = z.enum([...SORTS, "due"]);
export type AgentTicketSort = z.infer<typeof agentTicketSort>;

/** Filters of the portal's list and of a contact's list in the workspace. */
export const ticketListQuery = page.extend({
  /** Of these tickets those that the rest lets through. */
  id: oneOrMore(id).optional(),
  view: z.enum(PORTAL_VIEWS).default("all"),
  state: z.enum(["open", "closed", "all"]).default("all"),
  company: oneOrMore(id).optional(),
  queue: oneOrMore(id).optional(),
  project: oneOrMore(id).optional(),
  task: oneOrMore(id).optional(),
  priority: oneOrMore(id).optional(),
  status: oneOrMore(id).optional(),
  /** Those whose customer reference begins so. */
  customerReference: customerReference.min(1).optional(),
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
const ticketViewed = z.strictObject({
  agentNames: z.enum(AGENT_NAMES),
  colleagueNames: z.boolean(),
  priority: z.boolean(),
  dueDate: z.boolean(),
  hours: z.enum(WORKED_HOURS),
});

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
  /** The customer's own number of what it is about. */
  customerReference: z.string(),
  /** Until when the provider wants to be done. */
  dueAt: instant.nullable(),
  createdAt: instant,
  changedAt: instant,
  version,
  can: z.array(ticketVerb),
};

const priorityFields = { priority: z.string(), priorityLabel: z.string(), priorityId: id };
export type PriorityView = z.infer<z.ZodObject<typeof priorityFields>>;

/** A person whose name may be kept back: without an id and, if hidden, without a name. */
const maybeNamed = z.strictObject({ id: id.nullable(), name: z.string().nullable() });

/** An own field that contacts see, in the words that they read. Of several values all. */
const shownField = z.strictObject({
  key: z.string(),
  label: z.string(),
  type: z.enum(KEPT_FIELD_TYPES),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
export type ShownFieldView = z.infer<typeof shownField>;

/** As a contact sees it: names, priority and due date are null where `view` keeps them back. */
export const contactTicketFields = {
  ...ticketFields,
  priority: z.string().nullable(),
  priorityLabel: z.string().nullable(),
  priorityId: id.nullable(),
  shownFields: z.array(shownField),
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
  /** Of an article that was written in a ticket that was merged into this one: which. */
  origin: z.strictObject({ id, number: z.string(), subject: z.string() }).nullable(),
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
  tags: z.array(named),
  archived: z.boolean(),
  mergedIntoId: id.nullable(),
  /** Nothing of it changes any more; an administrator may take it out of its status. */
  locked: z.boolean(),
  /** Of a ticket that waits: when it comes back. */
  pendingUntil: instant.nullable(),
  /** Until when the merge can be undone; null: it was not merged here, or the agent may not. */
  unmergeUntil: instant.nullable(),
  ownFields,
});
export type AgentTicketView = z.infer<typeof agentTicketView>;

/** A row of the agents' list: with the time booked on it, in minutes. */
export const listedTicketView = agentTicketView.extend({ workedMinutes: z.int() });
export type ListedTicketView = z.infer<typeof listedTicketView>;

export const portalArticle = articleView.extend({ author: maybeNamed.extend({ kind: articleView.shape.author.shape.kind }) });
export type PortalArticleView = z.infer<typeof portalArticle>;
export const portalParticipant = participantView.extend({ contact: maybeNamed.nullable() });
export type PortalParticipantView = z.infer<typeof portalParticipant>;

export const articleList = z.strictObject({ items: z.array(articleView), next: z.string().nullable(), total: z.int() });
export const articlePage = z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().max(2000).optional() });
export const uploads = z.array(id).max(50).default([]);
export const uploadView = z.strictObject({ id, name: z.string(), contentType: z.string(), sizeBytes: z.int() });
export const uploadQuery = z.strictObject({ name: z.string().trim().min(1).max(255) });
export const ticketAndFile = z.strictObject({ id, attachmentId: id });
export const articleErrors = ["record.notFound", "ticket.notPermitted", "ticket.notAnswerable", "ticket.emptyMessage", "attachment.unknownUpload"] as const;
