/** Tickets, articles and participants as the API shows them; what a contact gets never holds anything internal. */
import type { ResponseOf } from "#contract/endpoint.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { NEXT_STEPS } from "#contract/portal-ticket.ts";
import type { changeTickets, TicketOutcome } from "#contract/ticket.ts";
import type { AgentTicketView, ArticleView, ParticipantView, PriorityView, ShownFieldView, TicketProjectView, TicketView } from "#contract/ticket-fields.ts";
import type { Access } from "#domain/access/effective-access.ts";
import type { TicketFacts } from "#domain/access/facts.ts";
import { shownAgent, shownContact } from "#domain/access/shown-names.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import { shownOwnFields, type View, viewOf } from "#domain/access/view.ts";
import { contactMoves } from "#domain/tickets/contact-move.ts";
import { type ContactMove, VERDICTS, type Verdict, verbsNow } from "#domain/tickets/follow-up.ts";
import { UNDO_MERGE_DAYS } from "#domain/tickets/merge.ts";
import { fieldLabel, listOf, type OwnField, optionLabel } from "#domain/tickets/own-fields.ts";
import type { Workflow } from "#domain/tickets/workflow.ts";
import type { Language, Translate } from "#server/platform/i18n/translate.ts";
import type { ArticleRow, listParticipantRows } from "./article-queries.ts";
import type { ManyChanged } from "./change-tickets.ts";
import { cleanHtml } from "./clean-html.ts";
import type { KnownTicket, TicketRow } from "./ticket-row-queries.ts";

const labelOf = (labels: Record<string, string>, name: string, language: Language): string => labels[language] ?? name;

function presentTicket(
  row: TicketRow,
  allowed: readonly TicketVerb[],
  moves: ReadonlySet<ContactMove> | null,
  language: Language,
): Omit<TicketView, "view" | "shownFields"> & PriorityView {
  return {
    id: row.ticket_id,
    number: row.number,
    subject: row.subject,
    status: row.status_name,
    statusLabel: labelOf(row.status_labels, row.status_name, language),
    statusId: row.status_id,
    statusType: row.status_type,
    priority: row.priority_name,
    priorityLabel: labelOf(row.priority_labels, row.priority_name, language),
    priorityId: row.priority_id,
    queueId: row.queue_id,
    queueName: row.queue_name,
    companyId: row.company_id,
    companyName: row.company_name,
    contactId: row.contact_id,
    contactName: row.contact_name,
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_name,
    serviceId: row.service_id,
    serviceName: row.service_name,
    projects: row.shown_projects ?? [],
    confidential: row.confidential,
    customerReference: row.customer_reference,
    dueAt: row.due_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    version: row.version,
    can: verbsNow(allowed, { statusType: row.status_type, followUp: row.follow_up, locked: row.status_locks, moves }),
  };
}

/** Who looks, and what the workflow lets contacts do. */
export type ContactEyes = { access: Access; workflow: Workflow };

/** As much as the view gives (access-model, "View"). Of its projects those that the contact knows anyway: of its companies, or that it has a grant on. */
export function presentTicketForContact(
  { row, facts }: KnownTicket,
  { access, workflow }: ContactEyes,
  allowed: readonly TicketVerb[],
  language: Language,
): TicketView {
  const companyIds = new Set(access.memberships.filter(({ obstacle }) => obstacle === null).map(({ company }) => company.companyId));
  const granted = new Set(access.grants.filter(({ obstacle }) => obstacle === null).map((grant) => grant.project.projectId));
  const known = ({ project }: TicketProjectView) => (project.companyId !== null && companyIds.has(project.companyId)) || granted.has(project.id);
  const whole = presentTicket(row, allowed, contactMoves(workflow, row.status_id), language);
  const view = viewOf(access, facts);
  const assignee = { id: row.assignee_id, name: row.assignee_name, firstName: row.assignee_first_name };
  const { id: assigneeId, name: assigneeName } = row.assignee_id === null ? assignee : shownAgent(view, access.view.teamName, assignee);
  const { id: contactId, name: contactName } = shownContact(view, access.contactId, { id: row.contact_id, name: row.contact_name });
  const priority = view.priority ? {} : { priority: null, priorityLabel: null, priorityId: null };
  const dueAt = view.dueDate ? whole.dueAt : null;
  const shownFields = shownOwnFields(access, row.own_fields).map((one) => presentShownField(one, language));
  return { ...whole, assigneeId, assigneeName, contactId, contactName, ...priority, dueAt, projects: whole.projects.filter(known), shownFields, view };
}

/** In the words that people read. */
function presentShownField({ field, value }: { field: OwnField; value: unknown }, language: Language): ShownFieldView {
  const word = (one: unknown) => (field.type === "choice" || field.type === "choices" ? optionLabel(field.options, one) : one);
  const told = listOf(value).flatMap((one) => (["string", "number", "boolean"].includes(typeof one) ? [word(one) as string | number | boolean] : []));
  return { key: field.key, label: fieldLabel(field, language), type: field.type, values: told };
}

/** The verdicts that the workflow lets this contact give now. */
export function verdictsNow({ workflow }: ContactEyes, row: TicketRow, can: readonly TicketVerb[]): Verdict[] {
  const moves = contactMoves(workflow, row.status_id);
  return can.includes("judge") ? VERDICTS.filter((verdict) => moves.has(verdict === "accepted" ? "accept" : "reject")) : [];
}

const dayMilliseconds = 86_400_000;

/** An agent may also write to closed tickets: its queue's follow-up binds contacts. */
export const presentTicketForAgent = (row: TicketRow, allowed: readonly TicketVerb[], language: Language): AgentTicketView => ({
  ...presentTicket({ ...row, follow_up: "possible" }, allowed, null, language),
  companyText: row.company_text,
  contactText: row.contact_text,
  categories: row.categories ?? [],
  tags: row.tags ?? [],
  archived: row.archived,
  mergedIntoId: row.merged_into_id,
  locked: row.status_locks,
  pendingUntil: row.pending_until?.toISOString() ?? null,
  unmergeUntil: row.merged_at && allowed.includes("change") ? new Date(row.merged_at.getTime() + UNDO_MERGE_DAYS * dayMilliseconds).toISOString() : null,
  ownFields: row.own_fields,
});

/** In the order in which the tickets were named; one that is not there (or not for this agent) is refused like it. */
export function presentOutcomes(many: ManyChanged, translate: Translate): ResponseOf<typeof changeTickets> {
  const byId = new Map(many.decided.map((one) => [one.row.ticket_id, one]));
  const refused = (id: string, code: ErrorCode, row?: TicketRow, words: Readonly<Record<string, string>> = {}): TicketOutcome => ({
    id,
    number: row?.number ?? null,
    subject: row?.subject ?? null,
    outcome: "refused",
    time: null,
    version: row?.version ?? null,
    code,
    message: translate(`error.${code}`, words),
  });
  const results = many.askedIds.map((id): TicketOutcome => {
    const known = byId.get(id);
    if (!known) return refused(id, "record.notFound");
    const { row, decision } = known;
    const time = decision.time ? { minutes: decision.time.minutes, way: decision.time.way } : null;
    if ("refused" in decision) return { ...refused(id, decision.refused, decision.refused === "record.notFound" ? undefined : row, decision.words), time };
    const done = Object.keys(decision.changed).length > 0;
    const { number, subject } = row;
    return { id, number, subject, outcome: done ? "done" : "unchanged", time, version: done ? row.version + 1 : row.version, code: null, message: null };
  });
  const { next, total, totalIsLowerBound } = many;
  const bulkId = results.some(({ outcome }) => outcome === "done") ? many.bulkId : null;
  return { bulkId, results, next, total, ...(totalIsLowerBound ? { totalIsLowerBound } : {}) };
}

/** One line for the contact: who has the ball. `lastAuthor`: who wrote the last message that the contact sees. */
export function nextStep(row: TicketRow, lastAuthor: ArticleRow["author_kind"] | undefined): (typeof NEXT_STEPS)[number] {
  switch (row.status_type) {
    case "new":
      return "weLook";
    case "pending":
      return lastAuthor === "agent" ? "youAnswer" : "weWait";
    case "done":
      return "youJudge";
    case "closed":
      return "closed";
    default:
      return "weWork";
  }
}

/** `attachmentPath` is where the pictures of a message are fetched: the realm's own address. `origin`: the merged ticket that it was written in. */
export const presentArticle = (row: ArticleRow, attachmentPath: (attachmentId: string) => string, origin: TicketRow | null = null): ArticleView => ({
  id: row.article_id,
  author: { kind: row.author_kind, id: row.contact_id ?? row.agent_id, name: row.author_name },
  visible: row.visible,
  channel: row.channel,
  subject: row.subject,
  bodyText: row.body_text,
  bodyHtml: row.body_html === null ? null : cleanHtml(row.body_html, row.attachments, attachmentPath),
  createdAt: row.created_at.toISOString(),
  attachments: row.attachments.map((attachment) => ({
    id: attachment.attachment_id,
    name: attachment.name,
    contentType: attachment.content_type,
    sizeBytes: attachment.size_bytes,
    inline: attachment.inline,
    contentId: attachment.content_id,
  })),
  origin: origin && { id: origin.ticket_id, number: origin.number, subject: origin.subject },
});

/** Whose eyes an answer is for, and how much of this ticket they see. */
export type Reading = { view: View; teamName: string; contactId: string };

export const readingOf = (access: Access, facts: TicketFacts): Reading => ({
  view: viewOf(access, facts),
  teamName: access.view.teamName,
  contactId: access.contactId,
});

/** What the provider's system wrote is named as agents are. */
export function presentArticleForContact(
  row: ArticleRow,
  { view, teamName, contactId }: Reading,
  attachmentPath: (attachmentId: string) => string,
  origin: TicketRow | null = null,
) {
  const article = presentArticle(row, attachmentPath, origin);
  const { kind, id, name } = article.author;
  const author = kind === "contact" ? shownContact(view, contactId, { id, name }) : shownAgent(view, teamName, { id, name, firstName: row.author_first_name });
  return { ...article, author: { kind, ...author } };
}

type ParticipantRow = Awaited<ReturnType<typeof listParticipantRows>>[number];

export const presentParticipant = (row: ParticipantRow): ParticipantView => ({
  id: row.participant_id,
  contact: row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? "" },
  company: row.company_id === null ? null : { id: row.company_id, name: row.company_name ?? "" },
  level: row.level,
  addedBy: row.added_by_kind,
  createdAt: row.created_at.toISOString(),
});

export function presentParticipantForContact(row: ParticipantRow, { view, contactId }: Reading) {
  const participant = presentParticipant(row);
  return { ...participant, contact: participant.contact && shownContact(view, contactId, participant.contact) };
}
