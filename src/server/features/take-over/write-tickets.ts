/** Tickets and articles: how their rows are written, in an order in which merged tickets find their targets. */
import type { ArticleRecord } from "#domain/take-over/plan-articles.ts";
import type { TicketRecord } from "#domain/take-over/plan-tickets.ts";
import { findTakenNumbers } from "./find-existing.ts";
import type { TableWriter } from "./record-writer.ts";
import { instantText, knownTime } from "./row-times.ts";
import { idOf, type Run } from "./run.ts";
import { uuidAt } from "./uuid-at.ts";

/** `statusTypes`: of the statuses here, by id; somebody may have changed one. `touched`: gets ids of tickets whose search has to be renewed. */
export const ticketWriter = (run: Run, statusTypes: ReadonlyMap<string, string>, touched: Set<string>): TableWriter<TicketRecord> => ({
  name: "ticket",
  target: "ticket",
  idColumn: "ticket_id",
  edits: "version",
  newId: (ticket) => uuidAt(ticket.createdAt ?? 0),
  row: (ticket) => {
    const statusId = idOf(run, "ticket_state", ticket.statusKey);
    const priorityId = idOf(run, "ticket_priority", ticket.priorityKey);
    const queueId = idOf(run, "queue", ticket.queueKey);
    if (statusId === null || priorityId === null || queueId === null) return null;
    return {
      number: ticket.number,
      subject: ticket.subject,
      status_id: statusId,
      status_type: statusTypes.get(statusId) ?? ticket.statusType,
      priority_id: priorityId,
      queue_id: queueId,
      company_id: idOf(run, "company", ticket.companyKey),
      contact_id: idOf(run, "contact", ticket.contactKey),
      company_text: ticket.companyText,
      contact_text: ticket.contactText,
      assignee_id: idOf(run, "users", ticket.assigneeKey),
      service_id: idOf(run, "service", ticket.serviceKey),
      archived: ticket.archived,
      merged_into_id: idOf(run, "ticket", ticket.mergedIntoKey),
      own_fields: ticket.ownFields,
      created_at: knownTime(ticket.createdAt),
      changed_at: knownTime(ticket.changedAt),
      closed_at: instantText(ticket.closedAt),
    };
  },
  afterWrite: (written) => {
    for (const { id } of written) touched.add(id);
  },
});

/** Targets before the tickets that were merged into them; a circle of merges is cut. */
export function inMergeOrder(tickets: readonly TicketRecord[]): TicketRecord[] {
  const merged = new Map(tickets.filter((ticket) => ticket.mergedIntoKey !== null).map((ticket) => [ticket.key, ticket]));
  const ordered = tickets.filter((ticket) => ticket.mergedIntoKey === null);
  const placed = new Set<string>();
  const place = (ticket: TicketRecord, above: ReadonlySet<string>) => {
    if (placed.has(ticket.key)) return;
    const target = merged.get(ticket.mergedIntoKey ?? "");
    const isCircle = target !== undefined && !placed.has(target.key) && (above.has(target.key) || target.key === ticket.key);
    if (target && !isCircle) place(target, new Set([...above, ticket.key]));
    placed.add(ticket.key);
    ordered.push(isCircle ? { ...ticket, mergedIntoKey: null } : ticket);
  };
  for (const ticket of merged.values()) place(ticket, new Set());
  return ordered;
}

const numbersAtOnce = 2000;

/** Numbers that tickets of other origin have here get a suffix. */
export async function withFreeNumbers(run: Run, tickets: readonly TicketRecord[]): Promise<TicketRecord[]> {
  const taken = new Set<string>();
  for (let start = 0; start < tickets.length; start += numbersAtOnce) {
    const numbers = tickets.slice(start, start + numbersAtOnce).map((ticket) => ticket.number);
    for (const number of await findTakenNumbers(run.db, run.source, numbers)) taken.add(number);
  }
  if (taken.size === 0) return [...tickets];
  return tickets.map((ticket) => {
    if (!taken.has(ticket.number)) return ticket;
    const number = `${ticket.number}-otrs`;
    run.findings.add("duplicateNumber", "ticket", ticket.number, `→ ${number}`);
    return { ...ticket, number };
  });
}

export const articleWriter = (run: Run, touched: Set<string>): TableWriter<ArticleRecord> => ({
  name: "article",
  target: "article",
  idColumn: "article_id",
  edits: "none",
  insertOnly: ["body_html"], // an HTML body that is attached comes later, see write-attachments.ts
  batchSize: 200,
  newId: (article) => uuidAt(article.createdAt ?? 0),
  row: (article) => {
    const ticketId = idOf(run, "ticket", article.ticketKey);
    if (ticketId === null) return null;
    return {
      ticket_id: ticketId,
      author_kind: article.authorKind,
      contact_id: idOf(run, "contact", article.contactKey),
      agent_id: idOf(run, "users", article.agentKey),
      author_text: article.authorText,
      channel: article.channel,
      visible: article.visible,
      subject: article.subject,
      body_text: article.bodyText,
      body_html: article.bodyHtml,
      to_text: article.toText,
      cc_text: article.ccText,
      message_id: article.messageId,
      own_fields: article.ownFields,
      created_at: knownTime(article.createdAt),
    };
  },
  afterWrite: (written) => {
    for (const { record } of written) touched.add(idOf(run, "ticket", record.ticketKey) ?? "");
  },
});
