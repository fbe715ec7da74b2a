/** What a contact may choose from when it writes a request, and when it narrows its list. */

import { type SqlBool, sql } from "kysely";
import { mayCreateInProject } from "#domain/access/decide.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { openGroups } from "#domain/access/effective-access.ts";
import { coveredBy, coveredProjects, covers, openGrants } from "#domain/access/grants.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

export async function findPrimaryCompany(db: Queryable, contactId: string): Promise<string | null> {
  const row = await db
    .selectFrom("membership")
    .select("company_id")
    .where("contact_id", "=", contactId)
    .orderBy("is_primary", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.company_id ?? null;
}

export type CompanyChoice = { id: string; name: string; number: string; primary: boolean; subsidiary: boolean };

/** Companies of carrying memberships with `create`, and active children where the role allows it; at most 50 that match, the primary first. */
export async function listCompanyChoices(db: Queryable, access: Access, q: string): Promise<{ companies: CompanyChoice[]; total: number }> {
  if (!access.door.open || access.switches.portalReadOnly) return { companies: [], total: 0 };
  const creating = access.memberships.filter((membership) => membership.obstacle === null && membership.role.verbs.includes("create"));
  const own = creating.map((membership) => membership.company.companyId);
  const parents = creating.filter((membership) => membership.role.createForSubsidiaries).map((membership) => membership.company.companyId);
  const primary = creating.find((membership) => membership.primary)?.company.companyId ?? null;
  const { rows } = await sql<{ company_id: string; name: string; number: string; own: boolean; total: number }>`
    select c.company_id, c.name, c.number, c.company_id = any(${own}::uuid[]) as own, count(*) over ()::int as total
    from company c where (c.company_id = any(${own}::uuid[]) or (c.parent_id = any(${parents}::uuid[]) and c.state = 'active'))
      and (${q} = '' or c.search_text like '%' || search_fold(${q}) || '%')
    order by c.company_id is not distinct from ${primary}::uuid desc, own desc, c.sort_name, c.company_id limit 50`.execute(db);
  return {
    companies: rows.map((row) => ({ id: row.company_id, name: row.name, number: row.number, primary: row.company_id === primary, subsidiary: !row.own })),
    total: rows[0]?.total ?? 0,
  };
}

/** Active queues whose gate lets `create` through. */
export async function listQueueChoices(db: Queryable, access: Access): Promise<{ id: string; name: string }[]> {
  if (!access.door.open || access.switches.portalReadOnly) return [];
  const groups = openGroups(access, "create");
  const inGroups = groups === "any" ? sql<SqlBool>`true` : sql<SqlBool>`group_id = any(${[...groups]}::uuid[])`;
  const rows = await db.selectFrom("queue").select(["queue_id", "name"]).where("state", "=", "active").where(inGroups).orderBy("name").execute();
  return rows.map((row) => ({ id: row.queue_id, name: row.name }));
}

export type ProjectChoice = { id: string; name: string; number: string; withoutTask: boolean; tasks: { id: string; name: string; depth: number }[] };

/** Active projects of the company, and internal ones, with the active tasks that a grant lets the contact create in. */
export async function listProjectChoices(db: Queryable, access: Access, companyId: string | null): Promise<ProjectChoice[]> {
  const projectIds = coveredProjects(coveredBy(openGrants(access, "create")));
  if (!access.door.open || access.switches.portalReadOnly || companyId === null || projectIds.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    name: string;
    number: string;
    companyId: string | null;
    tasks: { id: string; name: string; depth: number }[] | null;
  }>`
    with recursive offered as (
      select p.project_id, p.name, p.number, p.company_id from project p
      where p.project_id = any(${projectIds}::uuid[]) and p.state = 'active'),
    tree as (
      select t.task_id, t.project_id, t.name, 0 as depth, array[search_fold(t.name), t.task_id::text] as place
      from task t join offered o on o.project_id = t.project_id where t.parent_id is null and t.state = 'active'
      union all
      select t.task_id, t.project_id, t.name, tree.depth + 1, tree.place || array[search_fold(t.name), t.task_id::text]
      from task t join tree on t.parent_id = tree.task_id where t.state = 'active')
    select o.project_id as id, o.name, o.number, o.company_id as "companyId",
      (select json_agg(json_build_object('id', t.task_id, 'name', t.name, 'depth', t.depth) order by t.place) from tree t where t.project_id = o.project_id) as tasks
    from offered o order by search_fold(o.name), o.project_id`.execute(db);
  return rows
    .map(({ tasks, companyId: ownerId, ...project }) => {
      const may = (taskId: string | null) => mayCreateInProject(access, companyId, { projectId: project.id, companyId: ownerId, taskId });
      return { ...project, withoutTask: may(null), tasks: (tasks ?? []).filter((task) => may(task.id)) };
    })
    .filter(({ withoutTask, tasks }) => withoutTask || tasks.length > 0);
}

/** The queue of a contact's newest ticket. */
export async function findLastQueue(db: Queryable, contactId: string): Promise<string | null> {
  const row = await db
    .selectFrom("ticket")
    .select("queue_id")
    .where("contact_id", "=", contactId)
    .where("state_class", "<>", "gone")
    .orderBy("created_at", "desc")
    .orderBy("ticket_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.queue_id ?? null;
}

/** Names of services above these that are not among them: shown in the tree, but not choosable. */
export async function listMissingParents(db: Queryable, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  const parents = new Set(
    names.flatMap((name) =>
      name
        .split("::")
        .slice(0, -1)
        .map((_, at, parts) => parts.slice(0, at + 1).join("::")),
    ),
  );
  for (const name of names) parents.delete(name);
  if (parents.size === 0) return [];
  const rows = await db
    .selectFrom("service")
    .select(["service_id", "name"])
    .where("name", "in", [...parents])
    .where("state", "=", "active")
    .execute();
  return rows.map((row) => ({ id: row.service_id, name: row.name }));
}

export const listPriorityChoices = (db: Queryable) =>
  db.selectFrom("priority").select(["priority_id", "name", "labels", "is_default"]).where("state", "=", "active").orderBy("rank").execute();

/** Queues whose gate lets `read` through, also those that are no longer active: their tickets stay readable. */
export async function listReadableQueues(db: Queryable, access: Access): Promise<{ id: string; name: string }[]> {
  const groups = openGroups(access, "read");
  const inGroups = groups === "any" ? sql<SqlBool>`true` : sql<SqlBool>`group_id = any(${[...groups]}::uuid[])`;
  const rows = await db.selectFrom("queue").select(["queue_id", "name"]).where(inGroups).orderBy("name").execute();
  return rows.map((row) => ({ id: row.queue_id, name: row.name }));
}

/** Projects that a grant opens for reading, also closed ones, with the tasks that it covers. */
export async function listGrantedProjects(db: Queryable, access: Access): Promise<{ id: string; name: string; tasks: { id: string; name: string }[] }[]> {
  const covered = coveredBy(openGrants(access, "read"));
  const projectIds = coveredProjects(covered);
  if (projectIds.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string; tasks: { id: string; name: string }[] | null }>`
    select p.project_id as id, p.name,
      (select json_agg(json_build_object('id', t.task_id, 'name', t.name) order by search_fold(t.name), t.task_id) from task t
        where t.project_id = p.project_id) as tasks
    from project p where p.project_id = any(${projectIds}::uuid[]) order by search_fold(p.name), p.project_id`.execute(db);
  return rows.map(({ id, name, tasks }) => ({ id, name, tasks: (tasks ?? []).filter((task) => covers(covered, { projectId: id, taskId: task.id })) }));
}

/** Statuses that a ticket in a list can have. */
export const listStatusChoices = (db: Queryable) =>
  db
    .selectFrom("ticket_status")
    .select(["status_id", "name", "labels"])
    .where("status_type", "not in", ["removed", "merged"])
    .where("state", "=", "active")
    .orderBy("rank")
    .execute();
