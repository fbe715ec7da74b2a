/** The table of projects. */
import { randomUUIDv7 } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { RunTime } from "#domain/tickets/time-entry.ts";
import { installationSetting } from "#server/features/settings/setting-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsWords, typedText } from "#server/platform/db/search-text.ts";
import { found } from "#server/platform/refusal.ts";

export type ProjectFields = {
  number: string;
  name: string;
  companyId: string | null;
  comment: string;
  state: "active" | "closed";
  startsOn: string | null;
  endsOn: string | null;
  plannedMinutes: number | null;
  /** Agents, sorted. */
  memberIds: string[];
};
export type ProjectRow = Omit<ProjectFields, "memberIds"> & {
  id: string;
  companyName: string | null;
  companyNumber: string | null;
  taskCount: number;
  contactCount: number;
  version: number;
  createdAt: Date;
  changedAt: Date;
  sortKey: string;
};
export type ProjectFilter = {
  q?: string | undefined;
  company?: string | undefined;
  internal?: "true" | "false" | undefined;
  state?: ProjectFields["state"] | undefined;
  grantableTo?: string | undefined;
  forCompany?: string | undefined;
  member?: string | undefined;
};

// Searched text and name are written exactly as in their indexes.
const sortKey = sql`search_fold(p.name)`;
const plan = sql`p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.planned_minutes as "plannedMinutes"`;
const columns = sql`p.project_id as id, p.number, p.name, p.company_id as "companyId", p.comment, p.state, ${plan}, p.version, p.created_at as "createdAt",
  p.changed_at as "changedAt", ${sortKey} as "sortKey", c.name as "companyName", c.number as "companyNumber",
  (select count(*)::int from task t where t.project_id = p.project_id) as "taskCount",
  (select count(distinct g.contact_id)::int from project_grant g where g.project_id = p.project_id) as "contactCount"`;

function conditions({ q, company, internal, state, grantableTo, forCompany, member }: ProjectFilter): RawBuilder<unknown> {
  const typed = typedText(q);
  return sql.join(
    [
      sql`true`,
      ...(typed === "" ? [] : containsWords(sql`search_fold(p.number || ' ' || p.name)`, typed)),
      ...(company ? [sql`p.company_id = ${company}::uuid`] : []),
      ...(internal ? [sql`p.internal = ${internal === "true"}`] : []),
      ...(state ? [sql`p.state = ${state}`] : []),
      ...(grantableTo ? [isGrantableTo(grantableTo)] : []),
      ...(member ? [sql`p.project_id in (select pm.project_id from project_member pm where pm.agent_id = ${member}::uuid)`] : []),
      ...(forCompany ? [sql`(p.internal or p.company_id in (${companiesAtOrAbove(forCompany)}))`] : []),
    ],
    sql` and `,
  );
}

/** Whether internal projects may be granted. */
export const isInternalOn = sql`coalesce(${installationSetting("access.internalProjects")} = 'true', false)`;

/** Of a project `p`. */
export const isGrantableTo = (contactId: string) => sql`(p.company_id in (select m.company_id from membership m where m.contact_id = ${contactId}::uuid)
  or p.internal and ${isInternalOn})`;

const companiesAtOrAbove = (companyId: string) => sql`with recursive line as (
    select c.company_id, c.parent_id from company c where c.company_id = ${companyId}::uuid
    union select c.company_id, c.parent_id from company c join line on c.company_id = line.parent_id)
  select line.company_id from line`;

/** By name, from after the cursor on; one row more than asked. */
export async function listProjects(db: Queryable, filter: ProjectFilter, after: readonly string[] | undefined, limit: number): Promise<ProjectRow[]> {
  const from = after ? sql`and (${sortKey}, p.project_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<ProjectRow>`
    select ${columns} from (select * from project p where ${conditions(filter)} ${from} order by ${sortKey}, p.project_id limit ${limit + 1}) p
    left join company c on c.company_id = p.company_id order by "sortKey", id`.execute(db);
  return rows;
}

export const countProjects = (db: Queryable, filter: ProjectFilter, count: "exact" | undefined) =>
  countRows(db, sql`project p where ${conditions(filter)}`, count);

export async function getProject(db: Queryable, projectId: string): Promise<ProjectRow> {
  const { rows } = await sql<ProjectRow>`
    select ${columns} from project p left join company c on c.company_id = p.company_id where p.project_id = ${projectId}::uuid`.execute(db);
  return found(rows[0]);
}

/** By name. */
export async function listMembers(db: Queryable, projectId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.agent_id as id, coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) as name
    from project_member pm join agent a on a.agent_id = pm.agent_id where pm.project_id = ${projectId}::uuid
    order by a.last_name, a.first_name, a.agent_id`.execute(db);
  return rows;
}

/** The project, held until the end of the transaction: nobody else changes its tree of tasks, nor gives a grant on it. */
export async function lockProject(db: Queryable, projectId: string): Promise<ProjectFields & { version: number }> {
  const { rows } = await sql<ProjectFields & { version: number }>`
    select p.number, p.name, p.company_id as "companyId", p.comment, p.state, ${plan}, p.version,
      array(select pm.agent_id::text from project_member pm where pm.project_id = p.project_id order by 1) as "memberIds"
    from project p
    where p.project_id = ${projectId}::uuid for update`.execute(db);
  return found(rows[0]);
}

/** These projects, held as they are until the end of the transaction: their companies and their trees of tasks. */
export async function shareProjects(db: Queryable, projectIds: readonly string[]): Promise<Map<string, { companyId: string | null }>> {
  const { rows } = await sql<{ id: string; companyId: string | null }>`
    select project_id as id, company_id as "companyId" from project where project_id = any(${[...projectIds]}::uuid[]) order by project_id for share`.execute(
    db,
  );
  return new Map(rows.map(({ id, companyId }) => [id, { companyId }]));
}

export async function listRunTimes(db: Queryable, projectIds: readonly string[]): Promise<Map<string, RunTime>> {
  const { rows } = await sql<RunTime & { id: string }>`
    select project_id as id, starts_on::text as "startsOn", ends_on::text as "endsOn" from project where project_id = any(${[...projectIds]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...runTime }) => [id, runTime]));
}

/** Whether a ticket of these tasks, or of the whole project, belongs to a company that is neither `companyId` nor below it. */
export async function hasTicketsOfOthers(
  db: Queryable,
  of: { projectId: string } | { taskIds: readonly string[] },
  companyId: string | null,
): Promise<boolean> {
  if (companyId === null) return false;
  const within = "projectId" in of ? sql`tp.project_id = ${of.projectId}::uuid` : sql`tp.task_id = any(${[...of.taskIds]}::uuid[])`;
  const { rows } = await sql<{ found: boolean }>`
    with recursive fitting as (
      select company_id from company where company_id = ${companyId}::uuid
      union select c.company_id from company c join fitting on c.parent_id = fitting.company_id)
    select exists (select from ticket_project tp join ticket t on t.ticket_id = tp.ticket_id
      where ${within} and t.company_id is not null and t.company_id not in (select company_id from fitting)) as found`.execute(db);
  return rows[0]?.found ?? false;
}

export async function insertProject(db: Queryable, project: Omit<ProjectFields, "state">, now: Date): Promise<string> {
  const projectId = randomUUIDv7();
  await sql`insert into project (project_id, number, name, comment, company_id, starts_on, ends_on, planned_minutes, created_at, changed_at)
    values (${projectId}::uuid, ${project.number}, ${project.name}, ${project.comment}, ${project.companyId}::uuid, ${project.startsOn}::date,
      ${project.endsOn}::date, ${project.plannedMinutes}, ${now}, ${now})`.execute(db);
  await writeMembers(db, projectId, project.memberIds);
  return projectId;
}

async function writeMembers(db: Queryable, projectId: string, memberIds: readonly string[]): Promise<void> {
  await sql`delete from project_member where project_id = ${projectId}::uuid and agent_id <> all(${[...memberIds]}::uuid[])`.execute(db);
  await sql`insert into project_member (project_id, agent_id) select ${projectId}::uuid, unnest(${[...memberIds]}::uuid[]) on conflict do nothing`.execute(db);
}

export async function updateProject(
  db: Queryable,
  projectId: string,
  { companyId, startsOn, endsOn, plannedMinutes, memberIds, ...fields }: Partial<ProjectFields>,
  now: Date,
): Promise<void> {
  await db
    .updateTable("project")
    .set((eb) => ({
      ...fields,
      ...(companyId === undefined ? {} : { company_id: companyId }),
      ...(startsOn === undefined ? {} : { starts_on: sql<Date>`${startsOn}::date` }),
      ...(endsOn === undefined ? {} : { ends_on: sql<Date>`${endsOn}::date` }),
      ...(plannedMinutes === undefined ? {} : { planned_minutes: plannedMinutes }),
      changed_at: now,
      version: eb("version", "+", 1),
    }))
    .where("project_id", "=", projectId)
    .execute();
  if (memberIds !== undefined) await writeMembers(db, projectId, memberIds);
}
