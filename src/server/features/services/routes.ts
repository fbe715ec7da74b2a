/** Services, and who may choose them. */
import * as contract from "#contract/master-data.ts";
import * as matrix from "#contract/service-matrix.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { changeService } from "./change-service.ts";
import { changeServiceAssignments } from "./change-service-assignments.ts";
import { createService } from "./create-service.ts";
import { companyByService, contactByService, everybodyByService, serviceByCompany, serviceByContact } from "./matrix-rows.ts";
import { presentAssignment, presentService } from "./present.ts";
import { countAssignments, countServices, getService, listAssignments, listServices } from "./queries.ts";

const view = async (db: Queryable, serviceId: string) => presentService(await getService(db, serviceId));

export const routes: readonly Route[] = [
  route(contract.listServices, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "name", ["text", "id"]);
      const { rows, next } = pageOf(await listServices(db, query, after, query.limit), query.limit, (row) => encodeCursor("name", row.sortKey, row.id));
      return { items: rows.map(presentService), next, ...(await countServices(db, query, query.count)) };
    }),
  ),
  route(contract.createService, (ask, { body }) => ask.run(createService, body, view)),
  route(contract.getService, (ask, { params }) => ask.read((db) => view(db, params.id))),
  route(contract.changeService, (ask, { params, body }) => ask.run(changeService, { ...body, ...params }, view)),
  route(contract.listServiceAssignments, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "made", ["id"]);
      const { rows, next } = pageOf(await listAssignments(db, query, after, query.limit), query.limit, (row) => encodeCursor("made", row.id));
      return { items: rows.map((row) => presentAssignment(row, ask.translate)), next, ...(await countAssignments(db, query, query.count)) };
    }),
  ),
  route(contract.changeServiceAssignments, (ask, { body: { changes, reason } }) => {
    const byService = Map.groupBy(changes, (change) => change.serviceId);
    const services = [...byService].map(([serviceId, ofService]) => ({ serviceId, changes: ofService }));
    return ask.run(changeServiceAssignments, { services, reason }, (_db, { changed }) => ({ changed }));
  }),
  route(matrix.listContactServices, (ask, { params, query }) => ask.read((db) => contactByService(db, params.id, query, ask.now))),
  route(matrix.listCompanyServices, (ask, { params, query }) => ask.read((db) => companyByService(db, params.id, query))),
  route(matrix.listDefaultServices, (ask, { query }) => ask.read((db) => everybodyByService(db, query))),
  route(matrix.listServiceCompanies, (ask, { params, query }) => ask.read((db) => serviceByCompany(db, params.id, query, ask.now))),
  route(matrix.listServiceContacts, (ask, { params, query }) => ask.read((db) => serviceByContact(db, params.id, query, ask.now))),
  route(matrix.saveServiceMatrix, (ask, { body }) => ask.run(changeServiceAssignments, body, (_db, outcome) => outcome)),
];
