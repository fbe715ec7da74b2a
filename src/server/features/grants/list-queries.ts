/** Grants page by page: those of a contact by project, those on a project by contact. */
import { type RawBuilder, sql } from "kysely";
import { foundContacts } from "#server/features/contacts/search-queries.ts";
import { isInternalOn } from "#server/features/projects/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsTyped } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";
import type { Grant } from "./queries.ts";

export type GrantRow = Grant & {
  contactName: string;
  projectName: string;
  projectNumber: string;
  projectState: "active" | "closed";
  companyName: string | null;
  /** The first five tasks that it covers, by name. */
  coveredTasks: { id: string; name: string }[] | null;
  taskCount: number;
  /** Of the membership that it stands on; null on an internal project. */
  membershipFrom: Date | null;
  membershipUntil: Date | null;
  companyOpen: boolean | null;
  /** Whether grants on internal projects give anything. */
  internalOn: boolean;
  keys: string[];
};

export type GrantsOf = { of: { contactId: string } | { projectId: string }; q?: string | undefined; validAt?: Date | undefined };
export const grantOrder = "name";
const keyKinds: readonly KeyKind[] = ["text", "id"];

const byProject = sql`search_fold(p.name)`;
const columns = sql`g.grant_id as id, g.contact_id as "contactId", g.project_id as "projectId", g.company_id as "companyId", g.tasks,
  case when g.tasks <> 'all' then array(select gt.task_id::text from project_grant_task gt where gt.grant_id = g.grant_id order by gt.task_id) end as "coveredTaskIds",
  (select json_agg(first) from (select t.task_id as id, t.name from project_grant_task gt join task t on t.task_id = gt.task_id
    where gt.grant_id = g.grant_id order by search_fold(t.name), t.task_id limit 5) first) as "coveredTasks",
  (select count(*)::int from task t where t.project_id = g.project_id) as "taskCount",
  g.read_only as "readOnly", g.scope, g.hours, g.sees_since as "seesSince", g.starts_at as "from", g.ends_at as until, g.version,
  coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as "contactName",
  p.name as "projectName", p.number as "projectNumber", p.state as "projectState", c.name as "companyName",
  m.starts_at as "membershipFrom", m.ends_at as "membershipUntil", c.state = 'active' and c.portal_enabled as "companyOpen",
  ${isInternalOn} as "internalOn"`;

function matching({ of, q, validAt }: GrantsOf): RawBuilder<unknown> {
  const mine = "contactId" in of ? sql`g.contact_id = ${of.contactId}::uuid` : sql`g.project_id = ${of.projectId}::uuid`;
  const found = "contactId" in of ? containsTyped(sql`search_fold(p.number || ' ' || p.name)`, q) : foundContacts(q);
  const where = [mine, ...found, ...(validAt ? [sql`(g.ends_at is null or g.ends_at > ${validAt})`] : [])];
  return sql`project_grant g join project p on p.project_id = g.project_id join contact ct on ct.contact_id = g.contact_id where ${sql.join(where, sql` and `)}`;
}

const joined = sql`join project p on p.project_id = g.project_id join contact ct on ct.contact_id = g.contact_id
  left join company c on c.company_id = g.company_id left join membership m on m.contact_id = g.contact_id and m.company_id = g.company_id`;

/** One row more than `limit`, if there is one. */
export async function listGrants(db: Queryable, asked: GrantsOf, page: { limit: number; cursor?: string | undefined }): Promise<GrantRow[]> {
  const name = "contactId" in asked.of ? byProject : sql`ct.sort_name`;
  const after = keysOf(page.cursor, grantOrder, keyKinds);
  const start = after ? sql`and (${name}, g.grant_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<GrantRow>`
    with page as (select g.grant_id, ${name} as name from ${matching(asked)} ${start} order by ${name}, g.grant_id limit ${page.limit + 1})
    select ${columns}, array[page.name, g.grant_id::text] as keys from page join project_grant g on g.grant_id = page.grant_id ${joined}
    order by page.name, g.grant_id`.execute(db);
  return rows;
}

export const countGrants = (db: Queryable, asked: GrantsOf, count: "exact" | undefined) => countRows(db, matching(asked), count);

/** All grants of a contact on these projects, or of these contacts on a project; in no order. */
export async function listGrantsBetween(db: Queryable, of: GrantsOf["of"], otherIds: readonly string[]): Promise<GrantRow[]> {
  if (otherIds.length === 0) return [];
  const others = sql`any(${[...otherIds]}::uuid[])`;
  const between =
    "contactId" in of
      ? sql`g.contact_id = ${of.contactId}::uuid and g.project_id = ${others}`
      : sql`g.project_id = ${of.projectId}::uuid and g.contact_id = ${others}`;
  const { rows } = await sql<GrantRow>`select ${columns}, array[]::text[] as keys from project_grant g ${joined} where ${between}`.execute(db);
  return rows;
}

/** In no order; unknown ids are left out. */
export async function listGrantsById(db: Queryable, grantIds: readonly string[]): Promise<GrantRow[]> {
  if (grantIds.length === 0) return [];
  const { rows } = await sql<GrantRow>`select ${columns}, array[]::text[] as keys from project_grant g ${joined}
    where g.grant_id = any(${[...grantIds]}::uuid[])`.execute(db);
  return rows;
}

/** Whether the one whose grants are asked for is there. */
export async function isThereToGrant(db: Queryable, of: GrantsOf["of"]): Promise<boolean> {
  const { rows } =
    "contactId" in of
      ? await sql`select from contact where contact_id = ${of.contactId}::uuid`.execute(db)
      : await sql`select from project where project_id = ${of.projectId}::uuid`.execute(db);
  return rows.length > 0;
}
