/** Records that were here before an import: found by what people know them by. */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Row, TargetTable } from "./queries.ts";

/** By a text column, ignoring case. Answers with the folded text as the database folds it. */
export async function findByText(
  db: Queryable,
  target: TargetTable,
  idColumn: string,
  column: string,
  texts: readonly string[],
): Promise<{ id: string; text: string; row: Row }[]> {
  const { rows } = await sql<{ id: string; text: string; row: Row }>`
    select wanted.text, t.${sql.ref(idColumn)} as id, to_jsonb(t) as row
    from unnest(${[...texts]}::text[]) as wanted(text) join ${sql.table(target)} as t on lower(t.${sql.ref(column)}) = lower(wanted.text)`.execute(db);
  return rows;
}

/** Rows whose columns have these values; null equals null except in the first column, which is never null. The answer is by position. */
export async function findByColumns(
  db: Queryable,
  target: TargetTable,
  idColumn: string,
  columns: readonly string[],
  wanted: readonly Row[],
): Promise<Map<number, string>> {
  if (wanted.length === 0) return new Map();
  const texts = wanted.map((row, position) => ({ position, values: Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) }));
  const equal = columns.map((column, position) => sql`t.${sql.ref(column)} ${position === 0 ? sql`=` : sql`is not distinct from`} r.${sql.ref(column)}`);
  const { rows } = await sql<{ position: number; id: string }>`
    select w.position, t.${sql.ref(idColumn)} as id
    from json_to_recordset(${JSON.stringify(texts)}::json) as w(position integer, values json)
    cross join lateral json_populate_record(null::${sql.table(target)}, w.values) as r
    join ${sql.table(target)} as t on ${sql.join(equal, sql` and `)}`.execute(db);
  return new Map(rows.map((row) => [row.position, row.id]));
}

export type SystemRole = {
  roleId: string;
  systemKey: string;
  name: string;
  scope: string;
  verbs: string[];
  confidential: boolean;
  createForSubsidiaries: boolean;
  desk: boolean;
};

export async function listSystemRoles(db: Queryable): Promise<SystemRole[]> {
  const { rows } = await sql<SystemRole>`
    select role_id as "roleId", system_key as "systemKey", name, scope, verbs, confidential, create_for_subsidiaries as "createForSubsidiaries", is_desk as desk
    from portal_role where system_key is not null`.execute(db);
  return rows;
}

export async function listStatuses(db: Queryable): Promise<{ id: string; name: string; statusType: string }[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    statusType: string;
  }>`select status_id as id, name, status_type as "statusType" from ticket_status`.execute(db);
  return rows;
}

export async function highestPriorityRank(db: Queryable): Promise<number> {
  const { rows } = await sql<{ rank: number }>`select coalesce(max(rank), 0) as rank from priority`.execute(db);
  return rows[0]?.rank ?? 0;
}

/** Numbers that tickets have which did not come from this system. */
export async function findTakenNumbers(db: Queryable, source: string, numbers: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ text: string }>`
    select wanted.text from unnest(${[...numbers]}::text[]) as wanted(text) join ticket t on lower(t.number) = lower(wanted.text)
    where not exists (select from import_key k where k.target_id = t.ticket_id and k.source = ${source} and k.table_name = 'ticket')`.execute(db);
  return new Set(rows.map((row) => row.text));
}

/** Contacts whose primary membership did not come from this system. */
export async function findOtherPrimaries(db: Queryable, contactIds: readonly string[], source: string): Promise<Set<string>> {
  const { rows } = await sql<{ contactId: string }>`
    select contact_id as "contactId" from membership m
    where is_primary and contact_id = any(${[...contactIds]}::uuid[])
      and not exists (select from import_key k where k.target_id = m.membership_id and k.source = ${source} and k.table_name = 'membership' and k.target_version > 0)`.execute(
    db,
  );
  return new Set(rows.map((row) => row.contactId));
}

/** Before primaries move among memberships of one contact: at most one may be primary at any moment. */
export async function clearPrimaries(db: Queryable, membershipIds: readonly string[]): Promise<void> {
  await sql`update membership set is_primary = false where is_primary and membership_id = any(${[...membershipIds]}::uuid[])`.execute(db);
}

export async function listInstallationSettings(db: Queryable, keys: readonly string[]): Promise<Map<string, { id: string; value: unknown }>> {
  const { rows } = await sql<{ id: string; key: string; value: unknown }>`
    select setting_id as id, setting_key as key, value from setting
    where company_id is null and contact_id is null and setting_key = any(${[...keys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}
