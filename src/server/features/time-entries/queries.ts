/** The table of time entries. */
import { randomUUIDv7 } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { ProjectPair } from "#domain/access/grants.ts";
import type { RunTime } from "#domain/tickets/time-entry.ts";
import { listRunTimes } from "#server/features/projects/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { found } from "#server/platform/refusal.ts";

export type TimeEntryFields = {
  day: string;
  startsMinute: number | null;
  minutes: number;
  pair: ProjectPair | null;
  subtaskId: string | null;
  billable: boolean;
  billed: boolean;
  visible: boolean;
  comment: string;
};
export type TimeEntryRow = TimeEntryFields & {
  id: string;
  ticketId: string;
  agentId: string;
  agentName: string;
  agentFirstName: string;
  project: { id: string; name: string; number: string } | null;
  task: { id: string; name: string } | null;
  subtask: { id: string; name: string } | null;
  runTime: RunTime;
  version: number;
  createdAt: Date;
  changedAt: Date;
};

type Flat = Omit<TimeEntryRow, "pair" | "runTime"> & { startsOn: string | null; endsOn: string | null };

const columns = sql`e.time_entry_id as id, e.ticket_id as "ticketId", e.agent_id as "agentId", e.day::text as day, e.starts_minute as "startsMinute", e.minutes,
  e.billable, e.billed, e.visible, e.comment, e.version, e.created_at as "createdAt", e.changed_at as "changedAt",
  (select coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) from agent a where a.agent_id = e.agent_id) as "agentName",
  (select a.first_name from agent a where a.agent_id = e.agent_id) as "agentFirstName",
  case when p.project_id is not null then json_build_object('id', p.project_id, 'name', p.name, 'number', p.number) end as project,
  p.starts_on::text as "startsOn", p.ends_on::text as "endsOn",
  (select json_build_object('id', k.task_id, 'name', k.name) from task k where k.task_id = e.task_id) as task,
  e.subtask_id as "subtaskId", (select json_build_object('id', s.subtask_id, 'name', s.subject) from subtask s where s.subtask_id = e.subtask_id) as subtask`;

const rowOf = ({ startsOn, endsOn, ...row }: Flat): TimeEntryRow => ({
  ...row,
  pair: row.project && { projectId: row.project.id, taskId: row.task?.id ?? null },
  runTime: { startsOn, endsOn },
});

async function listWhere(db: Queryable, where: RawBuilder<unknown>, rest: RawBuilder<unknown>): Promise<TimeEntryRow[]> {
  const { rows } = await sql<Flat>`
    select ${columns} from (select * from time_entry e where ${where} ${rest}) e left join project p on p.project_id = e.project_id
    order by e.day desc, e.time_entry_id desc`.execute(db);
  return rows.map(rowOf);
}

export type TimeOf = { ticketId: string; visibleOnly?: true; billedOnly?: true };

const belongs = ({ ticketId, visibleOnly, billedOnly }: TimeOf) =>
  sql`e.ticket_id = ${ticketId}::uuid ${visibleOnly ? sql`and e.visible` : sql``} ${billedOnly ? sql`and e.billed` : sql``}`;

/** The latest day first, from after the cursor on; one row more than asked. */
export async function listTimeEntries(db: Queryable, of: TimeOf, after: readonly string[] | undefined, limit: number): Promise<TimeEntryRow[]> {
  const from = after ? sql`and (e.day, e.time_entry_id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``;
  return listWhere(db, sql`${belongs(of)} ${from}`, sql`order by e.day desc, e.time_entry_id desc limit ${limit + 1}`);
}

export type TimeTotals = { entries: number; worked: number; billable: number; billed: number; visible: number };

export async function sumTime(db: Queryable, of: TimeOf): Promise<TimeTotals> {
  const { rows } = await sql<TimeTotals>`
    select count(*)::int as entries, coalesce(sum(minutes), 0)::int as worked, coalesce(sum(minutes) filter (where billable), 0)::int as billable,
      coalesce(sum(minutes) filter (where billed), 0)::int as billed, coalesce(sum(minutes) filter (where visible), 0)::int as visible
    from time_entry e where ${belongs(of)}`.execute(db);
  return found(rows[0]);
}

/** In minutes, by ticket; one on which nobody worked is left out. */
export async function sumTimeOfTickets(db: Queryable, ticketIds: readonly string[]): Promise<Map<string, number>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await sql<{ ticketId: string; worked: number }>`
    select e.ticket_id as "ticketId", sum(e.minutes)::int as worked from time_entry e where e.ticket_id = any(${[...ticketIds]}::uuid[]) group by e.ticket_id`.execute(
    db,
  );
  return new Map(rows.map(({ ticketId, worked }) => [ticketId, worked]));
}

/** Read from the index alone, however many tickets there are. */
export async function sumTimeOfProject(db: Queryable, projectId: string): Promise<Pick<TimeTotals, "worked" | "billable" | "billed">> {
  const { rows } = await sql<Pick<TimeTotals, "worked" | "billable" | "billed">>`
    select coalesce(sum(minutes), 0)::int as worked, coalesce(sum(minutes) filter (where billable), 0)::int as billable,
      coalesce(sum(minutes) filter (where billed), 0)::int as billed
    from time_entry where project_id = ${projectId}::uuid`.execute(db);
  return found(rows[0]);
}

/** By task, from the index alone; what lies on none is left out. */
export async function sumTimeOfTasks(db: Queryable, projectId: string): Promise<{ taskId: string; worked: number }[]> {
  const { rows } = await sql<{ taskId: string; worked: number }>`
    select task_id as "taskId", sum(minutes)::int as worked from time_entry
    where project_id = ${projectId}::uuid and task_id is not null group by task_id`.execute(db);
  return rows;
}

export async function getTimeEntry(db: Queryable, { ticketId, entryId }: EntryOf): Promise<TimeEntryRow> {
  return found((await listWhere(db, sql`e.time_entry_id = ${entryId}::uuid and e.ticket_id = ${ticketId}::uuid`, sql``))[0]);
}

export type EntryOf = { ticketId: string; entryId: string };

export async function isThere(db: Queryable, entryId: string): Promise<boolean> {
  return (await sql`select from time_entry where time_entry_id = ${entryId}::uuid`.execute(db)).rows.length > 0;
}

export type NewTimeEntry = TimeEntryFields & { id?: string; ticketId: string; agentId: string };

export async function insertTimeEntry(db: Queryable, entry: NewTimeEntry, now: Date): Promise<string> {
  const { id = randomUUIDv7(), pair } = entry;
  await sql`insert into time_entry (time_entry_id, ticket_id, agent_id, day, starts_minute, minutes, project_id, task_id, subtask_id, billable, billed, visible, comment,
      created_at, changed_at)
    values (${id}::uuid, ${entry.ticketId}::uuid, ${entry.agentId}::uuid, ${entry.day}::date, ${entry.startsMinute}, ${entry.minutes},
      ${pair?.projectId ?? null}::uuid, ${pair?.taskId ?? null}::uuid, ${entry.subtaskId}::uuid, ${entry.billable}, ${entry.billed}, ${entry.visible}, ${entry.comment}, ${now}, ${now})
  `.execute(db);
  return id;
}

export async function updateTimeEntry(db: Queryable, entryId: string, entry: TimeEntryFields, now: Date): Promise<void> {
  await sql`update time_entry set day = ${entry.day}::date, starts_minute = ${entry.startsMinute}, minutes = ${entry.minutes},
      project_id = ${entry.pair?.projectId ?? null}::uuid, task_id = ${entry.pair?.taskId ?? null}::uuid, subtask_id = ${entry.subtaskId}::uuid, billable = ${entry.billable},
      billed = ${entry.billed}, visible = ${entry.visible}, comment = ${entry.comment}, changed_at = ${now}, version = version + 1
    where time_entry_id = ${entryId}::uuid`.execute(db);
}

export const deleteTimeEntry = (db: Queryable, entryId: string) => sql`delete from time_entry where time_entry_id = ${entryId}::uuid`.execute(db);

export type DeletedTime = TimeEntryFields & { agentId: string };

/** As it was when it was deleted last. */
export async function findDeleted(db: Queryable, { ticketId, entryId }: EntryOf): Promise<DeletedTime | undefined> {
  const { rows } = await sql<{ before: DeletedTime }>`
    select before from audit_event where subject_kind = 'ticket' and subject_id = ${ticketId}::uuid and event = 'ticket.time-deleted'
      and before ->> 'timeEntryId' = ${entryId.toLowerCase()} order by at desc, audit_event_id desc limit 1`.execute(db);
  return rows[0]?.before;
}

export async function findRunTime(db: Queryable, projectId: string | null): Promise<RunTime> {
  if (projectId === null) return { startsOn: null, endsOn: null };
  return (await listRunTimes(db, [projectId])).get(projectId.toLowerCase()) ?? { startsOn: null, endsOn: null };
}

/** One that was taken away can be chosen no more. */
export async function isSubtaskOf(db: Queryable, ticketId: string, subtaskId: string): Promise<boolean> {
  const { rows } = await sql`select from subtask where subtask_id = ${subtaskId}::uuid and ticket_id = ${ticketId}::uuid and removed_at is null`.execute(db);
  return rows.length > 0;
}
