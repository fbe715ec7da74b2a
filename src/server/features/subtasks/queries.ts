/** The subtasks of tickets. Days are text: a day is no instant. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { SubtaskState } from "#domain/tickets/subtasks.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

export type SubtaskFields = {
  subject: string;
  state: SubtaskState;
  assigneeId: string | null;
  startsOn: string | null;
  dueOn: string | null;
  plannedMinutes: number | null;
  comment: string;
};
export type SubtaskRow = SubtaskFields & {
  id: string;
  ticketId: string;
  assigneeName: string | null;
  workedMinutes: number;
  version: number;
  doneAt: Date | null;
  createdAt: Date;
  changedAt: Date;
  removed: boolean;
};

const columns = sql`s.subtask_id as id, s.ticket_id as "ticketId", s.subject, s.state, s.assignee_id as "assigneeId",
  (select nullif(trim(a.first_name || ' ' || a.last_name), '') from agent a where a.agent_id = s.assignee_id) as "assigneeName",
  s.starts_on::text as "startsOn", s.due_on::text as "dueOn", s.planned_minutes as "plannedMinutes", s.comment, s.version,
  (select coalesce(sum(e.minutes), 0)::int from time_entry e where e.subtask_id = s.subtask_id) as "workedMinutes",
  s.done_at as "doneAt", s.created_at as "createdAt", s.changed_at as "changedAt", s.removed_at is not null as removed`;

/** In their order. */
export async function listSubtasks(db: Queryable, ticketId: string): Promise<SubtaskRow[]> {
  const { rows } = await sql<SubtaskRow>`select ${columns} from subtask s
    where s.ticket_id = ${ticketId}::uuid and s.removed_at is null order by s.rank, s.subtask_id`.execute(db);
  return rows;
}

/** Also one that was taken away. */
export async function findSubtask(db: Queryable, ticketId: string, subtaskId: string): Promise<SubtaskRow | undefined> {
  const { rows } = await sql<SubtaskRow>`select ${columns} from subtask s
    where s.ticket_id = ${ticketId}::uuid and s.subtask_id = ${subtaskId}::uuid`.execute(db);
  return rows[0];
}

/** Of these tickets, the subjects of the subtasks that are not done, in their order. @param among of these subtasks only. */
export async function listOpenSubtasks(db: Queryable, ticketIds: readonly string[], among?: readonly string[]): Promise<Map<string, string[]>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await sql<{ ticketId: string; subjects: string[] }>`
    select s.ticket_id as "ticketId", array_agg(s.subject order by s.rank, s.subtask_id) as subjects from subtask s
    where s.ticket_id = any(${[...ticketIds]}::uuid[]) and s.state <> 'done' and s.removed_at is null
      ${among === undefined ? sql`` : sql`and s.subtask_id = any(${[...among]}::uuid[])`} group by s.ticket_id`.execute(db);
  return new Map(rows.map(({ ticketId, subjects }) => [ticketId, subjects]));
}

const columnsOf = (fields: Partial<SubtaskFields>) =>
  Object.fromEntries(
    Object.entries({
      subject: fields.subject,
      state: fields.state,
      assignee_id: fields.assigneeId,
      starts_on: fields.startsOn,
      due_on: fields.dueOn,
      planned_minutes: fields.plannedMinutes,
      comment: fields.comment,
    }).filter(([, value]) => value !== undefined),
  );

/** Behind the others. */
export async function insertSubtask(db: Queryable, ticketId: string, fields: SubtaskFields, now: Date): Promise<string> {
  const subtaskId = randomUUIDv7();
  await db
    .insertInto("subtask")
    .values({
      ...columnsOf(fields),
      subtask_id: subtaskId,
      ticket_id: ticketId,
      subject: fields.subject,
      rank: sql<number>`(select coalesce(max(rank), 0) + 1 from subtask where ticket_id = ${ticketId}::uuid)`,
      created_at: now,
      changed_at: now,
      done_at: fields.state === "done" ? now : null,
    })
    .execute();
  return subtaskId;
}

export async function updateSubtask(db: Queryable, subtaskId: string, fields: Partial<SubtaskFields>, now: Date): Promise<void> {
  const doneAt = fields.state === undefined ? {} : { done_at: fields.state === "done" ? now : null };
  await db
    .updateTable("subtask")
    .set((eb) => ({ ...columnsOf(fields), ...doneAt, changed_at: now, version: eb("version", "+", 1) }))
    .where("subtask_id", "=", subtaskId)
    .execute();
}

/** Each gets its place in the list as its rank; those whose rank is right already are not written. */
export async function updateOrder(db: Queryable, subtaskIds: readonly string[]): Promise<void> {
  await sql`update subtask s set rank = o.rank from unnest(${[...subtaskIds]}::uuid[]) with ordinality as o (id, rank)
    where s.subtask_id = o.id and s.rank <> o.rank`.execute(db);
}

export async function updateRemoved(db: Queryable, subtaskId: string, removedAt: Date | null, now: Date): Promise<void> {
  await db
    .updateTable("subtask")
    .set((eb) => ({ removed_at: removedAt, changed_at: now, version: eb("version", "+", 1) }))
    .where("subtask_id", "=", subtaskId)
    .execute();
}

/** All of a ticket, those that were taken away too. */
export async function listSubtaskIds(db: Queryable, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select subtask_id as id from subtask where ticket_id = ${ticketId}::uuid order by rank, subtask_id`.execute(db);
  return rows.map(({ id }) => id);
}

/** To another ticket, behind those that are there; hours that were booked on them go along. Only what still lies on `from`. */
export async function moveSubtasks(db: Queryable, subtaskIds: readonly string[], from: string, to: string): Promise<void> {
  await sql`update subtask set ticket_id = ${to}::uuid, version = version + 1,
      rank = rank + (select coalesce(max(rank), 0) from subtask where ticket_id = ${to}::uuid)
    where subtask_id = any(${[...subtaskIds]}::uuid[]) and ticket_id = ${from}::uuid`.execute(db);
}
