/** Writing tickets: numbers, rows, search text. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { StatusType } from "#domain/access/facts.ts";
import { numberSeries } from "#domain/settings/number-format.ts";
import type { OwnValues } from "#domain/tickets/own-fields.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

/** The next free ticket number of a format; the counter's row is locked until the commit. */
export async function nextNumber(db: Queryable, format: string, now: Date): Promise<string> {
  const series = numberSeries(format, now);
  for (;;) {
    const { rows } = await sql<{ last_value: number }>`
      insert into number_counter (counter_key, last_value) values (${`ticket ${series.key}`}, 1)
      on conflict (counter_key) do update set last_value = number_counter.last_value + 1 returning last_value`.execute(db);
    const number = series.numberOf(rows[0]?.last_value ?? 1);
    const { rows: taken } = await sql`select 1 from ticket where lower(number) = lower(${number})`.execute(db);
    if (taken.length === 0) return number;
  }
}

export type NewTicket = {
  number: string;
  subject: string;
  status: { statusId: string; statusType: StatusType };
  priorityId: string;
  queueId: string;
  companyId: string | null;
  contactId: string | null;
  assigneeId: string | null;
  serviceId: string | null;
  dueAt: string | null;
  customerReference: string;
  ownFields: OwnValues;
  now: Date;
};

export async function insertTicket(db: Queryable, ticket: NewTicket): Promise<string> {
  const ticketId = randomUUIDv7();
  await db
    .insertInto("ticket")
    .values({
      ticket_id: ticketId,
      number: ticket.number,
      subject: ticket.subject,
      status_id: ticket.status.statusId,
      status_type: ticket.status.statusType,
      priority_id: ticket.priorityId,
      queue_id: ticket.queueId,
      company_id: ticket.companyId,
      contact_id: ticket.contactId,
      assignee_id: ticket.assigneeId,
      service_id: ticket.serviceId,
      due_at: ticket.dueAt,
      customer_reference: ticket.customerReference,
      own_fields: JSON.stringify(ticket.ownFields),
      created_at: ticket.now,
      changed_at: ticket.now,
    })
    .execute();
  return ticketId;
}

export const refreshSearch = (db: Queryable, ticketIds: readonly string[]) => sql`select refresh_ticket_search(${[...ticketIds]}::uuid[])`.execute(db);

export type TicketChanges = {
  subject?: string | undefined;
  status?: { statusId: string; statusType: StatusType } | undefined;
  pendingUntil?: string | null | undefined;
  priorityId?: string | undefined;
  queueId?: string | undefined;
  assigneeId?: string | null | undefined;
  companyId?: string | null | undefined;
  contactId?: string | null | undefined;
  serviceId?: string | null | undefined;
  confidential?: boolean | undefined;
  dueAt?: string | null | undefined;
  customerReference?: string | undefined;
  /** Those that change; null: taken away. */
  ownFields?: OwnValues | undefined;
};

export const updateTicket = (db: Queryable, ticketId: string, changes: TicketChanges, now: Date): Promise<void> => updateTickets(db, [ticketId], changes, now);

/** Writes what is given to each of these tickets; their versions rise. The caller holds the rows' locks. */
export async function updateTickets(db: Queryable, ticketIds: readonly string[], changes: TicketChanges, now: Date): Promise<void> {
  const closes = changes.status && (changes.status.statusType === "closed" || changes.status.statusType === "done");
  const values = {
    subject: changes.subject,
    status_id: changes.status?.statusId,
    status_type: changes.status?.statusType,
    closed_at: changes.status === undefined ? undefined : closes ? now : null,
    pending_until: changes.pendingUntil,
    reminded_at: changes.status === undefined && changes.pendingUntil === undefined ? undefined : null,
    priority_id: changes.priorityId,
    queue_id: changes.queueId,
    assignee_id: changes.assigneeId,
    company_id: changes.companyId,
    contact_id: changes.contactId,
    service_id: changes.serviceId,
    confidential: changes.confidential,
    due_at: changes.dueAt,
    customer_reference: changes.customerReference,
    own_fields: changes.ownFields && withValues(changes.ownFields),
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  await db
    .updateTable("ticket")
    .set((eb) => ({ ...given, changed_at: now, version: eb("version", "+", 1) }))
    .where(sql<boolean>`ticket_id = any(${[...ticketIds]}::uuid[])`)
    .execute();
}

/** What is stored, with these values instead. */
function withValues(ownFields: OwnValues) {
  const gone = Object.keys(ownFields).filter((key) => ownFields[key] === null);
  const given = Object.fromEntries(Object.entries(ownFields).filter(([, value]) => value !== null));
  return sql<string>`(own_fields - ${gone}::text[]) || ${JSON.stringify(given)}::jsonb`;
}

/** The status that stands for its type. */
export async function getDefaultStatus(db: Queryable, statusType: StatusType): Promise<{ statusId: string; statusType: StatusType }> {
  const row = await db
    .selectFrom("ticket_status")
    .select("status_id")
    .where("status_type", "=", statusType)
    .where("state", "=", "active")
    .orderBy("is_default_of_type", "desc")
    .orderBy("rank")
    .executeTakeFirstOrThrow();
  return { statusId: row.status_id, statusType };
}

export async function getDefaultPriority(db: Queryable): Promise<string> {
  return (await db.selectFrom("priority").select("priority_id").orderBy("is_default", "desc").orderBy("rank").executeTakeFirstOrThrow()).priority_id;
}

/** Whether these records exist and can be chosen. */
export async function isChoosable(db: Queryable, table: "priority" | "service", id: string): Promise<boolean> {
  const row =
    table === "priority"
      ? await db.selectFrom("priority").select("state").where("priority_id", "=", id).executeTakeFirst()
      : await db.selectFrom("service").select("state").where("service_id", "=", id).executeTakeFirst();
  return row?.state === "active";
}

export const findQueueFacts = async (db: Queryable, queueId: string) => {
  const row = await db
    .selectFrom("queue as q")
    .innerJoin("access_group as g", "g.group_id", "q.group_id")
    .select(["q.queue_id", "q.name", "q.group_id", "q.state", "g.state as group_state"])
    .where("q.queue_id", "=", queueId)
    .executeTakeFirst();
  return row && { queueId: row.queue_id, name: row.name, groupId: row.group_id, active: row.state === "active" };
};

export const findCreateTarget = async (db: Queryable, companyId: string) => {
  const row = await db.selectFrom("company").select(["company_id", "parent_id", "state"]).where("company_id", "=", companyId).forShare().executeTakeFirst();
  return row && { companyId: row.company_id, parentId: row.parent_id, state: row.state as "active" | "suspended" | "closed" };
};
