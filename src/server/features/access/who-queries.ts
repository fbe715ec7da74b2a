/** Candidates for "who can read this ticket?": a superset by path that the decision then thins out. */

import { type RawBuilder, sql } from "kysely";
import type { TicketFacts } from "#domain/access/facts.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

export type Candidate = { contactId: string; rank: number };

/**
 * Active contacts that one of the paths could lead to this ticket, by first path and id, after a keyset position. `ticket` has
 * everybody's participations. Nobody who can read the ticket is missing; some of these cannot read it. The members of each
 * company are read in order and only as far as needed: a company may have 50,000 people.
 */
export async function listCandidates(db: Queryable, ticket: TicketFacts, limit: number, after: Candidate | undefined): Promise<Candidate[]> {
  const { company, participations } = ticket;
  const requesters = ids([ticket.contactId]);
  const added = ids(participations.map((participation) => participation.contactId));
  const addedCompanies = ids(participations.map((participation) => participation.companyId));
  const own = ids([company?.companyId ?? null]);
  const above = ids(company?.ancestors ?? []);
  const othersRights = sql`from group_right g where g.group_id = ${ticket.queue.group.groupId}::uuid and g.context = 'others'`;
  const partners = sql`select distinct g.company_id ${othersRights}`;
  const family = ids(await listFamilyIds(db, company));
  const projects = ids(ticket.projects.map((pair) => pair.projectId));

  const isMember = (companies: Sql) => sql`exists (select from membership o where o.contact_id = m.contact_id and o.company_id = any(${companies}))`;
  const notRequester = sql`m.contact_id <> all(${requesters})`;
  const notAdded = sql`${notRequester} and m.contact_id <> all(${added}) and not ${isMember(addedCompanies)}`;
  const notBelow = sql`not exists (select from membership o join portal_role r on r.role_id = o.role_id
    where o.contact_id = m.contact_id and o.company_id = any(${above}) and r.scope = 'companyAndBelow')`;
  const notOwn = sql`${notAdded} and not ${isMember(own)} and ${notBelow}`;
  const notFamily = sql`${notOwn} and not ${isMember(family)}`;
  const notPartner = sql`${notFamily} and not exists (select from membership o where o.contact_id = m.contact_id and exists (select ${othersRights} and g.company_id = o.company_id))`;
  const grants = sql`from project_grant pg where pg.project_id = any(${projects}) and pg.scope <> 'gate'`;
  const notGranted = sql`${notPartner} and not exists (select ${grants} and pg.contact_id = m.contact_id)`;
  const isActive = sql`(select ct.state = 'active' from contact ct where ct.contact_id = m.contact_id)`;

  const named = (rank: number, contacts: Sql, where: Sql) =>
    sql`(select m.contact_id, ${sql.lit(rank)} as rank from unnest(${contacts}) as m (contact_id) where ${start(rank, after)} and ${isActive} and ${where})`;
  // OFFSET 0: first the members in the order of their index, then the conditions on each until there are enough.
  const members = (rank: number, companies: Sql, where: Sql) => sql`
    (select m.contact_id, ${sql.lit(rank)} as rank from (${companies}) c cross join lateral (
      select m.contact_id from (select m.contact_id from membership m where m.company_id = c.company_id and ${start(rank, after)} order by m.contact_id offset 0) m
      where ${isActive} and ${where} limit ${limit}) m)`;
  const managers = sql`
    (select m.contact_id, 2 as rank from membership m join portal_role r on r.role_id = m.role_id and r.scope = 'companyAndBelow'
      where m.company_id = any(${above}) and ${start(2, after)} and ${isActive} and ${notAdded} order by m.contact_id limit ${limit})`;

  const granted = sql`
    (select m.contact_id, 5 as rank from (select distinct pg.contact_id ${grants}) m where ${start(5, after)} and ${isActive} and ${notPartner}
      order by m.contact_id limit ${limit})`;

  const { rows } = await sql<{ contact_id: string; rank: number }>`
    select contact_id, rank from (${sql.join(
      [
        named(0, requesters, sql`true`),
        named(1, added, notRequester),
        members(1, sql`select unnest(${addedCompanies}) as company_id`, notRequester),
        members(2, sql`select unnest(${own}) as company_id`, notAdded),
        managers,
        members(3, sql`select unnest(${family}) as company_id`, notOwn),
        members(4, partners, notFamily),
        granted,
        members(6, sql`select unnest(${ids([company?.billedById ?? null])}) as company_id`, notGranted),
      ],
      sql` union `,
    )}) candidate order by rank, contact_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ contactId: row.contact_id, rank: row.rank }));
}

/** The companies whose people path *family* may lead to tickets of this one: its parent, its sisters and its children, as far as a setting says so. */
async function listFamilyIds(db: Queryable, company: TicketFacts["company"]): Promise<string[]> {
  if (company === null) return [];
  const { companyId, parentId } = company;
  const { rows } = await sql<{ company_id: string }>`
    select c.company_id from company c where (c.parent_id = ${companyId}::uuid or c.parent_id = ${parentId}::uuid) and c.company_id <> ${companyId}::uuid
      and coalesce((select v.value from setting v where v.setting_key = 'access.familyTickets' and v.company_id = c.company_id),
        (select v.value from setting v where v.setting_key = 'access.familyTickets' and v.company_id is null and v.contact_id is null), '"no"') <> '"no"'`.execute(
    db,
  );
  const shownTo = company.parentSees && parentId !== null ? [parentId] : [];
  return [...rows.map((row) => row.company_id), ...shownTo];
}

type Sql = RawBuilder<unknown>;
const ids = (list: readonly (string | null)[]): Sql => sql`${list.filter((id) => id !== null)}::uuid[]`;

function start(rank: number, after: Candidate | undefined): Sql {
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
