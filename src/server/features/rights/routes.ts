import * as contract from "#contract/access.ts";
import * as matrix from "#contract/rights-matrix.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { type Ask, type Route, route } from "#server/platform/http/route.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { changeRights } from "./change-rights.ts";
import { companyByGroup, contactByGroup, everybodyByGroup, groupByCompany, groupByContact } from "./matrix-rows.ts";
import { rightView } from "./present.ts";
import { countRights, findRightsVersion, isThere, listRights, type RightFilter, type RightPage, type RightsOf, rightOrder } from "./queries.ts";

async function rightsPage(ask: Ask, db: Queryable, of: RightsOf, query: RightFilter & RightPage & { count?: "exact" | undefined }) {
  const page = pageOf(await listRights(db, of, query, query), query.limit, (row) => encodeCursor(rightOrder(of), ...row.keys));
  return {
    items: page.rows.map((row) => rightView(row, ask.translate)),
    next: page.next,
    ...(await countRights(db, of, query, query.count)),
  };
}

async function rightsOfOne(ask: Ask, db: Queryable, of: { companyId: string } | { contactId: string }, query: RightFilter & RightPage) {
  if (!(await isThere(db, of))) throw new Refusal("record.notFound");
  return rightsPage(ask, db, of, query);
}

export const routes: readonly Route[] = [
  route(contract.listRights, (ask, { params, query }) =>
    ask.read(async (db) => {
      const rightsVersion = found(await findRightsVersion(db, params.id, false));
      return { ...(await rightsPage(ask, db, { groupId: params.id }, query)), rightsVersion };
    }),
  ),
  route(contract.changeRights, (ask, { params, body }) =>
    ask.run(
      changeRights,
      { groups: [{ groupId: params.id, version: body.version, changes: body.changes }], reason: body.reason },
      (_, { groups: [group], changed }) => ({
        rightsVersion: group?.rightsVersion ?? body.version,
        changed,
      }),
    ),
  ),
  route(contract.listCompanyRights, (ask, { params, query }) => ask.read((db) => rightsOfOne(ask, db, { companyId: params.id }, query))),
  route(contract.listContactRights, (ask, { params, query }) => ask.read((db) => rightsOfOne(ask, db, { contactId: params.id }, query))),
  route(matrix.listCompanyRightsByGroup, (ask, { params, query }) => ask.read((db) => companyByGroup(db, params.id, query, ask.now))),
  route(matrix.listContactRightsByGroup, (ask, { params, query }) => ask.read((db) => contactByGroup(db, params.id, query, ask.now))),
  route(matrix.listEverybodyRightsByGroup, (ask, { query }) => ask.read((db) => everybodyByGroup(db, query))),
  route(matrix.listGroupRightsByCompany, (ask, { params, query }) => ask.read((db) => groupByCompany(db, params.id, query, ask.now))),
  route(matrix.listGroupRightsByContact, (ask, { params, query }) => ask.read((db) => groupByContact(db, params.id, query, ask.now))),
  route(matrix.saveRightsMatrix, (ask, { body }) => ask.run(changeRights, body, (_, outcome) => outcome)),
];
