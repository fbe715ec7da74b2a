/** By a priority only those tickets are found whose priority shows: a filter must not say what a ticket hides. */
import { sql } from "kysely";
import type { Scope } from "#domain/access/clause.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { prioritySight } from "#domain/access/view.ts";
import { SETTINGS } from "#domain/settings/catalogue.ts";
import { companySetting } from "#server/features/settings/setting-queries.ts";
import { clauseHolds, type Sql } from "./scope-conditions.ts";

/** Condition on a ticket `t` that the contact may read; undefined: the priority of every one shows. */
export function priorityShows(access: Access, now: Date): Sql | undefined {
  const sight = prioritySight(access);
  if (sight === "everywhere") return undefined;
  if (sight === "nowhere") return sql`false`;
  const leads = ({ clauses }: Scope) =>
    clauses.length === 0
      ? sql`false`
      : sql`(${sql.join(
          clauses.map((clause) => clauseHolds(clause, now)),
          sql` or `,
        )})`;
  const byCompany = sql`coalesce(${companySetting("view.priority", sql`t.company_id`)} = 'true', ${SETTINGS["view.priority"].default})`;
  return sql`(${leads(sight.shown)} or ${leads(sight.led)} is not true and ${byCompany})`;
}
