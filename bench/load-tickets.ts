/** Rows of tickets and their first articles, in the order of time. */
import type { Value } from "./copy-rows.ts";
import { days, drawOwner, drawQueue, endsAt, type LoadPlan, STREAMS, startsAt } from "./load-plan.ts";
import { body, subject } from "./load-words.ts";
import { createRandom, idAt } from "./random.ts";

type Rows = Generator<Value[]>;

/** Of a hundred tickets so many are in this status; the reference's two kinds of closed are one here. */
const statusShares = [
  ["new", "201", 5],
  ["open", "202", 20],
  ["pending", "203", 5],
  ["closed", "205", 70],
] as const;
const priorityId = (rank: number): string => `00000000-0000-7000-8000-00000000010${rank}`;
const time = (milliseconds: number): string => new Date(milliseconds).toISOString();

type LoadTicket = { ticketId: string; contactId: string; company: number; queue: number; subject: string; createdAt: number; row: Value[] };

export const ticketColumns = [
  "ticket_id",
  "number",
  "subject",
  "status_id",
  "status_type",
  "priority_id",
  "queue_id",
  "company_id",
  "contact_id",
  "service_id",
  "created_at",
  "changed_at",
  "closed_at",
];

/** The same tickets every time it is called. */
function* tickets(plan: LoadPlan): Generator<LoadTicket> {
  const random = createRandom(plan.seed, STREAMS.tickets);
  const between = (days * 86_400_000) / plan.tickets;
  let day = "";
  let count = 0;
  for (let index = 0; index < plan.tickets; index++) {
    const createdAt = Math.floor(startsAt + index * between);
    const ticketId = idAt(createdAt, random);
    const today = time(createdAt).slice(0, 10).replaceAll("-", "");
    count = today === day ? count + 1 : 1;
    day = today;
    const { company, contactId, servicesOf } = drawOwner(plan, random);
    const queue = drawQueue(plan, company, random);
    const [statusType, status] = statusOf(random.below(100));
    const percent = random.below(100);
    const priority = percent < 80 ? 3 : percent < 90 ? 2 : 4;
    const service = random.next() < 0.5 ? (servicesOf[random.below(servicesOf.length)] ?? null) : null;
    // Most tickets move for the last time within days, few after a month.
    const changedAt = Math.floor(createdAt + random.next() ** 3 * Math.min(40 * 86_400_000, endsAt - createdAt));
    const text = subject(random, index % 9973 === 17);
    yield {
      ticketId,
      contactId,
      company,
      queue,
      subject: text,
      createdAt,
      row: [
        ticketId,
        `${today}${String(count).padStart(5, "0")}`,
        text,
        `00000000-0000-7000-8000-000000000${status}`,
        statusType,
        priorityId(priority),
        plan.queueIds[queue] ?? "",
        plan.companyIds[company] ?? "",
        contactId,
        service === null ? null : (plan.serviceIds[service] ?? null),
        time(createdAt),
        time(changedAt),
        statusType === "closed" ? time(changedAt) : null,
      ],
    };
  }
}

function statusOf(percent: number): readonly [string, string] {
  let below = 0;
  for (const [type, id, share] of statusShares) {
    below += share;
    if (percent < below) return [type, id];
  }
  return ["closed", "205"];
}

/** Reports progress about a hundred times. */
function* counted(plan: LoadPlan, onProgress: (done: number) => void): Generator<LoadTicket> {
  const step = Math.max(1, Math.floor(plan.tickets / 100));
  let done = 0;
  for (const ticket of tickets(plan)) {
    yield ticket;
    if (++done % step === 0) onProgress(done);
  }
}

export function* ticketRows(plan: LoadPlan, onProgress: (done: number) => void): Rows {
  for (const ticket of counted(plan, onProgress)) yield ticket.row;
}

export const articleColumns = ["article_id", "ticket_id", "author_kind", "contact_id", "visible", "subject", "body_text", "created_at"];
export function* articleRows(plan: LoadPlan, onProgress: (done: number) => void): Rows {
  const random = createRandom(plan.seed, STREAMS.texts);
  for (const { ticketId, contactId, subject: title, createdAt } of counted(plan, onProgress))
    yield [idAt(createdAt, random), ticketId, "contact", contactId, true, title, body(random), time(createdAt)];
}

export const participantColumns = ["participant_id", "ticket_id", "contact_id", "level", "added_by_kind", "created_at"];
/** One in a hundred tickets was shared with somebody of another company. */
export function* participantRows(plan: LoadPlan): Rows {
  const random = createRandom(plan.seed, STREAMS.texts + 100);
  let index = 0;
  for (const { ticketId, createdAt } of tickets(plan)) {
    if (index++ % 100 !== 0) continue;
    yield [
      idAt(createdAt, random),
      ticketId,
      plan.contactIds[random.below(plan.contacts)] ?? "",
      "reply",
      index % 3 === 0 ? "agent" : "contact",
      time(createdAt),
    ];
  }
}
