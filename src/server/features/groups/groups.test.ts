import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/master-data.ts";
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

const create = (name: string, comment?: string) => call(administrator, contract.createGroup, { body: { name, ...(comment ? { comment } : {}) } });
const change = (id: string, body: Record<string, unknown>) => call(administrator, contract.changeGroup, { params: { id }, body });
const events = (id: string) => app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", id).orderBy("audit_event_id").execute();

describeGuards(
  () => app,
  [
    { endpoint: contract.listGroups },
    { endpoint: contract.createGroup, body: { name: "Guarded" } },
    { endpoint: contract.getGroup },
    { endpoint: contract.changeGroup, body: { version: 1, name: "Guarded" } },
  ],
);

describe("a group", () => {
  test("is created active, reads the same and is in the log", async () => {
    const created = await create("Support", "All about help");
    expect(created).toMatchObject({ name: "Support", comment: "All about help", state: "active", queueCount: 0, version: 1, rightsVersion: 1 });
    expect(await call(administrator, contract.getGroup, { params: { id: created.id } })).toEqual(created);
    expect(await events(created.id)).toMatchObject([{ event: "group.created", after: { name: "Support", comment: "All about help" } }]);
  });

  test("has a name that no other group has, in whatever case", async () => {
    const { id, version } = await create("Sales");
    await create("Purchase");
    await app.refused("group.nameTaken", administrator, contract.createGroup, { body: { name: "sALES" } });
    await app.refused("group.nameTaken", administrator, contract.changeGroup, { params: { id }, body: { version, name: "PURCHASE" } });
  });

  test("needs a name", async () => {
    expect((await app.refused("request.invalid", administrator, contract.createGroup, { body: { name: "  " } })).errors).toMatchObject([
      { path: "name", code: "required" },
    ]);
  });

  test("changes only against the version that was read, and the log says from what to what", async () => {
    const { id } = await create("Night shift");
    expect(await change(id, { version: 1, name: "Day shift", state: "suspended", reason: "Nobody works at night" })).toMatchObject({
      name: "Day shift",
      state: "suspended",
      version: 2,
    });
    await app.refused("record.versionStale", administrator, contract.changeGroup, { params: { id }, body: { version: 1, name: "Late shift" } });
    expect((await events(id)).at(-1)).toMatchObject({
      event: "group.changed",
      before: { name: "Night shift", state: "active" },
      after: { name: "Day shift", state: "suspended" },
      reason: "Nobody works at night",
    });
  });

  test("that is saved without a difference stays as it is, and nothing is logged", async () => {
    const { id } = await create("Same");
    expect(await change(id, { version: 1, name: "Same", comment: "" })).toMatchObject({ version: 1 });
    expect(await events(id)).toHaveLength(1);
  });

  test("that is suspended raises the access version, so that nobody goes on with old facts", async () => {
    const { id } = await create("Watched");
    const versionOf = () => app.db.selectFrom("installation").select("access_version").executeTakeFirstOrThrow();
    const before = await versionOf();
    await change(id, { version: 1, state: "closed" });
    expect((await versionOf()).access_version).toBeGreaterThan(before.access_version);
  });
});

describe("the list of groups", () => {
  test("gives every group once, by name, whatever the size of a page", async () => {
    for (const name of ["Zug", "Ärzte", "Auto", "älter", "Öl", "100%"]) await create(name);
    const all = await call(administrator, contract.listGroups, { query: { limit: 500 } });
    const names = all.items.map((group) => group.name);
    expect(names.filter((name) => ["Zug", "Ärzte", "Auto", "älter", "Öl", "100%"].includes(name))).toEqual(["100%", "älter", "Ärzte", "Auto", "Öl", "Zug"]);
    expect((await walk(call, administrator, contract.listGroups, {}, 2)).length).toBe(all.total);
    expect(new Set(names).size).toBe(all.total);
  });

  test("finds by part of the name without accents, and by state", async () => {
    await change((await create("Müllabfuhr")).id, { version: 1, state: "closed" });
    expect((await call(administrator, contract.listGroups, { query: { q: "mullab" } })).items).toMatchObject([{ name: "Müllabfuhr" }]);
    expect(await call(administrator, contract.listGroups, { query: { q: "mullab", state: "active" } })).toMatchObject({ items: [], total: 0, next: null });
    expect((await call(administrator, contract.listGroups, { query: { q: "100%" } })).items).toHaveLength(1);
  });

  test("counts the queues of each group", async () => {
    const { id } = await create("With queues");
    await app.queue(id);
    await app.queue(id);
    expect((await call(administrator, contract.listGroups, { query: { q: "With queues" } })).items).toMatchObject([{ queueCount: 2 }]);
  });

  test("refuses a cursor that is not its own", async () => {
    for (const keys of [["name", "a"], ["other", "a", "b"], ["name", "a", "no-id"], [1]]) {
      const cursor = Buffer.from(JSON.stringify(keys)).toString("base64url");
      await app.refused("request.cursor", administrator, contract.listGroups, { query: { cursor } });
    }
    await app.refused("request.cursor", administrator, contract.listGroups, { query: { cursor: "%" } });
  });
});
