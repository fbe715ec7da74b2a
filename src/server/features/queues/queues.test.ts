import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/master-data.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
let groupId: string;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  groupId = await app.group({ name: "Support" });
});
afterAll(() => app.close());

const create = (name: string, more: Record<string, unknown> = {}) => call(administrator, contract.createQueue, { body: { name, groupId, ...more } });
const change = (id: string, body: Record<string, unknown>) => call(administrator, contract.changeQueue, { params: { id }, body });
const events = (id: string) => app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", id).orderBy("audit_event_id").execute();

describeGuards(
  () => app,
  [
    { endpoint: contract.listQueues },
    { endpoint: contract.createQueue, body: { name: "Guarded", groupId: randomUUIDv7() } },
    { endpoint: contract.getQueue },
    { endpoint: contract.changeQueue, body: { version: 1, name: "Guarded" } },
  ],
);

describe("a queue", () => {
  test("is created in a group, with what was left out as usual", async () => {
    const created = await create("Hardware");
    expect(created).toMatchObject({
      name: "Hardware",
      group: { id: groupId, name: "Support" },
      comment: "",
      state: "active",
      confidential: false,
      followUp: "possible",
      version: 1,
    });
    expect(await call(administrator, contract.getQueue, { params: { id: created.id } })).toEqual(created);
    expect(await events(created.id)).toMatchObject([{ event: "queue.created", after: { name: "Hardware", groupId } }]);
  });

  test("is not created in a group that does not exist, nor moved there", async () => {
    const nowhere = randomUUIDv7();
    await app.refused("record.unknownReference", administrator, contract.createQueue, { body: { name: "Lost", groupId: nowhere } });
    const { id } = await create("Stays");
    await app.refused("record.unknownReference", administrator, contract.changeQueue, { params: { id }, body: { version: 1, groupId: nowhere } });
    expect(await call(administrator, contract.getQueue, { params: { id } })).toMatchObject({ group: { id: groupId }, version: 1 });
  });

  test("has a name that no other queue has, in whatever case", async () => {
    await create("Mail::In");
    const { id } = await create("Mail::Out");
    await app.refused("queue.nameTaken", administrator, contract.createQueue, { body: { name: "mail::in", groupId } });
    await app.refused("queue.nameTaken", administrator, contract.changeQueue, { params: { id }, body: { version: 1, name: "MAIL::IN" } });
  });

  test("moved to another group keeps its former group in the history, and the log says from where to where", async () => {
    const { id } = await create("Moving", { confidential: true, followUp: "reject" });
    const other = await app.group({ name: "Elsewhere" });
    expect(await change(id, { version: 1, groupId: other, confidential: false, followUp: "newTicket", reason: "Reorganised" })).toMatchObject({
      group: { id: other, name: "Elsewhere" },
      confidential: false,
      followUp: "newTicket",
      version: 2,
    });
    expect((await events(id)).at(-1)).toMatchObject({
      before: { groupId, confidential: true, followUp: "reject" },
      after: { groupId: other, confidential: false, followUp: "newTicket" },
      reason: "Reorganised",
    });
    const former = await app.db.selectFrom("fact_history").selectAll().where("row_id", "=", id).execute();
    expect(former).toMatchObject([{ table_name: "queue", row: { group_id: groupId, confidential: true } }]);
  });

  test("changes only against the version that was read, and not at all without a difference", async () => {
    const { id } = await create("Steady");
    expect(await change(id, { version: 1, name: "Steady" })).toMatchObject({ version: 1 });
    expect(await change(id, { version: 1, state: "suspended" })).toMatchObject({ version: 2, state: "suspended" });
    await app.refused("record.versionStale", administrator, contract.changeQueue, { params: { id }, body: { version: 1, state: "closed" } });
  });
});

describe("the list of queues", () => {
  test("gives every queue once, by name, and can be limited to a group, a state and a part of the name", async () => {
    const alone = await app.group();
    for (const name of ["b::1", "A", "b", "Ö"]) await create(name, { groupId: alone });
    const ofGroup = await walk(call, administrator, contract.listQueues, { groupId: alone }, 1);
    expect(ofGroup.map((queue) => queue.name)).toEqual(["A", "b", "b::1", "Ö"]);
    expect(await call(administrator, contract.listQueues, { query: { groupId: alone, q: "B::" } })).toMatchObject({ items: [{ name: "b::1" }], total: 1 });
    expect(await call(administrator, contract.listQueues, { query: { groupId: alone, state: "closed" } })).toMatchObject({ items: [], total: 0 });
    const everything = await call(administrator, contract.listQueues, { query: { count: "exact" } });
    expect(everything.total).toBe((await walk(call, administrator, contract.listQueues, {}, 3)).length);
  });

  test("is readable for every agent", async () => {
    expect((await call(await app.agent(), contract.listQueues)).items.length).toBeGreaterThan(0);
  });
});
