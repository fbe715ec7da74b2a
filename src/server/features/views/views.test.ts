import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/view.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let eva: Signed;
let max: Signed;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  eva = await app.agent();
  max = await app.agent();
});
afterAll(() => app.close());

const create = (name: string, more: Record<string, unknown> = {}, as: Signed = eva) =>
  call(as, contract.createView, { body: { list: "tickets", name, address: { state: "all", q: "printer" }, ...more } });
const names = async (as: Signed, list: contract.ListName = "tickets") =>
  (await call(as, contract.listViews, { query: { list } })).items.map((view) => view.name);

const endpoints = [contract.createView, contract.changeView, contract.deleteView].map((endpoint) => ({
  endpoint,
  ...(endpoint === contract.createView ? { body: { list: "tickets", name: "Guarded", address: {} } } : {}),
  ...(endpoint === contract.changeView ? { body: { version: 1, name: "Guarded" } } : {}),
}));
describeGuards(() => app, endpoints);

describe("saved views", () => {
  test("keep filters, order and columns, by name, each list its own", async () => {
    const view = await create("Zurück", { columns: ["subject", "status"] });
    await create("ähnlich");
    await create("All", { list: "contacts" });
    expect(view).toMatchObject({ name: "Zurück", address: { state: "all", q: "printer" }, columns: ["subject", "status"], version: 1 });
    expect([await names(eva), await names(eva, "contacts"), await names(max)]).toEqual([["ähnlich", "Zurück"], ["All"], []]);
  });

  test("are renamed and overwritten against the version that was read", async () => {
    const { id } = await create("Mine");
    const renamed = await call(eva, contract.changeView, { params: { id }, body: { version: 1, name: "My open ones" } });
    expect(renamed).toMatchObject({ name: "My open ones", address: { state: "all", q: "printer" }, columns: null, version: 2 });
    const kept = await call(eva, contract.changeView, { params: { id }, body: { version: 2, address: {}, columns: ["subject"] } });
    expect(kept).toMatchObject({ name: "My open ones", address: {}, columns: ["subject"], version: 3 });
    expect((await call(eva, contract.changeView, { params: { id }, body: { version: 3, address: {} } })).version).toBe(3);
    await app.refused("record.versionStale", eva, contract.changeView, { params: { id }, body: { version: 1, name: "x" } });
  });

  test("have a name of their own among the views of their list", async () => {
    await create("Urgent");
    await app.refused("view.nameTaken", eva, contract.createView, { body: { list: "tickets", name: "URGENT", address: {} } });
    await create("Urgent", {}, max);
    await create("Urgent", { list: "companies" });
  });

  test("of another agent are not there", async () => {
    const { id } = await create("Private");
    await app.refused("record.notFound", max, contract.changeView, { params: { id }, body: { version: 1, name: "x" } });
    await app.refused("record.notFound", max, contract.deleteView, { params: { id } });
    await call(eva, contract.deleteView, { params: { id } });
    await app.refused("record.notFound", eva, contract.deleteView, { params: { id } });
  });

  test("end at fifty for a list", async () => {
    const many = await app.agent();
    for (let count = 1; count <= 50; count++) await create(`View ${count}`, {}, many);
    await app.refused("view.tooMany", many, contract.createView, { body: { list: "tickets", name: "One more", address: {} } });
    await create("In another list", { list: "audit" }, many);
  });

  test("hold texts of an address, and never a place in the list", async () => {
    for (const address of [{ cursor: "abc" }, { from: "51" }, { "a b": "c" }, { q: 1 }, { q: "x".repeat(4001) }])
      await app.refused("request.invalid", eva, contract.createView, { body: { list: "tickets", name: "Bad", address } });
  });
});

describe("shared views", () => {
  test("are seen by all agents, and changed by whoever may share", async () => {
    const lead = await app.agent(["view:share"]);
    await app.refused("view.mayNotShare", eva, contract.createView, { body: { list: "tickets", name: "For all", address: {}, shared: true } });
    const { id } = await create("Escalated", { shared: true }, lead);
    const seen = (await call(max, contract.listViews, { query: { list: "tickets" } })).items.find((view) => view.id === id);
    expect(seen).toMatchObject({ name: "Escalated", shared: true, owner: { me: false }, can: [] });
    await app.refused("view.mayNotShare", max, contract.changeView, { params: { id }, body: { version: 1, name: "Mine now" } });
    await app.refused("view.mayNotShare", max, contract.deleteView, { params: { id } });
    const other = await app.agent(["view:share"]);
    const changed = await call(other, contract.changeView, { params: { id }, body: { version: 1, name: "Urgent for all" } });
    expect(changed).toMatchObject({ name: "Urgent for all", version: 2, can: ["change", "share"] });
    const events = await app.db.selectFrom("audit_event").select("event").where("subject_id", "=", id).orderBy("audit_event_id").execute();
    expect(events.map(({ event }) => event)).toEqual(["view.shared", "view.changed"]);
    await call(other, contract.deleteView, { params: { id } });
    expect(await names(max)).not.toContain("Urgent for all");
  });

  test("become one agent's own again, also when the agent may not share any more", async () => {
    const lead = await app.agent(["view:share"]);
    const { id } = await create("Once for all", { shared: true }, lead);
    await app.db.updateTable("agent").set({ permissions: [] }).where("agent_id", "=", lead.agentId).execute();
    await app.refused("view.mayNotShare", lead, contract.changeView, { params: { id }, body: { version: 1, name: "x" } });
    expect(await call(lead, contract.changeView, { params: { id }, body: { version: 1, shared: false } })).toMatchObject({ shared: false, can: ["change"] });
    expect(await names(max)).not.toContain("Once for all");
  });

  test("have a name that no other shared one has", async () => {
    const [one, other] = [await app.agent(["view:share"]), await app.agent(["view:share"])];
    await create("Alone", { shared: true }, one);
    await app.refused("view.nameTaken", other, contract.createView, { body: { list: "tickets", name: "ALONE", address: {}, shared: true } });
  });
});

describe("the order of views", () => {
  test("is each agent's own, beside the columns", async () => {
    const one = await create("First", {}, max);
    const two = await create("Second", {}, max);
    await call(max, contract.setViewOrder, { params: { list: "tickets" }, body: { order: [two.id, one.id, two.id] } });
    await call(max, contract.setListColumns, { params: { list: "tickets" }, body: { columns: ["subject"] } });
    expect(await call(max, contract.listViews, { query: { list: "tickets" } })).toMatchObject({ order: [two.id, one.id], columns: ["subject"] });
    await call(max, contract.setListColumns, { params: { list: "tickets" }, body: { columns: null } });
    expect(await call(max, contract.listViews, { query: { list: "tickets" } })).toMatchObject({ order: [two.id, one.id], columns: null });
    expect((await call(eva, contract.listViews, { query: { list: "tickets" } })).order).toEqual([]);
  });
});

describe("columns of a list", () => {
  test("are remembered for each agent and list, until they are forgotten", async () => {
    const set = (columns: string[] | null, as = eva) => call(as, contract.setListColumns, { params: { list: "tickets" }, body: { columns } });
    const shown = async (as: Signed) => (await call(as, contract.listViews, { query: { list: "tickets" } })).columns;
    await set(["subject", "queue"]);
    await set(["subject", "status", "queue"]);
    expect([await shown(eva), await shown(max)]).toEqual([["subject", "status", "queue"], null]);
    await set(null);
    expect(await shown(eva)).toBeNull();
  });
});
