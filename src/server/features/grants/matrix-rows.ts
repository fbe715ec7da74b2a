/** The matrix of grants from both sides: each row with its grant, or with how many there are. */
import type { QueryOf } from "#contract/endpoint.ts";
import type { GrantRowView, listProjectsToGrant } from "#contract/grant-matrix.ts";
import { getProject } from "#server/features/projects/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { isThereToGrant, listGrantsBetween } from "./list-queries.ts";
import { countRowsToGrant, listRowsToGrant, matrixOrder, type ToGrant } from "./matrix-queries.ts";
import { grantView } from "./present.ts";

type Query = QueryOf<typeof listProjectsToGrant>;

/** A contact by project. */
export async function contactByProject(db: Queryable, contactId: string, query: Query, now: Date) {
  if (!(await isThereToGrant(db, { contactId }))) throw new Refusal("record.notFound");
  return pageOfRows(db, { contactId }, query, now);
}

/** A project by contact. */
export async function projectByContact(db: Queryable, projectId: string, query: Query, now: Date) {
  const { companyId } = await getProject(db, projectId);
  return pageOfRows(db, { projectId, companyId }, query, now);
}

async function pageOfRows(db: Queryable, of: ToGrant["of"], query: Query, now: Date) {
  const asked = { of, assigned: query.shown === "assigned", q: query.q, ids: query.ids };
  const page = pageOf(await listRowsToGrant(db, asked, query), query.limit, (row) => encodeCursor(matrixOrder, ...row.keys));
  const found = await listGrantsBetween(
    db,
    of,
    page.rows.map((row) => row.id),
  );
  const grants = Map.groupBy(found, (grant) => ("contactId" in of ? grant.projectId : grant.contactId));
  const items = page.rows.map(({ id, name, detail, state, companyId, companyName }): GrantRowView => {
    const [only, ...others] = grants.get(id) ?? [];
    return {
      id,
      name,
      detail,
      state: state as GrantRowView["state"],
      company: companyId === null ? null : { id: companyId, name: companyName ?? "" },
      grantCount: only === undefined ? 0 : 1 + others.length,
      grant: only === undefined || others.length > 0 ? null : grantView(only, now),
    };
  });
  return { items, next: page.next, ...(await countRowsToGrant(db, asked, query.count)) };
}
