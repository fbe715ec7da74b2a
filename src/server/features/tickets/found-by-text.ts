/** Tickets of a clause by full text: the index of words first, then the clause. For words that few tickets have. */
import { sql } from "kysely";
import type { Clause, CompanySet, Scope } from "#domain/access/clause.ts";
import { and, companyRows, participantTickets, rowConditions, type Sql, type TicketFilter, wholeClause } from "./scope-conditions.ts";
import { afterCursor, type Newest, newestRows } from "./ticket-order.ts";

/** Condition on a row `s` of ticket_search; the words are read once, not for each row. */
export function textMatches(filter: TicketFilter): Sql {
  const text = filter.searchInternal ? sql`coalesce(s.internal_text, s.visible_text)` : sql`s.visible_text`;
  return sql`${text} @@ (select to_tsquery('pforte', ${filter.search ?? ""}))`;
}

/** A `select ticket_id, sort_at` of the newest for each way to find them; without `newest` all of them, `select ticket_id`. */
export function foundByText(scope: Scope, filter: TicketFilter, newest: Newest | null, now: Date): Sql[] {
  const branches = scope.clauses.filter((clause) => clause.participation === null).map((clause) => foundInClause(clause, scope, filter, newest, now));
  const added = participantTickets(scope, filter, now);
  if (!added) return branches;
  // Words of shared tickets are looked up one by one.
  const where = [...added.where, sql`exists (select from ticket_search s where s.ticket_id = t.ticket_id and ${textMatches(filter)})`];
  return [
    ...branches,
    newest ? newestRows(added.from, [...where, ...afterCursor(newest)], newest.order, newest.limit) : sql`select t.ticket_id ${added.from} where ${and(where)}`,
  ];
}

/** Up to so many companies are asked in the index of words itself, which then reads the words once for each of them. */
const mostByIndex = 2;

/** Of more companies, what the words found is held against them: else frequent words would be read as often as there are companies. */
function ofCompanies({ ids, below, familyOf, shownTo, billedBy }: CompanySet, rows: Sql): Sql {
  const byIndex = ids.length <= mostByIndex && below.length + familyOf.length + shownTo.length + billedBy.length === 0;
  // IS TRUE: a condition of its own, which is not turned into a join with the index.
  return byIndex ? sql`s.company_id = any(array(${rows}))` : sql`(s.company_id in (${rows})) is true`;
}

function foundInClause(clause: Clause, scope: Scope, filter: TicketFilter, newest: Newest | null, now: Date): Sql {
  const conditions = [...wholeClause(clause, now), ...rowConditions(clause, scope, filter), ...(newest ? afterCursor(newest) : [])];
  const near = [textMatches(filter)];
  if (clause.requester !== null) near.push(sql`s.contact_id = ${clause.requester}::uuid`);
  else if (clause.companies !== null) near.push(ofCompanies(clause.companies, companyRows(clause, clause.companies, filter)));
  // OFFSET 0 keeps the two apart: each found ticket is looked up by its id, never by reading the table.
  const kept = sql`(select t.* from ticket t where t.ticket_id = found.ticket_id and ${and(conditions)} offset 0) t`;
  const found = sql`with found as materialized (select s.ticket_id from ticket_search s where ${and(near)})`;
  if (!newest) return sql`${found} select t.ticket_id from found cross join lateral ${kept}`;
  return sql`${found} ${newestRows(sql`from found cross join lateral ${kept}`, [], newest.order, newest.limit)}`;
}
