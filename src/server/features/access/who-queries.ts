/** Candidates for "who can read this ticket?": a superset by path that the decision then thins out. */

import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

export const PATH_RANKS = ["requester", "participant", "company", "partner"] as const;
export type Candidate = { contactId: string; rank: number };

/**
 * Active contacts that one of the paths could lead to this ticket, by first path and id, after a keyset position.
 * Nobody who can read the ticket is missing; some of these cannot read it. Each path is read in order only as far as needed:
 * a company may have 50,000 people.
 */
export async function listCandidates(db: Queryable, ticketId: string, limit: number, after: Candidate | undefined): Promise<Candidate[]> {
  const member = (rank: number, from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select distinct m.contact_id, ${sql.lit(rank)} as rank from the_ticket t ${from}
      join contact ct on ct.contact_id = m.contact_id and ct.state = 'active'
      where ${notBefore(rank, after)} and ${firstPath} = ${sql.lit(rank)} order by m.contact_id limit ${limit})`;
  const { rows } = await sql<{ contact_id: string; rank: number }>`
    with recursive the_ticket as (
      select t.ticket_id, t.contact_id, t.company_id, q.group_id from ticket t join queue q on q.queue_id = t.queue_id where t.ticket_id = ${ticketId}::uuid),
    ancestor as (
      select c.company_id, c.parent_id from company c join the_ticket t on c.company_id = t.company_id
      union select parent.company_id, parent.parent_id from company parent join ancestor on parent.company_id = ancestor.parent_id)
    select contact_id, rank from (
      ${sql.join(
        [
          member(0, sql`cross join lateral (select t.contact_id) m`),
          member(1, sql`join participant m on m.ticket_id = t.ticket_id`),
          member(1, sql`join participant p on p.ticket_id = t.ticket_id join membership m on m.company_id = p.company_id`),
          member(2, sql`join membership m on m.company_id = t.company_id`),
          member(
            2,
            sql`cross join ancestor a join membership m on m.company_id = a.company_id join portal_role r on r.role_id = m.role_id and r.scope = 'companyAndBelow'`,
          ),
          member(3, sql`join group_right g on g.group_id = t.group_id and g.context = 'others' join membership m on m.company_id = g.company_id`),
        ],
        sql` union `,
      )}) candidate
    order by rank, contact_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ contactId: row.contact_id, rank: row.rank }));
}

/** The first path that could lead contact `m` to ticket `t`. */
const firstPath = sql`case
  when m.contact_id = t.contact_id then 0
  when exists (select from participant p1 where p1.ticket_id = t.ticket_id and p1.contact_id = m.contact_id)
    or exists (select from participant p1 join membership m1 on m1.company_id = p1.company_id where p1.ticket_id = t.ticket_id and m1.contact_id = m.contact_id) then 1
  when exists (select from membership m2 where m2.contact_id = m.contact_id and m2.company_id = t.company_id)
    or exists (select from ancestor a2 join membership m2 on m2.company_id = a2.company_id join portal_role r2 on r2.role_id = m2.role_id
      where m2.contact_id = m.contact_id and r2.scope = 'companyAndBelow') then 2
  else 3 end`;

function notBefore(rank: number, after: Candidate | undefined): RawBuilder<unknown> {
  if (!after || rank > after.rank) return sql`true`;
  return rank === after.rank ? sql`m.contact_id > ${after.contactId}::uuid` : sql`false`;
}

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
