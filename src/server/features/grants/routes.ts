import type { QueryOf } from "#contract/endpoint.ts";
import * as contract from "#contract/grant.ts";
import { listContactsToGrant, listProjectsToGrant } from "#contract/grant-matrix.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { type Ask, type Route, route } from "#server/platform/http/route.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { addGrant } from "./add-grant.ts";
import { changeGrant } from "./change-grant.ts";
import { changeGrants } from "./change-grants.ts";
import type { GrantsChanged } from "./grant-rule.ts";
import { countGrants, type GrantsOf, grantOrder, isThereToGrant, listGrants, listGrantsById } from "./list-queries.ts";
import { contactByProject, projectByContact } from "./matrix-rows.ts";
import { grantView } from "./present.ts";
import { removeGrant } from "./remove-grant.ts";

const view = (ask: Ask) => async (db: Queryable, grantId: string) => grantView(found((await listGrantsById(db, [grantId]))[0]), ask.now);

const several =
  (ask: Ask) =>
  async (db: Queryable, { grantIds, changed }: GrantsChanged) => {
    const rows = await listGrantsById(
      db,
      grantIds.filter((id) => id !== null),
    );
    const views = new Map(rows.map((row) => [row.id, grantView(row, ask.now)]));
    return { grants: grantIds.map((id) => (id === null ? null : found(views.get(id)))), changed };
  };

async function pageOfGrants(ask: Ask, db: Queryable, of: GrantsOf["of"], query: QueryOf<typeof contract.listGrantsOfContact>) {
  if (!(await isThereToGrant(db, of))) throw new Refusal("record.notFound");
  const asked = { of, q: query.q, validAt: query.shown === "valid" ? ask.now : undefined };
  const page = pageOf(await listGrants(db, asked, query), query.limit, (row) => encodeCursor(grantOrder, ...row.keys));
  return { items: page.rows.map((row) => grantView(row, ask.now)), next: page.next, ...(await countGrants(db, asked, query.count)) };
}

export const routes: readonly Route[] = [
  route(contract.listGrantsOfContact, (ask, { params, query }) => ask.read((db) => pageOfGrants(ask, db, { contactId: params.id }, query))),
  route(contract.listGrantsOfProject, (ask, { params, query }) => ask.read((db) => pageOfGrants(ask, db, { projectId: params.id }, query))),
  route(listProjectsToGrant, (ask, { params, query }) => ask.read((db) => contactByProject(db, params.id, query, ask.now))),
  route(listContactsToGrant, (ask, { params, query }) => ask.read((db) => projectByContact(db, params.id, query, ask.now))),
  route(contract.addGrant, (ask, { params, body: { reason, ...grant } }) => ask.run(addGrant, { contactId: params.id, grant, reason }, view(ask))),
  route(contract.changeGrant, (ask, { params, body: { version, reason, ...grant } }) =>
    ask.run(changeGrant, { contactId: params.id, grantId: params.grantId, version, reason, grant }, view(ask)),
  ),
  route(contract.removeGrant, (ask, { params }) => ask.run(removeGrant, { contactId: params.id, grantId: params.grantId }, () => undefined)),
  route(contract.changeGrants, (ask, { body }) => ask.run(changeGrants, body, several(ask))),
];
