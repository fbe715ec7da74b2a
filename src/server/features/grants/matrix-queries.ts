/** Projects or contacts page by page, by name: those with a grant on the other side, and those that may be given one. */
import { type RawBuilder, sql } from "kysely";
import { foundContacts } from "#server/features/contacts/search-queries.ts";
import { isGrantableTo, isInternalOn } from "#server/features/projects/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { countRows } from "#server/platform/db/count-rows.ts";
import { containsTyped } from "#server/platform/db/search-text.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";

/** Whose matrix: a contact's by project, or a project's by contact. `ids`: just these rows. */
export type ToGrant = {
  of: { contactId: string } | { projectId: string; companyId: string | null };
  assigned: boolean;
  q?: string | undefined;
  ids?: readonly string[] | undefined;
};
export type RowToGrant = {
  id: string;
  name: string;
  detail: string;
  state: string;
  /** The project's. */
  companyId: string | null;
  companyName: string | null;
  keys: string[];
};

export const matrixOrder = "name";
const keyKinds: readonly KeyKind[] = ["text", "id"];

type Sql = RawBuilder<unknown>;
type Listed = { columns: Sql; from: Sql; name: Sql; id: Sql; found: (q: string | undefined) => Sql[]; granted: Sql; all: Sql };

// Names and searched texts are written exactly as in their indexes.
function projectsOf(contactId: string): Listed {
  const granted = sql`p.project_id in (select g.project_id from project_grant g where g.contact_id = ${contactId}::uuid)`;
  return {
    columns: sql`p.project_id as id, p.name, p.number as detail, p.state, p.company_id as "companyId",
    (select c.name from company c where c.company_id = p.company_id) as "companyName"`,
    from: sql`project p`,
    name: sql`search_fold(p.name)`,
    id: sql`p.project_id`,
    found: (q) => containsTyped(sql`search_fold(p.number || ' ' || p.name)`, q),
    granted,
    all: sql`(${granted} or p.state = 'active' and ${isGrantableTo(contactId)})`,
  };
}

function contactsOf(projectId: string, companyId: string | null): Listed {
  const granted = sql`ct.contact_id in (select g.contact_id from project_grant g where g.project_id = ${projectId}::uuid)`;
  // Whoever has a grant on a company's project has a membership there.
  const ofCompany = sql`ct.contact_id in (select m.contact_id from membership m where m.company_id = ${companyId}::uuid)`;
  return {
    columns: sql`ct.contact_id as id, coalesce(nullif(trim(ct.first_name || ' ' || ct.last_name), ''), ct.login, ct.email) as name, ct.email as detail, ct.state,
    ${companyId}::uuid as "companyId", (select c.name from company c where c.company_id = ${companyId}::uuid) as "companyName"`,
    from: sql`contact ct`,
    name: sql`ct.sort_name`,
    id: sql`ct.contact_id`,
    found: foundContacts,
    granted,
    all: companyId === null ? sql`(${granted} or ct.state <> 'closed' and ${isInternalOn})` : sql`${ofCompany} and (ct.state <> 'closed' or ${granted})`,
  };
}

const listedOf = ({ of }: ToGrant): Listed => ("contactId" in of ? projectsOf(of.contactId) : contactsOf(of.projectId, of.companyId));

function matching(listed: Listed, { assigned, q, ids }: ToGrant): Sql {
  if (ids) return sql`${listed.id} = any(${[...ids]}::uuid[])`;
  return sql.join([assigned ? listed.granted : listed.all, ...listed.found(q)], sql` and `);
}

/** One row more than `limit`, if there is one. */
export async function listRowsToGrant(db: Queryable, asked: ToGrant, page: { limit: number; cursor?: string | undefined }): Promise<RowToGrant[]> {
  const listed = listedOf(asked);
  const after = keysOf(page.cursor, matrixOrder, keyKinds);
  const start = after ? sql`and (${listed.name}, ${listed.id}) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<RowToGrant>`select ${listed.columns}, array[${listed.name}, ${listed.id}::text] as keys from ${listed.from}
    where ${matching(listed, asked)} ${start} order by ${listed.name}, ${listed.id} limit ${page.limit + 1}`.execute(db);
  return rows;
}

export function countRowsToGrant(db: Queryable, asked: ToGrant, count: "exact" | undefined) {
  const listed = listedOf(asked);
  return countRows(db, sql`${listed.from} where ${matching(listed, asked)}`, count);
}
