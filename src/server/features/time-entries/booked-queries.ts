/** Booked time of many tickets at once: what is on which of their projects, and moving it from one to another. */
import { sql } from "kysely";
import type { ProjectPair } from "#domain/access/grants.ts";
import type { BookedTime, Rebooking } from "#domain/tickets/booked-time.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

type Sums = { ticketId: string; projectId: string | null; taskId: string | null; minutes: number; billedMinutes: number; firstDay: string; lastDay: string };

const pairOf = ({ projectId, taskId }: Pick<Sums, "projectId" | "taskId">): ProjectPair | null => (projectId === null ? null : { projectId, taskId });

/** By ticket. @param without these entries are left out. */
export async function listBookedTime(db: Queryable, ticketIds: readonly string[], without: readonly string[] = []): Promise<Map<string, BookedTime[]>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await sql<Sums>`
    select ticket_id as "ticketId", project_id as "projectId", task_id as "taskId", sum(minutes)::int as minutes,
      coalesce(sum(minutes) filter (where billed), 0)::int as "billedMinutes", min(day)::text as "firstDay", max(day)::text as "lastDay"
    from time_entry where ticket_id = any(${[...ticketIds]}::uuid[]) and time_entry_id <> all(${[...without]}::uuid[])
    group by ticket_id, project_id, task_id`.execute(db);
  const byTicket = Map.groupBy(rows, ({ ticketId }) => ticketId);
  return new Map(
    [...byTicket].map(([ticketId, sums]) => [
      ticketId,
      sums.map(({ minutes, billedMinutes, firstDay, lastDay, ...of }) => ({ pair: pairOf(of), minutes, billedMinutes, firstDay, lastDay })),
    ]),
  );
}

export type TicketRebooking = Rebooking & { ticketId: string };
export type Rebooked = { ticketId: string; timeEntryIds: string[]; minutes: number };

/** Moves the time; says of each ticket which entries went. */
export async function rebookTime(db: Queryable, rebookings: readonly TicketRebooking[], now: Date): Promise<Rebooked[]> {
  if (rebookings.length === 0) return [];
  const { rows } = await sql<Rebooked>`
    with moved as (
      update time_entry e set project_id = (n."to" ->> 'projectId')::uuid, task_id = (n."to" ->> 'taskId')::uuid, changed_at = ${now}, version = e.version + 1
      from ${asRows(rebookings)} where ${isMoved}
      returning e.ticket_id, e.time_entry_id, e.minutes)
    select ticket_id as "ticketId", array_agg(time_entry_id::text order by time_entry_id) as "timeEntryIds", sum(minutes)::int as minutes
    from moved group by ticket_id`.execute(db);
  return rows;
}

const asRows = (rebookings: readonly TicketRebooking[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rebookings)}::jsonb) as n("ticketId" uuid, "from" jsonb, "to" jsonb, "timeEntryIds" jsonb)`;
const isMoved = sql`e.ticket_id = n."ticketId" and e.project_id is not distinct from (n."from" ->> 'projectId')::uuid
  and e.task_id is not distinct from (n."from" ->> 'taskId')::uuid
  and (jsonb_typeof(n."timeEntryIds") is distinct from 'array' or n."timeEntryIds" ? e.time_entry_id::text)`;

/** How much of this time is still where it would be moved from. */
export async function sumToRebook(db: Queryable, rebookings: readonly TicketRebooking[]): Promise<Map<string, { minutes: number; billedMinutes: number }>> {
  if (rebookings.length === 0) return new Map();
  const { rows } = await sql<{ ticketId: string; minutes: number; billedMinutes: number }>`
    select e.ticket_id as "ticketId", sum(e.minutes)::int as minutes, coalesce(sum(e.minutes) filter (where e.billed), 0)::int as "billedMinutes"
    from ${asRows(rebookings)} join time_entry e on ${isMoved} group by e.ticket_id`.execute(db);
  return new Map(rows.map(({ ticketId, ...sums }) => [ticketId, sums]));
}

/** What one run of an agent's command rebooked on these tickets, the other way round: as it would go back. */
export async function listReturns(db: Queryable, agentId: string, bulkId: string, ticketIds: readonly string[]): Promise<TicketRebooking[]> {
  const { rows } = await sql<TicketRebooking>`
    select subject_id as "ticketId", after -> 'pair' as "from", before -> 'pair' as "to", after -> 'timeEntryIds' as "timeEntryIds" from audit_event
    where subject_kind = 'ticket' and subject_id = any(${[...ticketIds]}::uuid[]) and correlation_id = ${bulkId}::uuid
      and event = 'ticket.time-rebooked' and actor_kind = 'agent' and actor_id = ${agentId}::uuid`.execute(db);
  return rows;
}
