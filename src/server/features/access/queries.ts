/** What the facts hang on: their versions, an agent's rights, and what a command holds on to while it decides. */

import { sql } from "kysely";
import type { AgentFacts } from "#domain/access/agents.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

/** Equal versions: equal facts. `participates` see Asking. */
export type AccessVersions = { versions: string; participates: boolean };

/** The three versions of docs/decisions/0009-access-versions.md as one text; undefined: no such contact. */
export async function findAccessVersions(db: Queryable, contactId: string): Promise<AccessVersions | undefined> {
  const { rows } = await sql<AccessVersions>`
    select concat_ws('.', (select access_version from installation), ct.access_version,
        (select sum(c.access_version) from membership m join company c on c.company_id = m.company_id where m.contact_id = ct.contact_id)) as versions,
      exists (select from participant p where p.contact_id = ct.contact_id)
        or exists (select from membership m join participant p on p.company_id = m.company_id where m.contact_id = ct.contact_id) as participates
    from contact ct where ct.contact_id = ${contactId}::uuid`.execute(db);
  return rows[0];
}

/** An agent's rights on active groups. */
export async function findAgentFacts(db: Queryable, agentId: string): Promise<AgentFacts | undefined> {
  const { rows } = await sql<{ is_administrator: boolean; rights: { groupId: string; read: boolean; create: boolean; edit: boolean }[] | null }>`
    select a.is_administrator,
      (select json_agg(json_build_object('groupId', r.group_id, 'read', r.can_read, 'create', r.can_create, 'edit', r.can_edit))
       from agent_right r join access_group g on g.group_id = r.group_id and g.state = 'active' where r.agent_id = a.agent_id) as rights
    from agent a where a.agent_id = ${agentId}::uuid`.execute(db);
  const row = rows[0];
  return row && { agentId, administrator: row.is_administrator, rights: row.rights ?? [] };
}

/** What a command of a contact holds on to, so that a right taken away at the same time waits or is seen (see access-model, "Facts"). */
export async function lockContactAccess(db: Queryable, contactId: string): Promise<void> {
  await sql`select access_version from installation for share`.execute(db);
  await sql`select c.access_version from company c join membership m on m.company_id = c.company_id where m.contact_id = ${contactId}::uuid order by c.company_id for share of c`.execute(
    db,
  );
  await sql`select access_version from contact where contact_id = ${contactId}::uuid for share`.execute(db);
}

/** For commands on a ticket: its row, and its company's rights. */
export const lockTicket = (db: Queryable, ticketId: string): Promise<void> => lockTickets(db, [ticketId]);

/** In the order of their ids: two commands on the same tickets wait for each other instead of ending each other. */
export async function lockTickets(db: Queryable, ticketIds: readonly string[]): Promise<void> {
  const ids = sql`any(${[...ticketIds]}::uuid[])`;
  await sql`select ticket_id from ticket where ticket_id = ${ids} order by ticket_id for update`.execute(db);
  await sql`select access_version from company where company_id in (select t.company_id from ticket t where t.ticket_id = ${ids})
    order by company_id for share`.execute(db);
}
