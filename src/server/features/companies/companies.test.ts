import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/company.ts";
import type { QueryInputOf } from "#contract/endpoint.ts";
import { hashToken } from "#server/features/sign-in/queries.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const unknown = { id: randomUUIDv7() };
const change = (id: string, body: Record<string, unknown>, as: Signed = administrator) => call(as, contract.changeCompany, { params: { id }, body });
const versionOf = async (id: string) => (await call(administrator, contract.getCompany, { params: { id } })).version;
const auditOf = (companyId: string) => app.db.selectFrom("audit_event").selectAll().where("company_id", "=", companyId).orderBy("audit_event_id").execute();

const list = (query: QueryInputOf<typeof contract.listCompanies>, limit = 2) => walk(call, administrator, contract.listCompanies, query, limit);

describe("creating", () => {
  test("a company is created with every field, and reads the same", async () => {
    const parentId = await app.company();
    const body = {
      number: "billing@ACME.example",
      name: "ACME",
      street: "Weg 1",
      zip: "10115",
      city: "Berlin",
      country: "DE",
      url: "https://acme.example/",
      comment: "An old friend",
      shippingAddress: "Tor 3",
      billingAddress: "Postfach",
      classification: "A",
      territory: "North",
      parentId,
      billedByCompanyId: parentId,
      language: "de" as const,
      timeZone: "Europe/Vienna",
      state: "suspended" as const,
      portalEnabled: false,
      ownFields: { sla: ["gold", 4] },
    };
    const created = await call(administrator, contract.createCompany, { body });
    expect(created).toMatchObject({ ...body, version: 1, origin: "manual" });
    expect(await call(administrator, contract.getCompany, { params: { id: created.id } })).toEqual(created);
    const [event] = await auditOf(created.id);
    expect(event).toMatchObject({
      event: "company.created",
      actor_id: administrator.agentId,
      subject_id: created.id,
      after: { number: "billing@ACME.example" },
    });
  });

  test("without a number the next free one of the configured format is given, and imported numbers are skipped", async () => {
    await app.setting("companies.numberFormat", "K{n:4}");
    await app.company({ number: "k0001" });
    await app.company({ number: "K0002" });
    const numbers: string[] = [];
    for (const name of ["One", "Two"]) numbers.push((await call(administrator, contract.createCompany, { body: { name } })).number);
    expect(numbers).toEqual(["K0003", "K0004"]);
  });

  test("companies created at the same time get different numbers", async () => {
    const created = await Promise.all(Array.from({ length: 6 }, (_, at) => call(administrator, contract.createCompany, { body: { name: `Twin ${at}` } })));
    expect(new Set(created.map((company) => company.number)).size).toBe(6);
  });

  test("a number that another company has in other letters is refused", async () => {
    await app.company({ number: "Unique-1" });
    await app.refused("company.numberTaken", administrator, contract.createCompany, { body: { number: "UNIQUE-1", name: "Second" } });
  });

  test("a parent that does not exist is refused", async () => {
    await app.refused("record.unknownReference", administrator, contract.createCompany, { body: { name: "Orphan", parentId: unknown.id } });
  });

  test("the same request with the same Idempotency-Key creates one company", async () => {
    const given = { body: { name: "Once" }, headers: { "idempotency-key": "once" } };
    const [first, second] = [await call(administrator, contract.createCompany, given), await call(administrator, contract.createCompany, given)];
    expect(second).toEqual(first);
  });
});

describe("lists", () => {
  test("companies come by name without case and accents, page by page, none twice and none left out", async () => {
    const parentId = await app.company({ name: "Namen" });
    for (const name of ["Österreich", "zebra", "Ärzte", "Zebra", "apfel"]) await app.company({ name, parent_id: parentId });
    const items = await list({ parentId });
    expect(items.map((company) => company.name.toLowerCase())).toEqual(["apfel", "ärzte", "österreich", "zebra", "zebra"]);
    expect(new Set(items.map((company) => company.id)).size).toBe(5);
    expect(await call(administrator, contract.listCompanies, { query: { parentId, limit: 1 } })).toMatchObject({ total: 5 });
  });

  test("search finds fragments of number, name and city and ranks the exact number, then beginnings, then the rest", async () => {
    await app.company({ number: "9", name: "Contains Quitte 9", city: "x" });
    await app.company({ number: "quitte", name: "zz exact number" });
    await app.company({ number: "Quitte-2", name: "number begins" });
    await app.company({ number: "10", name: "Quitte begins" });
    await app.company({ number: "11", name: "aa in the city", city: "Bad Quittenburg" });
    const names = ["zz exact number", "number begins", "Quitte begins", "aa in the city", "Contains Quitte 9"];
    expect((await list({ q: "QUÏTTE" }, 2)).map((company) => company.name)).toEqual(names);
    expect((await list({ q: "QUÏTTE" }, 50)).map((company) => company.name)).toEqual(names);
  });

  test("every word of a search must occur, in any order, and % and _ are ordinary letters", async () => {
    const id = await app.company({ name: "Rabatt 100% _netto_", city: "Celle" });
    for (const q of ["celle 100%", "_netto_ celle"]) expect((await list({ q })).map((company) => company.id)).toEqual([id]);
    expect(await list({ q: "celle 100% anderswo" })).toEqual([]);
    expect(await list({ q: "1_0%" })).toEqual([]);
  });

  test("the most recently changed come first where that order is asked for, also within a search", async () => {
    const parentId = await app.company();
    const ids: string[] = [];
    for (const day of ["2026-01-03", "2026-01-01", "2026-01-02"])
      ids.push(await app.company({ name: "Umlauf", parent_id: parentId, changed_at: `${day}T10:00:00.123456Z` }));
    const expected = [ids[0], ids[2], ids[1]];
    expect((await list({ parentId, sort: "-changed" }, 1)).map((company) => company.id)).toEqual(expected);
    expect((await list({ parentId, sort: "-changed", q: "umlauf" }, 1)).map((company) => company.id)).toEqual(expected);
  });

  test("a list narrows to a state", async () => {
    const parentId = await app.company();
    const closed = await app.company({ state: "closed", parent_id: parentId });
    await app.company({ parent_id: parentId });
    expect((await list({ parentId, state: "closed" })).map((company) => company.id)).toEqual([closed]);
  });

  test("a cursor of another order or a made-up one is refused", async () => {
    const parentId = await app.company();
    for (let count = 0; count < 2; count++) await app.company({ parent_id: parentId });
    const { next } = await call(administrator, contract.listCompanies, { query: { parentId, limit: 1 } });
    await app.refused("request.cursor", administrator, contract.listCompanies, { query: { sort: "-changed", cursor: next ?? "" } });
    const forged = (...keys: string[]) => Buffer.from(JSON.stringify(keys)).toString("base64url");
    for (const cursor of ["x", forged("name", "a", "no id"), forged("-changed", "2026-02-30 10:00:00+00", randomUUIDv7())]) {
      const sort = cursor === "x" || cursor === forged("name", "a", "no id") ? "name" : "-changed";
      await app.refused("request.cursor", administrator, contract.listCompanies, { query: { cursor, sort } });
    }
  });
});

describe("changing", () => {
  test("a change writes and audits only what differs", async () => {
    const id = await app.company({ name: "Before", city: "Bonn" });
    const changed = await change(id, { version: 1, name: "After", city: "Bonn", ownFields: {}, reason: "a new name" });
    expect(changed).toMatchObject({ name: "After", city: "Bonn", version: 2 });
    const events = await auditOf(id);
    expect(events).toMatchObject([{ event: "company.changed", before: { name: "Before" }, after: { name: "After" }, reason: "a new name" }]);
    expect(Object.keys(events[0]?.after as object)).toEqual(["name"]);
  });

  test("a change to what is already so leaves version and audit alone", async () => {
    const id = await app.company({ name: "Same" });
    expect(await change(id, { version: 1, name: "Same" })).toMatchObject({ version: 1 });
    expect(await auditOf(id)).toEqual([]);
  });

  test("a stale version is refused and nothing is changed", async () => {
    const id = await app.company({ name: "Kept" });
    await change(id, { version: 1, city: "Ulm" });
    await app.refused("record.versionStale", administrator, contract.changeCompany, { params: { id }, body: { version: 1, name: "Lost" } });
    expect(await call(administrator, contract.getCompany, { params: { id } })).toMatchObject({ name: "Kept", version: 2 });
  });

  test("a number that another company has is refused, an own one in other letters is not", async () => {
    await app.company({ number: "Taken-7" });
    const id = await app.company({ number: "mine-7" });
    await app.refused("company.numberTaken", administrator, contract.changeCompany, { params: { id }, body: { version: 1, number: "taken-7" } });
    expect(await change(id, { version: 1, number: "MINE-7" })).toMatchObject({ number: "MINE-7" });
  });

  test("a company never stands above itself, not over three steps and not by two moves at once", async () => {
    const top = await app.company();
    const middle = await app.company({ parent_id: top });
    const bottom = await app.company({ parent_id: middle });
    for (const parentId of [top, bottom])
      await app.refused("company.ownParent", administrator, contract.changeCompany, { params: { id: top }, body: { version: 1, parentId } });
    await app.refused("company.ownParent", administrator, contract.changeCompany, { params: { id: top }, body: { version: 1, billedByCompanyId: top } });
    const [left, right] = [await app.company(), await app.company()];
    const moves = await Promise.all(
      [
        [left, right],
        [right, left],
      ].map(([id = "", parentId = ""]) => app.ask(administrator, contract.changeCompany, { params: { id }, body: { version: 1, parentId } })),
    );
    expect(moves.map((move) => move.status).sort()).toEqual([200, 422]);
    expect(await change(bottom, { version: 1, parentId: null })).toMatchObject({ parentId: null });
  });

  test.each([
    ["suspended", { state: "suspended" }],
    ["closed", { state: "closed" }],
    ["no longer enabled for the portal", { portalEnabled: false }],
  ])("when a company is %s, sessions of its people end at once, except where another membership carries", async (_, fields) => {
    const [company, other, shut] = [await app.company(), await app.company(), await app.company({ portal_enabled: false })];
    const [alone, elsewhere, nowhere] = [await app.person(company), await app.person(company), await app.person(company)];
    await app.membership(elsewhere, other);
    await app.membership(nowhere, shut);
    for (const contactId of [alone, elsewhere, nowhere]) await app.signIn({ contactId });
    await change(company, { version: 1, ...fields });
    const sessions = await app.db.selectFrom("session").select("contact_id").where("contact_id", "in", [alone, elsewhere, nowhere]).execute();
    expect(sessions).toEqual([{ contact_id: elsewhere }]);
  });

  test("enabling a company again ends no session", async () => {
    const company = await app.company({ state: "suspended" });
    const contactId = await app.person(company);
    await app.signIn({ contactId });
    await change(company, { version: 1, state: "active" });
    expect(await app.db.selectFrom("session").select("contact_id").where("contact_id", "=", contactId).execute()).toHaveLength(1);
  });
});

test("says how many people it has, how many can sign in, and exactly the sessions that end with it", async () => {
  const [companyId, otherId] = [await app.company(), await app.company()];
  const [only, both] = [await app.person(companyId), await app.person(companyId)];
  await app.person(companyId, "basic", { login: null });
  await app.membership(both, otherId);
  for (const contactId of [only, only, both]) await app.signIn({ contactId });
  const people = () => call(administrator, contract.getCompanyPeople, { params: { id: companyId } });
  expect(await people()).toEqual({ contacts: 3, withSignIn: 2, endingSessions: 2 });
  await change(companyId, { version: await versionOf(companyId), state: "suspended" });
  expect(await people()).toMatchObject({ endingSessions: 0 });
  expect(await app.db.selectFrom("session").select("session_id").where("contact_id", "=", both).execute()).toHaveLength(1);
});

describeGuards(
  () => app,
  [
    { endpoint: contract.listCompanies },
    { endpoint: contract.getCompany },
    { endpoint: contract.getCompanyPeople },
    { endpoint: contract.createCompany, body: { name: "Denied" } },
    { endpoint: contract.changeCompany, body: { version: 1 } },
  ],
);

describe("who may", () => {
  test("a token without the scope reads nothing", async () => {
    const bearer = randomUUIDv7();
    const token = { api_token_id: randomUUIDv7(), token_hash: hashToken(bearer), agent_id: administrator.agentId, name: "test", scopes: ["ticket:read"] };
    await app.db.insertInto("api_token").values(token).execute();
    await app.refused("permission.missing", { bearer }, contract.listCompanies);
    await app.refused("permission.missing", { bearer }, contract.getCompany, { params: unknown });
  });

  test("unknown properties and wrong shapes are refused with the field", async () => {
    const id = await app.company();
    const wrong: [{ status: number; problem: { errors?: { path: string; code: string }[] } }, string, string][] = [
      [await app.ask(administrator, contract.createCompany, { body: { name: "A", colour: "red" } }), "colour", "unknownProperty"],
      [await app.ask(administrator, contract.createCompany, { body: { city: "Ulm" } }), "name", "required"],
      [await app.ask(administrator, contract.changeCompany, { params: { id }, body: { name: "A" } }), "version", "required"],
      [await app.ask(administrator, contract.changeCompany, { params: { id }, body: { version: 1, state: "invited" } }), "state", "notInList"],
      [await app.ask(administrator, contract.listCompanies, { query: { limit: 501 } }), "limit", "tooLarge"],
      [await app.ask(administrator, contract.listCompanies, { query: { colour: "red" } as never }), "colour", "unknownProperty"],
    ];
    for (const [answer, path, code] of wrong) {
      expect(answer.status).toBe(400);
      expect(answer.problem.errors).toMatchObject([{ path, code }]);
    }
  });

  test("an answer says what the asking agent may do with the company", async () => {
    const id = await app.company();
    const can = async (as: Signed) => (await call(as, contract.getCompany, { params: { id } })).can;
    expect(await can(administrator)).toEqual(["change", "changeAccess"]);
    expect(await can(await app.agent(["company:write"]))).toEqual(["change"]);
    expect(await can(await app.agent())).toEqual([]);
    expect(await versionOf(id)).toBe(1);
  });
});
