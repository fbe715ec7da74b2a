import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { effectiveAccessOf } from "#contract/access.ts";
import { createService } from "#contract/master-data.ts";
import { createPortalTicket, getCreateOptions } from "#contract/portal-ticket.ts";
import * as contract from "#contract/service-matrix.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
type Shown = "all" | "assigned" | "inherited";
type Subject = "everybody" | { contactId: string } | { companyId: string };
const create = async (name: string) => (await call(administrator, createService, { body: { name } })).id;
const ofContact = (id: string, shown: Shown = "all") => call(administrator, contract.listContactServices, { params: { id }, query: { shown, limit: 500 } });
const ofCompany = (id: string, shown: Shown = "all") => call(administrator, contract.listCompanyServices, { params: { id }, query: { shown, limit: 500 } });
const defaults = (shown: Shown = "all") => call(administrator, contract.listDefaultServices, { query: { shown, limit: 500 } });
const byCompany = (id: string, shown: Shown = "all") => call(administrator, contract.listServiceCompanies, { params: { id }, query: { shown, limit: 500 } });
const byContact = (id: string, shown: Shown = "all") => call(administrator, contract.listServiceContacts, { params: { id }, query: { shown, limit: 500 } });
const change = (serviceId: string, version: number, subject: Subject, assigned = true) => ({ serviceId, version, changes: [{ subject, assigned }] });
const save = (...services: ReturnType<typeof change>[]) => call(administrator, contract.saveServiceMatrix, { body: { services } });
const names = (answer: { items: { name: string }[] }) => answer.items.map((row) => row.name);
const rowIn = <Row extends { id: string }>(answer: { items: Row[] }, id: string): Row => {
  const row = answer.items.find((one) => one.id === id);
  if (!row) throw new Error("the row is not there");
  return row;
};

describeGuards(
  () => app,
  [
    { endpoint: contract.listContactServices },
    { endpoint: contract.listCompanyServices },
    { endpoint: contract.listDefaultServices },
    { endpoint: contract.listServiceCompanies },
    { endpoint: contract.listServiceContacts },
    { endpoint: contract.saveServiceMatrix, body: { services: [change(randomUUIDv7(), 1, "everybody")] } },
  ],
);

describe("the rule that applies", () => {
  const ids = { mail: "", print: "", backup: "", anna: "", karl: "", acme: "", beta: "" };
  beforeEach(async () => {
    await app.db.deleteFrom("service_assignment").execute();
    const tag = Math.random();
    [ids.mail, ids.print, ids.backup] = [await create(`Mail ${tag}`), await create(`Print ${tag}`), await create(`Backup ${tag}`)];
    [ids.acme, ids.beta] = [await app.company({ name: "Acme" }), await app.company({ name: "Beta" })];
    [ids.anna, ids.karl] = [await app.person(ids.acme), await app.person(ids.acme)];
    await app.membership(ids.anna, ids.beta, {});
    await save(change(ids.mail, 1, "everybody"), change(ids.print, 1, { companyId: ids.acme }));
  });

  test("is a contact's own services, else for each company its own ones, else those for everybody: shown from the contact's side", async () => {
    const before = await ofContact(ids.anna);
    expect(before.rule).toEqual({
      own: 0,
      above: [
        { from: "company", company: { id: ids.acme, name: "Acme" }, services: 1 },
        { from: "everybody", company: { id: ids.beta, name: "Beta" }, services: 1 },
      ],
      below: { companies: 0, contacts: 0 },
    });
    expect(rowIn(before, ids.print)).toMatchObject({ assigned: false, above: [{ from: "company", company: { name: "Acme" } }] });
    expect(rowIn(before, ids.mail).above).toEqual([{ from: "everybody", company: { id: ids.beta, name: "Beta" } }]);
    expect((await ofContact(ids.anna, "inherited")).items.map((row) => row.id).sort()).toEqual([ids.mail, ids.print].sort());
    await save(change(ids.backup, 1, { contactId: ids.anna }));
    const after = await ofContact(ids.anna);
    expect(after.rule.own).toBe(1);
    expect(rowIn(after, ids.backup)).toMatchObject({ assigned: true, setBy: { id: administrator.agentId } });
    expect((await ofContact(ids.anna, "inherited")).items).toEqual([]);
    expect(await call(administrator, effectiveAccessOf, { query: { contact: ids.anna } })).toMatchObject({
      services: { from: "contact", items: [{ id: ids.backup }] },
    });
  });

  test("is shown from a company's side with the people for whom it does not count, and for everybody", async () => {
    await save(change(ids.backup, 1, { contactId: ids.karl }));
    expect((await ofCompany(ids.acme)).rule).toEqual({
      own: 1,
      above: [{ from: "everybody", company: null, services: 1 }],
      below: { companies: 0, contacts: 1 },
    });
    expect(names(await ofCompany(ids.acme, "inherited"))).toEqual([]);
    expect((await ofCompany(ids.beta, "inherited")).items.map((row) => row.id)).toEqual([ids.mail]);
    expect(await defaults("assigned")).toMatchObject({ rule: { own: 1, above: [], below: { companies: 1, contacts: 1 } }, items: [{ id: ids.mail }] });
  });

  test("is shown from a service's side for each company and each contact, and finds those who inherit it", async () => {
    await save(change(ids.backup, 1, { contactId: ids.karl }));
    const companies = await byCompany(ids.mail);
    expect(rowIn(companies, ids.acme)).toMatchObject({ assigned: false, rule: { own: 1 }, above: [{ from: "everybody" }] });
    expect(rowIn(companies, ids.beta)).toMatchObject({ assigned: false, rule: { own: 0, above: [{ from: "everybody", services: 1 }] } });
    const inheriting = (await byCompany(ids.mail, "inherited")).items.map((row) => row.id);
    expect([inheriting.includes(ids.beta), inheriting.includes(ids.acme)]).toEqual([true, false]);
    expect((await byCompany(ids.print, "inherited")).total).toBe(0);
    expect(names(await byCompany(ids.print, "assigned"))).toEqual(["Acme"]);
    const contacts = await byContact(ids.print);
    expect(rowIn(contacts, ids.anna)).toMatchObject({ rule: { own: 0 }, above: [{ from: "company", company: { id: ids.acme } }] });
    expect(rowIn(contacts, ids.karl)).toMatchObject({ rule: { own: 1 }, above: [{ from: "company" }] });
    expect((await byContact(ids.print, "inherited")).items.map((row) => row.id)).toEqual([ids.anna]);
    expect((await byContact(ids.mail, "inherited")).items.map((row) => row.id)).toContain(ids.anna);
    expect((await byContact(ids.backup, "assigned")).items.map((row) => row.id)).toEqual([ids.karl]);
  });

  test("counts active services and companies that let their people write only", async () => {
    await app.db.updateTable("service").set({ state: "closed" }).where("service_id", "=", ids.print).execute();
    expect((await ofContact(ids.anna)).rule.above.map(({ from, services }) => [from, services])).toEqual([
      ["everybody", 1],
      ["everybody", 1],
    ]);
    await app.db.updateTable("company").set({ portal_enabled: false }).where("company_id", "in", [ids.acme, ids.beta]).execute();
    expect((await ofContact(ids.anna)).rule.above).toEqual([]);
    expect((await byContact(ids.mail, "inherited")).items.map((row) => row.id)).not.toContain(ids.anna);
  });
});

describe("rows", () => {
  test("stand in the order of the tree: what lies below a service follows it, page by page", async () => {
    await Promise.all(["Office", "Office Supplies", "Office::Desk", "Office::Desk::Lamp", "Office-Park"].map(create));
    const rows = await walk(call, administrator, contract.listDefaultServices, { q: "office" }, 2);
    expect(rows.map((row) => row.name)).toEqual(["Office", "Office::Desk", "Office::Desk::Lamp", "Office Supplies", "Office-Park"]);
  });

  test("can be asked for by name, whatever else is filtered, and a made-up cursor is refused", async () => {
    const [serviceId, companyId] = [await create("Named"), await app.company()];
    const query = { ids: [serviceId], shown: "assigned" } as const;
    expect(names(await call(administrator, contract.listCompanyServices, { params: { id: companyId }, query }))).toEqual(["Named"]);
    await app.refused("request.cursor", administrator, contract.listServiceContacts, { params: { id: serviceId }, query: { cursor: "made-up" } });
  });
});

describe("saving", () => {
  test("writes all or nothing, against the version that was read, and answers with the new ones", async () => {
    const [one, two, companyId] = [await create("Saved one"), await create("Saved two"), await app.company()];
    const answer = await save(change(one, 1, { companyId }), change(two, 1, { companyId }));
    expect(answer).toEqual({
      changed: 2,
      services: [
        { id: one, assignmentsVersion: 2 },
        { id: two, assignmentsVersion: 2 },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    });
    const stale = { body: { services: [change(one, 2, { companyId }, false), change(two, 1, "everybody")] } };
    await app.refused("record.versionStale", administrator, contract.saveServiceMatrix, stale);
    expect(rowIn(await ofCompany(companyId), one)).toMatchObject({ assigned: true, service: { assignmentsVersion: 2 } });
    expect(await save(change(one, 2, { companyId }))).toMatchObject({ changed: 0, services: [{ assignmentsVersion: 2 }] });
    await app.refused("record.unknownReference", administrator, contract.saveServiceMatrix, { body: { services: [change(randomUUIDv7(), 1, "everybody")] } });
  });
});

describe("in the portal", () => {
  test("a service above an offered one is shown, but cannot be chosen; the server decides again", async () => {
    await app.db.deleteFrom("service_assignment").execute();
    const [parent, child] = [await create("Phones"), await create("Phones::Headset")];
    const companyId = await app.company();
    const queueId = await app.queue(await app.group());
    await save(change(child, 1, { companyId }));
    const anna = await app.signIn({ contactId: await app.person(companyId) });
    const options = await call(anna, getCreateOptions);
    expect(options).toMatchObject({
      servicesFrom: "company",
      services: [
        { id: parent, name: "Phones", choosable: false },
        { id: child, name: "Phones::Headset", choosable: true },
      ],
    });
    const request = { subject: "Headset", bodyText: "It is silent.", queueId, companyId };
    await app.refused("ticket.serviceNotOffered", anna, createPortalTicket, { body: { ...request, serviceId: parent } });
    expect(await app.call(anna, createPortalTicket, { body: { ...request, serviceId: child } })).toMatchObject({ subject: "Headset" });
  });
});
