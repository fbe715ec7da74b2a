/** The table of agents who are writing in a ticket at the moment. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

export type Writer = { ticketId: string; agentId: string; visible: boolean };

export async function upsertWriter(db: Queryable, { ticketId, agentId, visible }: Writer, now: Date): Promise<void> {
  await sql`insert into ticket_writer (ticket_id, agent_id, visible, seen_at) values (${ticketId}::uuid, ${agentId}::uuid, ${visible}, ${now})
    on conflict (ticket_id, agent_id) do update set visible = excluded.visible, seen_at = excluded.seen_at`.execute(db);
}

export const deleteWriter = (db: Queryable, ticketId: string, agentId: string) =>
  sql`delete from ticket_writer where ticket_id = ${ticketId}::uuid and agent_id = ${agentId}::uuid`.execute(db);

/** Of any ticket: there are never many. What somebody else deletes at the moment is left to them. */
export const deleteWritersSeenBefore = (db: Queryable, before: Date) =>
  sql`delete from ticket_writer w using (select ticket_id, agent_id from ticket_writer where seen_at < ${before} for update skip locked) gone
    where w.ticket_id = gone.ticket_id and w.agent_id = gone.agent_id`.execute(db);

/** By name. */
export async function listOtherWriters(
  db: Queryable,
  { ticketId, agentId }: Pick<Writer, "ticketId" | "agentId">,
  seenSince: Date,
): Promise<{ id: string; name: string; visible: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; visible: boolean }>`
    select a.agent_id as id, coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) as name, w.visible
    from ticket_writer w join agent a on a.agent_id = w.agent_id
    where w.ticket_id = ${ticketId}::uuid and w.agent_id <> ${agentId}::uuid and w.seen_at >= ${seenSince} order by name, id`.execute(db);
  return rows;
}
