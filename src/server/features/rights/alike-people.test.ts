import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as contract from "#contract/rights-matrix.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);

/** A company with a right on a group: two plain colleagues, one suspended, one without group rights, one with an own right, one of another company too. */
async function world() {
  const [group, companyId] = [await app.group({ name: `G${Math.random()}` }), await app.company()];
  await app.right(group, { company_id: companyId, context: "own", can_read: true });
  for (const state of ["active", "active", "suspended"] as const) await app.person(companyId, "basic", { state });
  await app.membership(await app.contact(), companyId, { carries_group_rights: false });
  await app.right(group, { contact_id: await app.person(companyId), can_edit: true });
  await app.membership(await app.person(await app.company()), companyId);
  await app.right(group, { everybody: "contact", can_create: true });
  return { group, companyId };
}

async function comeTo({ companyId, group }: { companyId: string; group: string }) {
  const { items } = await call(administrator, contract.listCompanyRightsByGroup, { params: { id: companyId }, query: { limit: 500 } });
  return items.find((row) => row.id === group)?.effective;
}

test("what people come to is counted in a company of thousands as in a small one", async () => {
  const [small, large] = [await world(), await world()];
  const rows = sql`select gen_random_uuid() as id, number from generate_series(1, 3100) as number`;
  await sql`with people as materialized (${rows}),
    added as (insert into contact (contact_id, last_name, state) select id, 'Many', case when number <= 20 then 'closed' else 'active' end from people)
    insert into membership (membership_id, contact_id, company_id, role_id, is_primary, carries_group_rights, ends_at)
    select gen_random_uuid(), id, ${large.companyId}::uuid, ${ROLES.basic}::uuid, number % 2 = 0, number > 50,
      case when number > 3000 then '2020-01-01'::timestamptz end from people`.execute(app.db);
  const people = async (of: typeof small) => Object.fromEntries(((await comeTo(of)) ?? []).map((one) => [one.rights.join(), one.people]));
  expect(await people(small)).toEqual({ "read,create": 3, create: 1, edit: 1 });
  // 20 are closed, 30 do not carry group rights, 100 memberships have ended.
  expect(await people(large)).toEqual({ "read,create": 3 + 2950, create: 1 + 30, edit: 1 });
  const byCompany = await call(administrator, contract.listGroupRightsByCompany, { params: { id: large.group }, query: { shown: "assigned" } });
  expect(byCompany.items[0]?.effective?.map((one) => one.people)).toEqual([2953, 31, 1]);
});

test("what people come to is not counted where thousands have rights of their own", async () => {
  const { companyId, group } = await world();
  await sql`with people as materialized (select gen_random_uuid() as id from generate_series(1, 3100)),
    added as (insert into contact (contact_id, last_name) select id, 'Own' from people),
    members as (insert into membership (membership_id, contact_id, company_id, role_id, is_primary)
      select gen_random_uuid(), id, ${companyId}::uuid, ${ROLES.basic}::uuid, true from people)
    insert into group_right (group_right_id, group_id, contact_id, can_read) select gen_random_uuid(), ${group}::uuid, id, true from people`.execute(app.db);
  expect(await comeTo({ companyId, group })).toBeNull();
});
