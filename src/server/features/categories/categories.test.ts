import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/category.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const create = (name: string, fields: object = {}) => call(administrator, contract.createCategory, { body: { name, ...fields } });
const lastEvent = () => app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();

describeGuards(
  () => app,
  [
    { endpoint: contract.listCategories },
    { endpoint: contract.createCategory, body: { name: "Guarded" } },
    { endpoint: contract.getCategory },
    { endpoint: contract.changeCategory, body: { version: 1, name: "Guarded" } },
  ],
);

describe("a category", () => {
  test("is created, marked confidential and closed, each with an event that says what changed", async () => {
    const created = await create("Salaries");
    expect(created).toMatchObject({ name: "Salaries", comment: "", confidential: false, state: "active", version: 1 });
    const body = { version: 1, confidential: true, state: "closed", reason: "Works council" };
    const changed = await call(administrator, contract.changeCategory, { params: { id: created.id }, body });
    expect(changed).toMatchObject({ confidential: true, state: "closed", version: 2 });
    expect(await call(administrator, contract.getCategory, { params: { id: created.id } })).toEqual(changed);
    expect(await lastEvent()).toMatchObject({
      event: "category.changed",
      before: { confidential: false, state: "active" },
      after: { confidential: true, state: "closed" },
      reason: "Works council",
    });
    await app.refused("record.versionStale", administrator, contract.changeCategory, { params: { id: created.id }, body: { version: 1, comment: "x" } });
  });

  test("that already is as wanted is neither written nor logged", async () => {
    const { id } = await create("Same");
    const before = await lastEvent();
    expect(await call(administrator, contract.changeCategory, { params: { id }, body: { version: 1, name: "Same" } })).toMatchObject({ version: 1 });
    expect((await lastEvent())?.audit_event_id).toBe(before?.audit_event_id);
  });

  test("has a name that no other category has", async () => {
    const { id } = await create("Fault");
    await create("Wish");
    await app.refused("category.nameTaken", administrator, contract.createCategory, { body: { name: "FAULT" } });
    await app.refused("category.nameTaken", administrator, contract.changeCategory, { params: { id }, body: { version: 1, name: "wish" } });
  });

  test("is listed once, by name, whatever the size of a page", async () => {
    const names = (await walk(call, administrator, contract.listCategories, {}, 1)).map((category) => category.name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "de")));
    expect(names).toHaveLength((await call(administrator, contract.listCategories)).total);
    expect((await call(administrator, contract.listCategories, { query: { state: "closed", q: "sala" } })).items).toMatchObject([{ name: "Salaries" }]);
  });
});
