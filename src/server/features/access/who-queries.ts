/** What answers about access show beside the decision: people, tickets, queues and services by name. */

import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

export type PersonShown = { contactId: string; name: string; email: string; companyName: string | null; withoutSignIn: boolean };

export async function listPeopleShown(db: Queryable, contactIds: readonly string[]): Promise<Map<string, PersonShown>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await sql<{ contact_id: string; name: string; email: string; company_name: string | null; without: boolean }>`
    select ct.contact_id, trim(ct.first_name || ' ' || ct.last_name) as name, ct.email, c.name as company_name,
      ct.login is null or not exists (select from credential cr where cr.contact_id = ct.contact_id) as without
    from contact ct left join membership m on m.contact_id = ct.contact_id and m.is_primary left join company c on c.company_id = m.company_id
    where ct.contact_id = any(${[...contactIds]}::uuid[])`.execute(db);
  return new Map(
    rows.map((row) => [
      row.contact_id,
      { contactId: row.contact_id, name: row.name, email: row.email, companyName: row.company_name, withoutSignIn: row.without },
    ]),
  );
}

/** Names of agents, for "set by". */
export async function listAgentNames(db: Queryable, agentIds: readonly string[]): Promise<Map<string, string>> {
  if (agentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("agent")
    .select(["agent_id", "first_name", "last_name", "login"])
    .where("agent_id", "in", [...agentIds])
    .execute();
  return new Map(rows.map((row) => [row.agent_id, `${row.first_name} ${row.last_name}`.trim() || row.login]));
}

export type TicketShown = { id: string; number: string; subject: string; queueName: string; companyName: string | null };

export async function findTicketShown(db: Queryable, ticketId: string): Promise<TicketShown | undefined> {
  const row = await db
    .selectFrom("ticket as t")
    .innerJoin("queue as q", "q.queue_id", "t.queue_id")
    .leftJoin("company as c", "c.company_id", "t.company_id")
    .select(["t.ticket_id", "t.number", "t.subject", "q.name as queue_name", "c.name as company_name"])
    .where("t.ticket_id", "=", ticketId)
    .executeTakeFirst();
  return row && { id: row.ticket_id, number: row.number, subject: row.subject, queueName: row.queue_name, companyName: row.company_name };
}

/** Number and subject of tickets, in no order. */
export async function listTicketsShown(db: Queryable, ticketIds: readonly string[]): Promise<{ id: string; number: string; subject: string }[]> {
  if (ticketIds.length === 0) return [];
  return db
    .selectFrom("ticket")
    .select(["ticket_id as id", "number", "subject"])
    .where("ticket_id", "in", [...ticketIds])
    .execute();
}

/** Active queues of groups, by group. */
export async function listQueuesOfGroups(db: Queryable, groupIds: readonly string[]): Promise<Map<string, { id: string; name: string }[]>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("queue")
    .select(["queue_id", "name", "group_id"])
    .where("group_id", "in", [...groupIds])
    .where("state", "=", "active")
    .orderBy("name")
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ id: row.queue_id, name: row.name, groupId: row.group_id })),
    (row) => row.groupId,
  ) as Map<string, { id: string; name: string }[]>;
}

export type OfferedServices = { from: "contact" | "company" | "everybody" | "none"; items: { id: string; name: string }[] };

/** Own services if the contact has any, else the company's, else the defaults: replaced, never merged; active ones only (OBO-06). */
export async function findOfferedServices(db: Queryable, contactId: string, companyId: string | null): Promise<OfferedServices> {
  const { rows } = await sql<{ level: number; service_id: string; name: string }>`
    select case when a.contact_id is not null then 0 when a.company_id is not null then 1 else 2 end as level, s.service_id, s.name
    from service_assignment a join service s on s.service_id = a.service_id and s.state = 'active'
    where a.contact_id = ${contactId}::uuid or a.company_id = ${companyId}::uuid or a.everybody order by level, s.name`.execute(db);
  const level = rows[0]?.level;
  if (level === undefined) return { from: "none", items: [] };
  const items = rows.filter((row) => row.level === level).map((row) => ({ id: row.service_id, name: row.name }));
  return { from: (["contact", "company", "everybody"] as const)[level] ?? "none", items };
}

// ── for the command line, where people type what they read ──

const asId = (text: string): string | null => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null);

export async function findContactIdByName(db: Queryable, loginOrId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select contact_id as id from contact where lower(login) = lower(${loginOrId}) or contact_id = ${asId(loginOrId)}::uuid limit 1`.execute(db);
  return rows[0]?.id;
}

export async function findTicketIdByName(db: Queryable, numberOrId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select ticket_id as id from ticket where lower(number) = lower(${numberOrId}) or ticket_id = ${asId(numberOrId)}::uuid limit 1`.execute(db);
  return rows[0]?.id;
}
