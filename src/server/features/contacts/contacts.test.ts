import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/contact.ts";
import type { Endpoint, QueryInputOf } from "#contract/endpoint.ts";
import { hashToken } from "#server/features/sign-in/queries.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { describeGuards, type Guarded, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const unknown = { id: randomUUIDv7() };
const read = (id: string) => call(administrator, contract.getContact, { params: { id } });
const auditOf = (contactId: string) => app.db.selectFrom("audit_event").selectAll().where("contact_id", "=", contactId).orderBy("audit_event_id").execute();
const countOf = async (table: "session" | "link_token", contactId: string) =>
  (await app.db.selectFrom(table).select("contact_id").where("contact_id", "=", contactId).execute()).length;

const list = (query: QueryInputOf<typeof contract.listContacts>, limit = 2) => walk(call, administrator, contract.listContacts, query, limit);

describe("creating", () => {
  test("a contact is created with every field and its companies, and reads the same", async () => {
    const [first, second] = [await app.company({ name: "First" }), await app.company({ name: "Second" })];
    const person = {
      title: "Dr.",
      firstName: "Änne",
      lastName: "Beispiel",
      email: "aenne@example.com",
      phone: "1",
      fax: "2",
      mobile: "3",
      street: "Weg 1",
      zip: "10115",
      city: "Berlin",
      country: "DE",
      comment: "calls in the morning",
      language: "de" as const,
      timeZone: "Europe/Berlin",
      ownFields: { badge: 7 },
    };
    const memberships = [
      { companyId: first },
      { companyId: second, primary: true, roleId: ROLES.manager, from: "2026-01-01T00:00:00Z", keepsOwnTickets: true },
    ];
    const created = await call(administrator, contract.createContact, { body: { ...person, memberships } });
    expect(created).toMatchObject({ ...person, name: "Änne Beispiel", state: "active", login: null, version: 1, directoryId: null });
    expect(created.signIn).toMatchObject({ status: "none", login: null });
    expect(created.memberships).toMatchObject([
      { company: { id: second }, role: { systemKey: "manager" }, primary: true, from: "2026-01-01T00:00:00.000Z", keepsOwnTickets: true },
      { company: { id: first }, role: { systemKey: "basic" }, primary: false, carriesGroupRights: true, obstacle: null },
    ]);
    expect(await read(created.id)).toEqual(created);
  });

  test("the first company is primary unless another says so; two primaries or the same company twice are refused", async () => {
    const [one, two] = [await app.company(), await app.company()];
    const create = (memberships: object[]) => ({ body: { lastName: "Primary", email: "", memberships } });
    const { memberships } = await call(administrator, contract.createContact, create([{ companyId: one }, { companyId: two }]));
    expect(memberships[0]).toMatchObject({ company: { id: one }, primary: true });
    const two_ = create([
      { companyId: one, primary: true },
      { companyId: two, primary: true },
    ]);
    expect((await app.refused("request.invalid", administrator, contract.createContact, two_)).errors).toMatchObject([{ path: "memberships.1.primary" }]);
    const twice = create([{ companyId: one }, { companyId: one }]);
    expect((await app.refused("request.invalid", administrator, contract.createContact, twice)).errors).toMatchObject([{ path: "memberships.1.companyId" }]);
  });

  test("the audit of a person holds ids and names of fields, never the person's name, address or login", async () => {
    const companyId = await app.company();
    const body = {
      lastName: "Geheimrat",
      email: "geheimrat@example.com",
      memberships: [{ companyId }],
      signIn: { login: "geheimlogin", password: "ein-wirklich-langes-Wort" },
    };
    const { id } = await call(administrator, contract.createContact, { body });
    await call(administrator, contract.changeContact, { params: { id }, body: { version: 1, lastName: "Geheimer", language: "de" } });
    await call(administrator, contract.renameLogin, { params: { id }, body: { login: "geheimname" } });
    const events = await auditOf(id);
    const byName = Object.fromEntries(events.map((event) => [event.event, event]));
    expect(Object.keys(byName).sort()).toEqual(["contact.changed", "contact.created", "contact.login-renamed", "contact.sign-in-given", "membership.added"]);
    expect(byName["membership.added"]).toMatchObject({ company_id: companyId, subject_id: id, after: { companyId, roleId: ROLES.basic, primary: true } });
    const fields = { personalFields: ["lastName"] };
    expect(byName["contact.changed"]).toMatchObject({ before: { language: null, ...fields }, after: { language: "de", ...fields } });
    expect(JSON.stringify(events)).not.toMatch(/geheim|langes/i);
  });

  test("a company or role that does not exist, or an end before the start, is refused and nothing is created", async () => {
    const companyId = await app.company();
    const create = (membership: object) => ({ body: { lastName: "Ghost", email: "", memberships: [membership] } });
    await app.refused("record.unknownReference", administrator, contract.createContact, create({ companyId: unknown.id }));
    await app.refused("record.unknownReference", administrator, contract.createContact, create({ companyId, roleId: unknown.id }));
    const period = { from: "2026-02-01T00:00:00Z", until: "2026-02-01T00:00:00Z" };
    await app.refused("membership.endBeforeStart", administrator, contract.createContact, create({ companyId, ...period }));
    expect(await list({ q: "ghost" })).toEqual([]);
  });

  test("the same address is allowed and counted as a hint", async () => {
    const email = "office@shared.example";
    const [first] = [await app.contact({ email }), await app.contact({ email: "Office@shared.example" })];
    expect((await read(first)).sameEmailCount).toBe(1);
    const [nameless] = [await app.contact({ email: "" }), await app.contact({ email: "" })];
    expect((await read(nameless)).sameEmailCount).toBe(0);
  });
});

describe("lists", () => {
  test("contacts come by last name without case and accents, page by page, none twice and none left out", async () => {
    const companyId = await app.company();
    for (const last_name of ["Özil", "zander", "Ähren", "Zander", "adam"]) await app.person(companyId, "basic", { last_name, first_name: "X" });
    const items = await list({ companyId });
    expect(items.map((item) => item.name.toLowerCase())).toEqual(["x adam", "x ähren", "x özil", "x zander", "x zander"]);
    expect(new Set(items.map((item) => item.id)).size).toBe(5);
    expect(await call(administrator, contract.listContacts, { query: { companyId, limit: 1 } })).toMatchObject({ total: 5 });
  });

  test("search finds fragments of names, login and address: as typed, then last names that begin so, then other beginnings, then anywhere", async () => {
    const person = (first_name: string, last_name: string, login: string, email = "") => app.contact({ first_name, last_name, login, email });
    await person("Eva", "Zwetschge", "eva");
    await person("Zoe", "Contains", "c-zwetsch");
    await person("Ann", "Login", "zwetsch");
    await person("Bob", "Mail", "bob", "zwetsch@example.com");
    await person("Carl", "Exact", "carl", "ZWETSCH");
    const names = ["Carl Exact", "Ann Login", "Eva Zwetschge", "Bob Mail", "Zoe Contains"];
    expect((await list({ q: "zwétsch" }, 2)).map((item) => item.name)).toEqual(expect.arrayContaining(["Eva Zwetschge", "Zoe Contains"]));
    expect((await list({ q: "Zwetsch" }, 2)).map((item) => item.name)).toEqual(names);
    expect((await list({ q: "Zwetsch" }, 50)).map((item) => item.name)).toEqual(names);
    expect((await list({ q: "zwetschge eva" })).map((item) => item.name)).toEqual(["Eva Zwetschge"]);
  });

  test("a row shows the first five companies, the primary one first, and how many there are", async () => {
    const primary = await app.company({ name: "Z primary" });
    const contactId = await app.person(primary, "basic", { last_name: "Manyfold" });
    for (const name of ["C", "A", "B", "F", "E", "D"]) await app.membership(contactId, await app.company({ name }));
    const [row] = await list({ q: "manyfold" });
    expect(row?.companies.map((company) => company.name)).toEqual(["Z primary", "A", "B", "C", "D"]);
    expect(row?.companies.map((company) => company.primary)).toEqual([true, false, false, false, false]);
    expect(row?.companyCount).toBe(7);
  });

  test("the most recently changed come first where that order is asked for, and a list narrows to a state", async () => {
    const companyId = await app.company();
    const ids: string[] = [];
    for (const day of ["03", "01", "02"]) ids.push(await app.person(companyId, "basic", { changed_at: `2026-01-${day}T10:00:00.654321Z` }));
    const closed = await app.person(companyId, "basic", { state: "closed", changed_at: "2025-01-01T00:00:00Z" });
    expect((await list({ companyId, sort: "-changed" }, 1)).map((item) => item.id)).toEqual([ids[0], ids[2], ids[1], closed]);
    expect((await list({ companyId, state: "closed" })).map((item) => item.id)).toEqual([closed]);
  });

  test("a cursor of another order is refused", async () => {
    const companyId = await app.company();
    for (let count = 0; count < 2; count++) await app.person(companyId);
    const { next } = await call(administrator, contract.listContacts, { query: { companyId, limit: 1 } });
    for (const query of [{ sort: "-changed" as const }, { q: "a" }])
      await app.refused("request.cursor", administrator, contract.listContacts, { query: { ...query, cursor: next ?? "" } });
  });
});

describe("changing", () => {
  test("a change writes only what differs; what is already so leaves version and audit alone", async () => {
    const id = await app.person(await app.company(), "basic", { first_name: "Old", city: "Bonn" });
    const body = { version: 1, firstName: "New", city: "Bonn", reason: "married" };
    expect(await call(administrator, contract.changeContact, { params: { id }, body })).toMatchObject({ firstName: "New", city: "Bonn", version: 2 });
    expect(await call(administrator, contract.changeContact, { params: { id }, body: { ...body, version: 2 } })).toMatchObject({ version: 2 });
    expect(await auditOf(id)).toMatchObject([{ event: "contact.changed", after: { personalFields: ["firstName"] }, reason: "married" }]);
  });

  test("a stale version is refused and nothing is changed", async () => {
    const id = await app.person(await app.company(), "basic", { city: "Bonn" });
    await app.refused("record.versionStale", administrator, contract.changeContact, { params: { id }, body: { version: 2, city: "Ulm" } });
    expect((await read(id)).city).toBe("Bonn");
  });

  test.each(["suspended", "closed"] as const)("a contact who is %s is signed out at once and open links stop working", async (state) => {
    const id = await app.person(await app.company());
    const session = await app.signIn({ contactId: id });
    await call(administrator, contract.resetSignIn, { params: { id }, body: { send: "link" } });
    await app.signIn({ contactId: id });
    const { version } = await read(id);
    await call(administrator, contract.changeContact, { params: { id }, body: { version, state } });
    expect([await countOf("session", id), await countOf("link_token", id)]).toEqual([0, 0]);
    expect((await app.fetch("/api/v1/portal/session", {}, session)).status).toBe(401);
    expect((await auditOf(id)).at(-1)).toMatchObject({ event: "contact.changed", before: { state: "active" }, after: { state } });
  });

  test("a link that went to the former address stops working when the address changes", async () => {
    const id = await app.person(await app.company());
    await call(administrator, contract.resetSignIn, { params: { id }, body: { send: "link" } });
    const { version } = await read(id);
    await call(administrator, contract.changeContact, { params: { id }, body: { version, email: "new@example.com" } });
    expect(await countOf("link_token", id)).toBe(0);
  });
});

const guarded = [
  { endpoint: contract.listContacts },
  { endpoint: contract.getContact },
  { endpoint: contract.createContact, body: { lastName: "A", email: "", memberships: [{ companyId: unknown.id }] } },
  { endpoint: contract.changeContact, body: { version: 1 } },
  { endpoint: contract.listMemberships },
  { endpoint: contract.setMembership, body: { companyId: unknown.id } },
  { endpoint: contract.removeMembership },
  { endpoint: contract.giveSignIn, body: { login: "a", send: "link" } },
  { endpoint: contract.withdrawSignIn },
  { endpoint: contract.resetSignIn, body: { send: "link" } },
  { endpoint: contract.renameLogin, body: { login: "a" } },
  { endpoint: contract.listContactSessions },
  { endpoint: contract.endContactSessions },
] satisfies Guarded[];
describeGuards(() => app, guarded);

describe("who may", () => {
  test("a token without the scope reads nothing", async () => {
    const bearer = randomUUIDv7();
    const token = { api_token_id: randomUUIDv7(), token_hash: hashToken(bearer), agent_id: administrator.agentId, name: "test", scopes: ["ticket:read"] };
    await app.db.insertInto("api_token").values(token).execute();
    for (const { endpoint } of guarded.filter((one) => one.endpoint.method === "GET"))
      await app.refused("permission.missing", { bearer }, endpoint as Endpoint, { params: unknown });
  });

  test("wrong shapes are refused with the field", async () => {
    const { errors } = await app.refused("request.invalid", administrator, contract.createContact, { body: { email: "no address", memberships: [] } });
    expect(errors?.map((error) => error.path).sort()).toEqual(["email", "lastName", "memberships"]);
    await app.refused("request.invalid", administrator, contract.listContacts, { query: { state: "asleep" } as never });
    await app.refused("request.invalid", administrator, contract.changeContact, { params: unknown, body: { version: 1, state: "invited" } });
  });

  test("an answer says what the asking agent may do with the contact", async () => {
    const id = await app.person(await app.company());
    const can = async (as: Signed) => (await call(as, contract.getContact, { params: { id } })).can;
    expect(await can(administrator)).toEqual(["change", "changeAccess", "changeSignIn"]);
    expect(await can(await app.agent(["contact:write"]))).toEqual(["change", "changeSignIn"]);
    expect(await can(await app.agent(["access:write"]))).toEqual(["changeAccess"]);
    expect(await can(await app.agent())).toEqual([]);
  });
});
