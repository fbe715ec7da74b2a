/** What changes of tickets refer to, asked once for however many tickets; and what a former change of many did. */
import { sql } from "kysely";
import type { StatusType } from "#domain/access/facts.ts";
import type { ChangeTargets, TicketValues, WantedChange } from "#domain/tickets/ticket-change.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { TicketRow } from "./ticket-row-queries.ts";

export const valuesOf = (row: TicketRow): TicketValues => ({
  subject: row.subject,
  statusId: row.status_id,
  priorityId: row.priority_id,
  queueId: row.queue_id,
  assigneeId: row.assignee_id,
  companyId: row.company_id,
  contactId: row.contact_id,
  serviceId: row.service_id,
  confidential: row.confidential,
});

export type TargetsRequest = { values: TicketValues; wanted: WantedChange }[];

/** @param restoring what was once there may be put back, though nobody could choose it any more. */
export async function loadChangeTargets(db: Queryable, request: TargetsRequest, restoring: boolean, now: Date): Promise<ChangeTargets> {
  const named = (name: keyof TicketValues): string[] => [...new Set(request.flatMap(({ wanted }) => (wanted[name] ? [String(wanted[name])] : [])))];
  const active = (state: unknown) => restoring || state === "active";
  const statuses = await listByIds<{ id: string; state: string; type: StatusType }>(
    db,
    named("statusId"),
    (ids) => sql`select status_id as id, state, status_type as type from ticket_status where status_id = any(${ids}::uuid[])`,
  );
  const priorities = await listByIds(
    db,
    named("priorityId"),
    (ids) => sql`select priority_id as id, state from priority where priority_id = any(${ids}::uuid[])`,
  );
  const services = await listByIds(db, named("serviceId"), (ids) => sql`select service_id as id, state from service where service_id = any(${ids}::uuid[])`);
  const assignees = await listByIds(db, named("assigneeId"), (ids) => sql`select agent_id as id, state from agent where agent_id = any(${ids}::uuid[])`);
  const queues = await listByIds<{ id: string; state: string; groupId: string }>(
    db,
    named("queueId"),
    (ids) => sql`select queue_id as id, state, group_id as "groupId" from queue where queue_id = any(${ids}::uuid[])`,
  );
  const choosable = (rows: { id: string; state: string }[]) => new Set(rows.filter((row) => active(row.state)).map((row) => row.id));
  return {
    statuses: new Map(statuses.filter((row) => active(row.state)).map((row) => [row.id, row.type])),
    priorities: choosable(priorities),
    services: choosable(services),
    assignees: choosable(assignees),
    queues: new Map(queues.map((row) => [row.id, { groupId: row.groupId, active: active(row.state) }])),
    isMember: restoring ? () => true : await membersNow(db, request, now),
  };
}

type Known = { id: string; state: string };

async function listByIds<Row extends Known = Known>(db: Queryable, ids: string[], query: (ids: string[]) => ReturnType<typeof sql>): Promise<Row[]> {
  if (ids.length === 0) return [];
  return (await query(ids).execute(db)).rows as Row[];
}

async function membersNow(db: Queryable, request: TargetsRequest, now: Date): Promise<ChangeTargets["isMember"]> {
  const pairs = request
    .filter(({ wanted }) => wanted.companyId !== undefined || wanted.contactId !== undefined)
    .map(({ values, wanted }) => ({
      contactId: wanted.contactId === undefined ? values.contactId : wanted.contactId,
      companyId: wanted.companyId === undefined ? values.companyId : wanted.companyId,
    }));
  const contactIds = [...new Set(pairs.flatMap(({ contactId }) => contactId ?? []))];
  const companyIds = [...new Set(pairs.flatMap(({ companyId }) => companyId ?? []))];
  if (contactIds.length === 0 || companyIds.length === 0) return () => false;
  const { rows } = await sql<{ contactId: string; companyId: string }>`
    select contact_id as "contactId", company_id as "companyId" from membership
    where contact_id = any(${contactIds}::uuid[]) and company_id = any(${companyIds}::uuid[])
      and (starts_at is null or starts_at <= ${now}) and (ends_at is null or ends_at > ${now})`.execute(db);
  const members = new Set(rows.map((row) => `${row.contactId} ${row.companyId}`));
  return (contactId, companyId) => members.has(`${contactId} ${companyId}`);
}

/** What one run of an agent's command changed on these tickets: the values before, of the fields that it changed. */
export async function listFormerValues(db: Queryable, agentId: string, bulkId: string, ticketIds: readonly string[]): Promise<Map<string, WantedChange>> {
  const { rows } = await sql<{ ticketId: string; before: WantedChange }>`
    select subject_id as "ticketId", before from audit_event
    where subject_kind = 'ticket' and subject_id = any(${[...ticketIds]}::uuid[]) and correlation_id = ${bulkId}::uuid
      and event = 'ticket.changed' and actor_kind = 'agent' and actor_id = ${agentId}::uuid`.execute(db);
  return new Map(rows.map((row) => [row.ticketId, row.before]));
}
