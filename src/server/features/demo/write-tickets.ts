/** Tickets with articles, attachments, participants and search text. */
import { insertRows, insertStoredFiles, refreshSearch } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { fill, priorityRanks } from "./conversation.ts";
import { contentTypes, makeFile } from "./files.ts";
import type { Actor, Log } from "./log.ts";
import { day } from "./moments.ts";
import { type Author, letterName, letterNameOfAgent, type PlannedArticle, type PlannedTicket, type TicketStatus } from "./plan-tickets.ts";
import type { World } from "./world.ts";

const statusNumbers = { new: 201, open: 202, pending: 203, done: 204, closed: 205, removed: 206, merged: 207 } as const;
const statusId = (status: TicketStatus): string => `00000000-0000-7000-8000-000000000${statusNumbers[status]}`;
const priorityId = (rank: number): string => `00000000-0000-7000-8000-00000000010${rank}`;

const actorOf = (author: Author): Actor =>
  "agent" in author ? { kind: "agent", id: author.agent.id } : "contact" in author ? { kind: "contact", id: author.contact.id } : { kind: "system" };

/** A planned ticket with its ids and its number. */
type Placed = PlannedTicket & {
  id: string;
  number: string;
  createdAt: Date;
  changedAt: Date;
  status: TicketStatus;
  articleIds: string[];
  source: PlannedTicket;
};

export async function writeTickets(db: Queryable, files: FileStore, world: World, log: Log, planned: readonly PlannedTicket[]): Promise<number> {
  const tickets = place(world, planned);
  await writeNumbers(db, tickets);
  await insertRows(
    db,
    "ticket",
    tickets.map((ticket) => ticketRow(world, ticket, tickets)),
  );
  await insertRows(
    db,
    "article",
    tickets.flatMap((ticket) => ticket.articles.map((article, at) => articleRow(ticket, article, at))),
  );
  await writeAttachments(db, files, world, tickets);
  await writeParticipants(db, world, log, tickets);
  for (const ticket of tickets) logTicket(world, log, ticket);
  await refreshSearch(
    db,
    tickets.map((ticket) => ticket.id),
  );
  return tickets.length;
}

/** Numbers as the product gives them: the day in UTC and a counter of that day. */
function place(world: World, planned: readonly PlannedTicket[]): Placed[] {
  const counts = new Map<string, number>();
  return planned
    .map((ticket) => ({ ticket, createdAt: ticket.articles[0]?.at ?? world.now }))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    .map(({ ticket, createdAt }) => {
      const date = createdAt.toISOString().slice(0, 10).replaceAll("-", "");
      const count = (counts.get(date) ?? 0) + 1;
      counts.set(date, count);
      return {
        ...ticket,
        id: world.random.id(createdAt),
        number: `${date}${String(count).padStart(5, "0")}`,
        createdAt,
        changedAt: ticket.ending?.at ?? ticket.articles.at(-1)?.at ?? createdAt,
        status: ticket.ending?.status ?? ticket.articles.at(-1)?.statusAfter ?? "new",
        source: ticket,
        articleIds: ticket.articles.map((article) => world.random.id(article.at)),
      };
    });
}

async function writeNumbers(db: Queryable, tickets: readonly Placed[]): Promise<void> {
  const days = Map.groupBy(tickets, (ticket) => ticket.number.slice(0, 8));
  await insertRows(
    db,
    "number_counter",
    [...days].map(([date, ofDay]) => ({ counter_key: `ticket ${date}{n:5}`, last_value: ofDay.length })),
  );
}

function ticketRow(world: World, ticket: Placed, all: readonly Placed[]) {
  const { conversation } = ticket;
  const isOver = ticket.status === "closed" || ticket.status === "done";
  return {
    ticket_id: ticket.id,
    number: ticket.number,
    subject: subjectOf(ticket),
    status_id: statusId(ticket.status),
    status_type: ticket.status,
    priority_id: priorityId(priorityRanks[conversation.priority]),
    queue_id: world.queues[conversation.queue].id,
    company_id: ticket.company?.id ?? null,
    contact_id: ticket.contact?.id ?? null,
    contact_text: conversation.from ?? "",
    merged_into_id: all.find((one) => one.source === ticket.mergedInto)?.id ?? null,
    assignee_id: ticket.assignee?.id ?? null,
    service_id: conversation.service && world.services[conversation.service].id,
    confidential: conversation.confidential,
    customer_reference:
      Number(ticket.number.slice(-3)) % 5 === 2 && ticket.contact !== null ? `PO-${ticket.number.slice(2, 8)}-${ticket.number.slice(-2)}` : "",
    due_at: isOver ? null : dueAt(world, ticket),
    version: 1 + ticket.articles.length,
    created_at: ticket.createdAt,
    changed_at: ticket.changedAt,
    closed_at: isOver ? ticket.changedAt : null,
    valid_from: ticket.createdAt,
  };
}

/** Of tickets that somebody works on: some are late, some due today, some soon; every third is not promised for a day. */
function dueAt(world: World, ticket: Placed): Date | null {
  const turn = Number(ticket.number.slice(-3));
  if (ticket.assignee === null || turn % 3 === 0) return null;
  const due = new Date(world.now.getTime() + ((turn % 8) - 1) * day);
  due.setUTCHours(turn % 2 === 0 ? 15 : 10, 0, 0, 0);
  return due > ticket.createdAt ? due : null;
}

const subjectOf = (ticket: PlannedTicket): string => fill(ticket.conversation.subject, ticket.slots);

function articleRow(ticket: Placed, { part, at, author }: PlannedArticle, index: number) {
  const { conversation, slots } = ticket;
  const agent = "agent" in author ? author.agent : null;
  const contact = "contact" in author ? author.contact : null;
  const firstAgent = ticket.articles.flatMap((article) => ("agent" in article.author ? [article.author.agent] : []))[0];
  const dear = agent && ticket.contact ? letterName(conversation, ticket.contact) : firstAgent ? letterNameOfAgent(conversation, firstAgent) : "";
  return {
    article_id: ticket.articleIds[index],
    ticket_id: ticket.id,
    author_kind: agent ? "agent" : "contact",
    author_text: "sender" in author ? author.sender : "",
    contact_id: contact?.id ?? null,
    agent_id: agent?.id ?? null,
    channel: agent ? "workspace" : contact && contact.signIn !== "none" ? "portal" : "email",
    visible: part.voice !== "note",
    subject: subjectOf(ticket),
    body_text: fill(part.text, { ...slots, dear, me: agent?.name ?? contact?.name ?? "" }),
    created_at: at,
  };
}

async function writeAttachments(db: Queryable, files: FileStore, world: World, tickets: readonly Placed[]): Promise<void> {
  const stored = new Map<string, { hash: Buffer; size: number }>();
  const rows: Record<string, unknown>[] = [];
  for (const ticket of tickets) {
    for (const [index, { part, at }] of ticket.articles.entries()) {
      for (const { kind, name } of part.files) {
        const file = stored.get(name) ?? (await files.put(makeFile(kind, name)));
        stored.set(name, file);
        rows.push({
          attachment_id: world.random.id(at),
          article_id: ticket.articleIds[index],
          ticket_id: ticket.id,
          file_hash: `\\x${file.hash.toString("hex")}`,
          name,
          content_type: contentTypes[kind],
          size_bytes: file.size,
          created_at: at,
        });
      }
    }
  }
  await insertStoredFiles(db, [...new Map([...stored.values()].map((file) => [file.hash.toString("hex"), file])).values()]);
  await insertRows(db, "attachment", rows);
}

type Joined = { contactId: string | null; companyId: string | null; level: "read" | "reply"; at: Date };

/** Who joins in is a participant; besides, now and then somebody is added who only reads. */
async function writeParticipants(db: Queryable, world: World, log: Log, tickets: readonly Placed[]): Promise<void> {
  const rows = tickets.flatMap((ticket, place) => {
    const { assignee } = ticket;
    if (!assignee || ticket.mergedInto) return [];
    return joinedTo(world, ticket, place).map(({ contactId, companyId, level, at }) => {
      const participantId = world.random.id(at);
      log.record(
        at,
        { kind: "agent", id: assignee.id },
        {
          event: "ticket.participant-added",
          subject: { kind: "ticket", id: ticket.id },
          companyId: companyId ?? ticket.company?.id ?? null,
          contactId,
          after: { participantId, contactId, companyId, level },
        },
      );
      const by = { added_by_kind: "agent", added_by: assignee.id, created_at: at, valid_from: at };
      return { participant_id: participantId, ticket_id: ticket.id, contact_id: contactId, company_id: companyId, level, ...by };
    });
  });
  await insertRows(db, "participant", rows);
}

function joinedTo(world: World, ticket: Placed, place: number): Joined[] {
  const between = (at: Date): Date => new Date((at.getTime() + ticket.createdAt.getTime()) / 2);
  const answer = ticket.articles.find((article) => article.part.voice === "colleague");
  const colleague = answer && "contact" in answer.author && answer.author.contact.id !== ticket.contact?.id ? answer.author.contact : null;
  const reader = world.people.find((one) => one.may && one.company === ticket.company?.key && one.id !== ticket.contact?.id);
  const waits = ticket.articles.find((article) => article.statusAfter === "pending");
  const partner = ticket.conversation.joins;
  return [
    ...(answer && colleague ? [{ contactId: colleague.id, companyId: null, level: "reply" as const, at: between(answer.at) }] : []),
    ...(!colleague && reader && place % 9 === 4 ? [{ contactId: reader.id, companyId: null, level: "read" as const, at: between(ticket.changedAt) }] : []),
    ...(partner && waits ? [{ contactId: null, companyId: world.companies[partner].id, level: "reply" as const, at: waits.at }] : []),
  ];
}

function logTicket(world: World, log: Log, ticket: Placed): void {
  const about = { subject: { kind: "ticket", id: ticket.id }, companyId: ticket.company?.id ?? null, contactId: ticket.contact?.id ?? null };
  const { number } = ticket;
  const queueId = world.queues[ticket.conversation.queue].id;
  for (const [index, { part, at, author, statusAfter }] of ticket.articles.entries()) {
    const before = ticket.articles[index - 1]?.statusAfter;
    if (index === 0)
      log.record(at, actorOf(author), {
        event: "ticket.created",
        ...about,
        after: { number, queueId, companyId: about.companyId, contactId: about.contactId },
      });
    else
      logAnswer(log, author, part.voice === "note", at, {
        ...about,
        after: { articleId: ticket.articleIds[index], ...(statusAfter === before ? {} : { statusId: statusId(statusAfter) }) },
      });
    const isFirstAgent = "agent" in author && !ticket.articles.slice(0, index).some((article) => "agent" in article.author);
    if (isFirstAgent && ticket.assignee)
      log.record(at, actorOf(author), { event: "ticket.changed", ...about, before: { assigneeId: null }, after: { assigneeId: ticket.assignee.id } });
  }
  if (!ticket.ending) return;
  const { at, by, status } = ticket.ending;
  const change = { before: { statusId: statusId(ticket.articles.at(-1)?.statusAfter ?? "new") }, after: { statusId: statusId(status) } };
  log.record(at, actorOf(by), { event: "agent" in by ? "ticket.changed" : "ticket.changed-by-contact", ...about, ...change });
}

type About = { subject: { kind: string; id: string }; companyId: string | null; contactId: string | null; after: Record<string, unknown> };

function logAnswer(log: Log, author: Author, isNote: boolean, at: Date, about: About): void {
  const event = isNote ? "ticket.noted" : "agent" in author ? "ticket.answered-by-agent" : "ticket.answered-by-contact";
  log.record(at, actorOf(author), { event, ...about, ...("contact" in author ? { contactId: author.contact.id } : {}) });
}
