/** What the demo asks of a database before and after it fills it. Rows are written by the take-over's queries in bulk (decision 0016). */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

/** A finished run of this source is the mark of a demo. */
export const demoSource = "demo";

export async function isDemo(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ demo: boolean }>`
    select exists (select from import_run where source = ${demoSource} and finished_at is not null) as demo`.execute(db);
  return rows[0]?.demo ?? false;
}

/** Nobody has done anything here yet: no record, and no event in the log. */
export async function isUntouched(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ touched: boolean }>`
    select exists (select from agent) or exists (select from company) or exists (select from contact) or exists (select from access_group)
      or exists (select from queue) or exists (select from service) or exists (select from ticket) or exists (select from setting)
      or exists (select from import_run) or exists (select from audit_event) as touched`.execute(db);
  return !(rows[0]?.touched ?? true);
}

export type TicketPlace = { id: string; companyId: string | null; queueId: string; confidential: boolean; at: Date };

/** The tickets that are still there, as they came. */
export async function listTicketPlaces(db: Queryable): Promise<TicketPlace[]> {
  const { rows } = await sql<TicketPlace>`
    select ticket_id as id, company_id as "companyId", queue_id as "queueId", confidential, created_at as at from ticket
    where state_class <> 'gone' order by created_at, number`.execute(db);
  return rows;
}

type MergedTicket = { ticketId: string; targetId: string; agentId: string | null; at: Date };

export async function listMerged(db: Queryable): Promise<MergedTicket[]> {
  const { rows } = await sql<MergedTicket>`
    select ticket_id as "ticketId", merged_into_id as "targetId", assignee_id as "agentId", changed_at as at from ticket
    where merged_into_id is not null order by changed_at, number`.execute(db);
  return rows;
}

type TicketAtWork = { id: string; assigneeId: string; companyId: string | null; contactId: string | null; at: Date };

/** The newest tickets that somebody works on. */
export async function listTicketsAtWork(db: Queryable, limit: number): Promise<TicketAtWork[]> {
  const { rows } = await sql<TicketAtWork>`
    select ticket_id as id, assignee_id as "assigneeId", company_id as "companyId", contact_id as "contactId", created_at as at from ticket
    where state_class = 'open' and assignee_id is not null order by changed_at desc, number limit ${limit}`.execute(db);
  return rows;
}

/** By ticket, its first subtask, where work on it has begun. */
export async function listBegunSubtasks(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await sql<{ ticketId: string; id: string }>`
    select ticket_id as "ticketId", subtask_id as id from subtask where rank = 1 and state <> 'open'`.execute(db);
  return new Map(rows.map(({ ticketId, id }) => [ticketId, id]));
}

export type WorkPlace = {
  ticketId: string;
  companyId: string | null;
  contactId: string | null;
  projectId: string | null;
  taskId: string | null;
  agentId: string;
  visible: boolean;
  at: Date;
};

/** What agents wrote in tickets that are still there, in order. */
export async function listAgentsWork(db: Queryable): Promise<WorkPlace[]> {
  const { rows } = await sql<WorkPlace>`
    select t.ticket_id as "ticketId", t.company_id as "companyId", t.contact_id as "contactId", t.project_id as "projectId", t.task_id as "taskId",
      a.agent_id as "agentId", a.visible, a.created_at as at
    from article a join ticket t on t.ticket_id = a.ticket_id where a.agent_id is not null and t.state_class <> 'gone'
    order by a.created_at, a.article_id`.execute(db);
  return rows;
}

export async function setLastSignIns(db: Queryable): Promise<void> {
  await sql`
    update contact c set last_sign_in_at = e.at
    from (select contact_id, max(at) as at from sign_in_event where outcome = 'signedIn' group by contact_id) e where e.contact_id = c.contact_id`.execute(db);
  await sql`
    update agent a set last_sign_in_at = e.at
    from (select agent_id, max(at) as at from sign_in_event where outcome = 'signedIn' group by agent_id) e where e.agent_id = a.agent_id`.execute(db);
}

/** Until when waiting tickets wait: some have waited long enough, the others come back within a week of `first`. */
export async function setWaiting(db: Queryable, first: Date): Promise<void> {
  await sql`update ticket t set pending_until = ${first}::timestamptz + w.place * interval '1 day'
    from (select ticket_id, row_number() over (order by number) % 8 as place from ticket where status_type = 'pending') w
    where w.ticket_id = t.ticket_id`.execute(db);
}

/** Values of own fields, and the words by which tickets are found. */
export async function setOwnFields(db: Queryable, rows: readonly { ticketId: string; ownFields: Readonly<Record<string, unknown>> }[]): Promise<void> {
  await sql`update ticket t set own_fields = n."ownFields"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("ticketId" uuid, "ownFields" jsonb) where n."ticketId" = t.ticket_id`.execute(db);
  await sql`select refresh_ticket_search(${rows.map(({ ticketId }) => ticketId)}::uuid[])`.execute(db);
}
