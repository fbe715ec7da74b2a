/** The tables of grants, and what the log tells of one wherever it is written. */
import { randomUUIDv7 } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { WorkedHours } from "#domain/settings/catalogue.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { AuditEvent } from "#server/platform/kernel.ts";

export type GrantFields = {
  tasks: "all" | "existing" | "named";
  /** Of *existing* and *named*; null: all. Sorted. */
  coveredTaskIds: string[] | null;
  readOnly: boolean;
  scope: "gate" | "withoutContact" | "wholeProject";
  hours: WorkedHours;
  seesSince: Date | null;
  from: Date | null;
  until: Date | null;
};
export type Grant = GrantFields & { id: string; contactId: string; projectId: string; companyId: string | null; version: number };

const columns = sql`g.grant_id as id, g.contact_id as "contactId", g.project_id as "projectId", g.company_id as "companyId", g.tasks,
  case when g.tasks <> 'all' then array(select gt.task_id::text from project_grant_task gt where gt.grant_id = g.grant_id order by gt.task_id) end as "coveredTaskIds",
  g.read_only as "readOnly", g.scope, g.hours, g.sees_since as "seesSince", g.starts_at as "from", g.ends_at as until, g.version`;

async function listWhere(db: Queryable, where: RawBuilder<unknown>): Promise<Grant[]> {
  const { rows } = await sql<Grant>`select ${columns} from project_grant g where ${where} order by g.grant_id`.execute(db);
  return rows;
}

/** Held until the end of the transaction; unknown ids are left out. */
export async function lockGrants(db: Queryable, grantIds: readonly string[]): Promise<Grant[]> {
  const ids = sql`any(${[...grantIds]}::uuid[])`;
  await sql`select from project_grant where grant_id = ${ids} order by grant_id for update`.execute(db);
  return listWhere(db, sql`g.grant_id = ${ids}`);
}

export const listGrantsOnTasks = (db: Queryable, taskIds: readonly string[]): Promise<Grant[]> =>
  listWhere(db, sql`g.grant_id in (select gt.grant_id from project_grant_task gt where gt.task_id = any(${[...taskIds]}::uuid[]))`);

/** Whether one of these contacts has a grant on the project given beside it. */
export async function isOneGranted(db: Queryable, pairs: readonly { contactId: string; projectId: string }[]): Promise<boolean> {
  if (pairs.length === 0) return false;
  const { rows } = await sql`select from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as n("contactId" uuid, "projectId" uuid)
    join project_grant g on g.contact_id = n."contactId" and g.project_id = n."projectId" limit 1`.execute(db);
  return rows.length > 0;
}

/** Whether anybody has a grant on the project. */
export async function isGranted(db: Queryable, projectId: string): Promise<boolean> {
  const { rows } = await sql`select from project_grant where project_id = ${projectId}::uuid limit 1`.execute(db);
  return rows.length > 0;
}

const asRows = (grants: readonly Grant[]) => sql`jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as n(id uuid, "contactId" uuid, "projectId" uuid,
  "companyId" uuid, tasks text, "readOnly" boolean, scope text, hours text, "seesSince" timestamptz, "from" timestamptz, until timestamptz)`;

export async function insertGrants(db: Queryable, grants: readonly Grant[], setBy: string | null, now: Date): Promise<void> {
  if (grants.length === 0) return;
  await sql`insert into project_grant (grant_id, contact_id, project_id, company_id, tasks, read_only, scope, hours, sees_since, starts_at, ends_at, set_by, created_at,
      changed_at)
    select n.id, n."contactId", n."projectId", n."companyId", n.tasks, n."readOnly", n.scope, n.hours, n."seesSince", n."from", n.until, ${setBy}::uuid, ${now}, ${now}
    from ${asRows(grants)}`.execute(db);
  await writeTasks(db, grants);
}

export async function updateGrants(db: Queryable, grants: readonly Grant[], setBy: string | null, now: Date): Promise<void> {
  if (grants.length === 0) return;
  await sql`update project_grant g set tasks = n.tasks, read_only = n."readOnly", scope = n.scope, hours = n.hours, sees_since = n."seesSince", starts_at = n."from",
      ends_at = n.until, set_by = ${setBy}::uuid, version = g.version + 1, changed_at = ${now}
    from ${asRows(grants)} where g.grant_id = n.id`.execute(db);
  await writeTasks(db, grants);
}

/** Makes the stored tasks those that the grants cover, by differences. */
async function writeTasks(db: Queryable, grants: readonly Grant[]): Promise<void> {
  const pairs = grants.flatMap((grant) => (grant.coveredTaskIds ?? []).map((taskId) => ({ id: randomUUIDv7(), grantId: grant.id, taskId })));
  const given = sql`select * from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as n(id uuid, "grantId" uuid, "taskId" uuid)`;
  const grantIds = grants.map((grant) => grant.id);
  await sql`delete from project_grant_task where grant_id = any(${grantIds}::uuid[])
    and (grant_id, task_id) not in (select n."grantId", n."taskId" from (${given}) n)`.execute(db);
  await sql`insert into project_grant_task (project_grant_task_id, grant_id, task_id) select n.id, n."grantId", n."taskId" from (${given}) n
    on conflict (grant_id, task_id) do nothing`.execute(db);
}

export async function deleteGrants(db: Queryable, grantIds: readonly string[]): Promise<void> {
  if (grantIds.length === 0) return;
  await sql`delete from project_grant where grant_id = any(${[...grantIds]}::uuid[])`.execute(db);
}

/** With what they were. */
export async function deleteGrantsOfProject(db: Queryable, projectId: string): Promise<Grant[]> {
  const grants = await listWhere(db, sql`g.project_id = ${projectId}::uuid`);
  await deleteGrants(
    db,
    grants.map((grant) => grant.id),
  );
  return grants;
}

/** The grants of contacts on projects of a company, which end with the membership; with what they were. */
export async function deleteGrantsOfMemberships(db: Queryable, membershipIds: readonly string[]): Promise<Grant[]> {
  if (membershipIds.length === 0) return [];
  const ofMemberships = sql`select m.contact_id, m.company_id from membership m where m.membership_id = any(${[...membershipIds]}::uuid[])`;
  const grants = await listWhere(db, sql`(g.contact_id, g.company_id) in (${ofMemberships})`);
  await deleteGrants(
    db,
    grants.map((grant) => grant.id),
  );
  return grants;
}

// ── the log ──

const toldGrant = (grant: Grant): Record<string, unknown> => ({
  tasks: grant.tasks,
  coveredTaskIds: grant.coveredTaskIds,
  readOnly: grant.readOnly,
  scope: grant.scope,
  hours: grant.hours,
  seesSince: grant.seesSince?.toISOString() ?? null,
  from: grant.from?.toISOString() ?? null,
  until: grant.until?.toISOString() ?? null,
});

/** The names of what differs; empty: nothing. */
export const grantDifferences = (before: Grant, after: Grant): string[] => changedFields(toldGrant(before), toldGrant(after)).names;

/** Stands in the logs of the project, of its company and of the contact. Null: there was none, or is none any more. */
export function grantEvent(before: Grant | null, after: Grant | null, reason: string | undefined): AuditEvent {
  const grant = after ?? before;
  if (!grant) throw new Error("an event is about a grant");
  const of = { subject: { kind: "project", id: grant.projectId }, contactId: grant.contactId, companyId: grant.companyId, reason };
  const named = { grantId: grant.id };
  if (!before) return { ...of, event: "grant.given", after: { ...named, ...toldGrant(grant) } };
  if (!after) return { ...of, event: "grant.taken-away", before: { ...named, ...toldGrant(grant) } };
  const told = changedFields(toldGrant(before), toldGrant(after));
  return { ...of, event: "grant.changed", before: { ...named, ...told.before }, after: { ...named, ...told.after } };
}
