/** What the grounds of a list are made of (grounds.ts). */
import { sql } from "kysely";
import type { CompanySet } from "#domain/access/clause.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { rowsOfSet } from "./scope-conditions.ts";

/** Of all companies in these sets, whatever their state: one that opens again brings its tickets with it. */
export async function listCompanyIds(db: Queryable, sets: readonly CompanySet[]): Promise<string[]> {
  if (sets.length === 0) return [];
  const rowsOf = sets.map((companies) => sql`(${rowsOfSet(companies, sql`true`)})`);
  const { rows } = await sql<{ company_id: string }>`${sql.join(rowsOf, sql` union `)}`.execute(db);
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
