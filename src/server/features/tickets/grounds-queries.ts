/** What the grounds of a list are made of (grounds.ts). */
import { sql } from "kysely";
import type { Queryable } from "#server/platform/db/connect.ts";

export async function listCompanyIdsBelow(db: Queryable, companyIds: readonly string[]): Promise<string[]> {
  if (companyIds.length === 0) return [];
  const { rows } = await sql<{ company_id: string }>`
    with recursive c as (
      select company_id from company where parent_id = any(${[...companyIds]}::uuid[])
      union select child.company_id from company child join c on child.parent_id = c.company_id)
    select company_id from c`.execute(db);
  return rows.map((row) => row.company_id);
}

/** The next instant at which a right of a company, a contact or everybody begins or ends; undefined: none does. */
export async function findNextChangeOfRights(db: Queryable, now: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ next: Date | null }>`
    select least((select min(starts_at) from group_right where starts_at > ${now}), (select min(ends_at) from group_right where ends_at > ${now})) as next`.execute(
    db,
  );
  return rows[0]?.next ?? undefined;
}
