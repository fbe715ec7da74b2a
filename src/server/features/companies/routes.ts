import * as contract from "#contract/company.ts";
import { countSessionsOfCompany } from "#server/features/sign-in/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { type Ask, agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { found } from "#server/platform/refusal.ts";
import { changeCompany } from "./change-company.ts";
import { createCompany } from "./create-company.ts";
import { companyView } from "./present.ts";
import { companyOrder, countCompanies, countPeople, findCompany, listCompanies } from "./queries.ts";

const permissionsOf = (ask: Ask) => agentPrincipal(ask.principal).permissions;
const presentCompany = (ask: Ask) => async (db: Queryable, companyId: string) => companyView(found(await findCompany(db, companyId)), permissionsOf(ask));

export const routes: readonly Route[] = [
  route(contract.listCompanies, (ask, { query }) =>
    ask.read(async (db) => {
      const order = companyOrder(query, query);
      const page = pageOf(await listCompanies(db, query, query), query.limit, (row) => encodeCursor(order, ...row.keys));
      return {
        items: page.rows.map((row) => companyView(row, permissionsOf(ask))),
        next: page.next,
        ...(await countCompanies(db, query, query.count)),
      };
    }),
  ),
  route(contract.createCompany, (ask, { body }) => ask.run(createCompany, body, presentCompany(ask))),
  route(contract.getCompany, (ask, { params }) => ask.read((db) => presentCompany(ask)(db, params.id))),
  route(contract.getCompanyPeople, (ask, { params }) =>
    ask.read(async (db) => {
      found(await findCompany(db, params.id));
      return { ...(await countPeople(db, params.id)), endingSessions: await countSessionsOfCompany(db, params.id, ask.now) };
    }),
  ),
  route(contract.changeCompany, (ask, { params, body }) => ask.run(changeCompany, { companyId: params.id, change: body }, presentCompany(ask))),
];
