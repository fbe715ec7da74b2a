/** Own fields of tickets. */
import * as contract from "#contract/own-field.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Ask, type Route, route } from "#server/platform/http/route.ts";
import { found } from "#server/platform/refusal.ts";
import { changeOwnField } from "./change-own-field.ts";
import { createOwnField } from "./create-own-field.ts";
import { orderOwnFields } from "./order-own-fields.ts";
import { presentOwnField } from "./present.ts";
import { listOwnFields } from "./queries.ts";

const all = async (ask: Ask, db: Queryable) => ({ items: (await listOwnFields(db)).map((row) => presentOwnField(row, ask.language)) });
const one = (ask: Ask) => async (db: Queryable, id: string) => presentOwnField(found((await listOwnFields(db)).find((row) => row.id === id)), ask.language);

export const routes: readonly Route[] = [
  route(contract.listOwnFields, (ask) => ask.read((db) => all(ask, db))),
  route(contract.createOwnField, (ask, { body }) => ask.run(createOwnField, body, one(ask))),
  route(contract.orderOwnFields, (ask, { body }) => ask.run(orderOwnFields, body, (db) => all(ask, db))),
  route(contract.changeOwnField, (ask, { params, body }) => ask.run(changeOwnField, { ...body, ...params }, one(ask))),
];
