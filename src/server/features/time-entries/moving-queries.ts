/** Hours that go from one ticket to another, with everything else of them as it is. */
import { sql } from "kysely";
import type { ProjectPair } from "#domain/access/grants.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

/** The (project, task) pairs that hours of these tickets are booked on. */
export async function listBookedPairs(db: Queryable, ticketIds: readonly string[]): Promise<ProjectPair[]> {
  const { rows } = await sql<ProjectPair>`select distinct project_id as "projectId", task_id as "taskId" from time_entry
    where ticket_id = any(${[...ticketIds]}::uuid[]) and project_id is not null order by 1, 2`.execute(db);
  return rows;
}

export type TimeOfTicket = { ticketId: string; entryId: string; visible: boolean };

export async function listTimeOf(db: Queryable, ticketIds: readonly string[]): Promise<TimeOfTicket[]> {
  const { rows } = await sql<TimeOfTicket>`select ticket_id as "ticketId", time_entry_id as "entryId", visible from time_entry
    where ticket_id = any(${[...ticketIds]}::uuid[]) order by time_entry_id`.execute(db);
  return rows;
}

/** Of these entries those that still lie on `from`. Entries of a subtask go with it, before or after. */
export async function moveTime(db: Queryable, entryIds: readonly string[], from: string, to: string): Promise<void> {
  await sql`update time_entry set ticket_id = ${to}::uuid, version = version + 1
    where time_entry_id = any(${[...entryIds]}::uuid[]) and ticket_id = ${from}::uuid and subtask_id is null`.execute(db);
}

export async function setTimeVisible(db: Queryable, entryIds: readonly string[], visible: boolean): Promise<void> {
  await sql`update time_entry set visible = ${visible}, version = version + 1
    where time_entry_id = any(${[...entryIds]}::uuid[]) and visible <> ${visible}`.execute(db);
}
