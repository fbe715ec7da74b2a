/** What changes of tickets refer to, asked once for however many tickets; and what a former change of many did. */

import { sql } from "kysely";
import { type ProjectPair, pairKey } from "#domain/access/grants.ts";
import type { ChangeTargets, RelationTargets, RelationValues, TicketValues, TimeTreatment, WantedChange } from "#domain/tickets/ticket-change.ts";
import { loadFieldsInUse } from "#server/features/own-fields/queries.ts";
import { listRunTimes } from "#server/features/projects/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { TicketRow } from "./ticket-row-queries.ts";

export const valuesOf = (row: TicketRow): TicketValues => ({
  subject: row.subject,
  statusId: row.status_id,
  pendingUntil: row.pending_until?.toISOString() ?? null,
  priorityId: row.priority_id,
  queueId: row.queue_id,
  assigneeId: row.assignee_id,
  companyId: row.company_id,
  contactId: row.contact_id,
  serviceId: row.service_id,
  confidential: row.confidential,
  customerReference: row.customer_reference,
  dueAt: row.due_at?.toISOString() ?? null,
  primaryProject: row.shown_projects?.filter((one) => one.primary).map(pairOf)[0] ?? null,
  secondaryProjects: (row.shown_projects ?? [])
    .filter((one) => !one.primary)
    .map(pairOf)
    .sort((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1)),
  categoryIds: (row.categories ?? []).map((category) => category.id).sort(),
  tagIds: (row.tags ?? []).map((tag) => tag.id).sort(),
  ownFields: row.own_fields,
});

const pairOf = ({ project, task }: NonNullable<TicketRow["shown_projects"]>[number]): ProjectPair => ({ projectId: project.id, taskId: task?.id ?? null });

export type TargetsRequest = { values: TicketValues; wanted: WantedChange & TimeTreatment }[];

/** @param restoring what was once there may be put back, though nobody could choose it any more. */
export async function loadChangeTargets(db: Queryable, request: TargetsRequest, restoring: boolean, now: Date): Promise<ChangeTargets> {
  const named = (name: keyof TicketValues): string[] => [...new Set(request.flatMap(({ wanted }) => (wanted[name] ? [String(wanted[name])] : [])))];
  const active = (state: unknown) => restoring || state === "active";
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
    workflow: await loadWorkflow(db),
    priorities: choosable(priorities),
    services: choosable(services),
    assignees: choosable(assignees),
    queues: new Map(queues.map((row) => [row.id, { groupId: row.groupId, active: active(row.state) }])),
    ...(await loadRelationTargets(db, request, restoring)),
    ownFields: restoring ? null : request.some(({ wanted }) => wanted.ownFields !== undefined) ? await loadFieldsInUse(db) : new Map(),
    isMember: restoring ? () => true : await membersNow(db, request, now),
    runTimeOf: restoring ? null : await loadRunTimes(db, request),
  };
}

/** Of projects to which time would be rebooked; null: days outside of it are no reason to refuse. */
async function loadRunTimes(db: Queryable, request: TargetsRequest): Promise<ChangeTargets["runTimeOf"]> {
  const ids = [...new Set(request.flatMap(({ wanted }) => (wanted.bookedTime === "rebook" ? (wanted.primaryProject?.projectId ?? []) : [])))];
  if (ids.length === 0 || (await resolveFor(db, "time.outsideProject")) !== "refuse") return null;
  const runTimes = await listRunTimes(db, ids);
  return (projectId) => runTimes.get(projectId) ?? { startsOn: null, endsOn: null };
}

type PairRow = { projectId: string; companyId: string | null; active: boolean; tasks: { id: string; active: boolean }[] | null };

type RelationsRequest = { values: RelationValues; wanted: WantedChange }[];

/** The categories, tags and projects that are named, and which companies' tickets the projects may hold. */
export async function loadRelationTargets(db: Queryable, request: RelationsRequest, restoring: boolean): Promise<RelationTargets> {
  const categories = await listByIds(
    db,
    request.flatMap(({ wanted }) => wanted.categoryIds ?? []),
    (ids) => sql`select category_id as id, state from category where category_id = any(${ids}::uuid[])`,
  );
  // A removed tag does not come back with a ticket that had it.
  const tags = await listByIds(
    db,
    request.flatMap(({ wanted }) => wanted.tagIds ?? []),
    (ids) => sql`select tag_id as id, 'active' as state from tag where tag_id = any(${ids}::uuid[]) and removed_at is null`,
  );
  return {
    categories: new Set(categories.filter(({ state }) => restoring || state === "active").map(({ id }) => id)),
    tags: new Set(tags.map(({ id }) => id)),
    ...(await loadProjectTargets(db, request, restoring)),
  };
}

async function loadProjectTargets(db: Queryable, request: RelationsRequest, restoring: boolean): Promise<Pick<RelationTargets, "pairs" | "fits">> {
  const touching = request.filter(({ wanted }) => [wanted.primaryProject, wanted.secondaryProjects, wanted.companyId].some((given) => given !== undefined));
  const pairs = touching.flatMap(({ values, wanted }) =>
    [values, wanted].flatMap((side) => [...(side.primaryProject ? [side.primaryProject] : []), ...(side.secondaryProjects ?? [])]),
  );
  if (pairs.length === 0) return { pairs: new Set(), fits: () => true };
  const { rows } = await sql<PairRow>`
    select p.project_id as "projectId", p.company_id as "companyId", p.state = 'active' as active,
      (select json_agg(json_build_object('id', t.task_id, 'active', t.state = 'active')) from task t
        where t.project_id = p.project_id and t.task_id = any(${pairs.flatMap(({ taskId }) => taskId ?? [])}::uuid[])) as tasks
    from project p where p.project_id = any(${pairs.map(({ projectId }) => projectId)}::uuid[])`.execute(db);
  const open = (one: { active: boolean }) => restoring || one.active;
  const companyOf = new Map(rows.map((row) => [row.projectId, row.companyId]));
  const companyIds = touching.flatMap(({ values, wanted }) => (wanted.companyId === undefined ? values.companyId : wanted.companyId) ?? []);
  const above = restoring ? null : await listCompaniesAtOrAbove(db, companyIds);
  return {
    pairs: new Set(
      rows
        .filter(open)
        .flatMap(({ projectId, tasks }) => [null, ...(tasks ?? []).filter(open).map(({ id }) => id)].map((taskId) => pairKey({ projectId, taskId }))),
    ),
    fits: (projectId, companyId) => {
      const owner = companyOf.get(projectId) ?? null;
      return above === null || owner === null || above.has(`${companyId} ${owner}`);
    },
  };
}

/** Pairs "company above". */
async function listCompaniesAtOrAbove(db: Queryable, companyIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ below: string; above: string }>`
    with recursive line as (
      select company_id as below, company_id as above, parent_id from company where company_id = any(${[...new Set(companyIds)]}::uuid[])
      union select line.below, c.company_id, c.parent_id from company c join line on c.company_id = line.parent_id)
    select below, above from line`.execute(db);
  return new Set(rows.map(({ below, above }) => `${below} ${above}`));
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

/** Who changed one of these fields of the ticket last; undefined: nobody whose name is known. */
export async function findWhoChanged(db: Queryable, ticketId: string, fields: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ name: string | null }>`
    select coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), nullif(trim(c.first_name || ' ' || c.last_name), ''), a.login, c.login) as name
    from audit_event e left join agent a on a.agent_id = e.actor_id left join contact c on c.contact_id = e.actor_id
    where e.subject_kind = 'ticket' and e.subject_id = ${ticketId}::uuid and e.after ?| ${[...fields]}::text[]
    order by e.at desc, e.audit_event_id desc limit 1`.execute(db);
  return rows[0]?.name ?? undefined;
}
