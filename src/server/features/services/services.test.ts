import { randomUUIDv7 } from "node:crypto";
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

const create = (name: string) => call(administrator, contract.createService, { body: { name } });
const assign = (changes: unknown[], reason?: string) =>
  call(administrator, contract.changeServiceAssignments, { body: { changes, ...(reason ? { reason } : {}) } });
const assigned = (query: Record<string, string>) => call(administrator, contract.listServiceAssignments, { query });
const lastEvent = () => app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();

describeGuards(
  () => app,
  [
    { endpoint: contract.listServices },
    { endpoint: contract.createService, body: { name: "Guarded" } },
    { endpoint: contract.getService },
    { endpoint: contract.changeService, body: { version: 1, name: "Guarded" } },
    { endpoint: contract.listServiceAssignments },
    { endpoint: contract.changeServiceAssignments, body: { changes: [{ serviceId: randomUUIDv7(), subject: "everybody", assigned: false }] } },
  ],
);

describe("a service", () => {
  test("is created, renamed and closed, each with an event that says what changed", async () => {
    const created = await create("Print");
    expect(created).toMatchObject({ name: "Print", comment: "", state: "active", version: 1 });
    const changed = await call(administrator, contract.changeService, {
      params: { id: created.id },
      body: { version: 1, name: "Print::Colour", state: "closed" },
    });
    expect(changed).toMatchObject({ name: "Print::Colour", state: "closed", version: 2 });
    expect(await call(administrator, contract.getService, { params: { id: created.id } })).toEqual(changed);
    expect(await lastEvent()).toMatchObject({
      event: "service.changed",
      before: { name: "Print", state: "active" },
      after: { name: "Print::Colour", state: "closed" },
    });
    await app.refused("record.versionStale", administrator, contract.changeService, { params: { id: created.id }, body: { version: 1, comment: "x" } });
  });

  test("has a name that no other service has", async () => {
    const { id } = await create("Scan");
    await create("Copy");
    await app.refused("service.nameTaken", administrator, contract.createService, { body: { name: "SCAN" } });
    await app.refused("service.nameTaken", administrator, contract.changeService, { params: { id }, body: { version: 1, name: "copy" } });
  });

  test("is listed once, by name, whatever the size of a page", async () => {
    const names = (await walk(call, administrator, contract.listServices, {}, 1)).map((service) => service.name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "de")));
    expect(names).toHaveLength((await call(administrator, contract.listServices)).total);
    expect((await call(administrator, contract.listServices, { query: { state: "closed", q: "colour" } })).items).toMatchObject([{ name: "Print::Colour" }]);
  });
});

describe("assignments", () => {
  test("are given to contacts, companies and everybody, and read from each side", async () => {
    const [{ id: serviceId }, { id: otherId }] = [await create("VPN"), await create("Telephony")];
    const companyId = await app.company({ name: "Acme" });
    const contactId = await app.contact({ first_name: "Berta", last_name: "Beispiel" });
    const result = await assign(
      [
        { serviceId, subject: { companyId }, assigned: true },
        { serviceId, subject: { contactId }, assigned: true },
        { serviceId: otherId, subject: "everybody", assigned: true },
      ],
      "New contract",
    );
    expect(result).toEqual({ changed: 3 });
    const ofService = (await assigned({ service: serviceId })).items.sort((a, b) => a.subjectName.localeCompare(b.subjectName));
    expect(ofService).toMatchObject([
      { service: { name: "VPN" }, subject: { companyId }, subjectName: "Acme" },
      { service: { name: "VPN" }, subject: { contactId }, subjectName: "Berta Beispiel" },
    ]);
    expect(await assigned({ contact: contactId })).toMatchObject({ total: 1, items: [{ service: { id: serviceId } }] });
    expect(await assigned({ company: companyId })).toMatchObject({ total: 1, items: [{ service: { id: serviceId } }] });
    expect((await assigned({ everybody: "true" })).items).toMatchObject([{ service: { name: "Telephony" }, subject: "everybody", subjectName: "Everybody" }]);
    for (const q of ["beispiel", "acme", "telepho"]) expect(await assigned({ q })).toMatchObject({ total: 1 });
    expect((await walk(call, administrator, contract.listServiceAssignments, {}, 1)).length).toBe((await assigned({})).total);
  });

  test("are changed by differences only: what is already so is neither counted nor logged", async () => {
    const [{ id: first }, { id: second }] = [await create("Backup"), await create("Archive")];
    const companyId = await app.company();
    await assign([{ serviceId: first, subject: { companyId }, assigned: true }]);
    const before = await lastEvent();
    expect(await assign([{ serviceId: first, subject: { companyId }, assigned: true }])).toEqual({ changed: 0 });
    expect(await assign([{ serviceId: second, subject: { companyId }, assigned: false }])).toEqual({ changed: 0 });
    expect((await lastEvent())?.audit_event_id).toBe(before?.audit_event_id);
    expect(
      await assign([
        { serviceId: first, subject: { companyId }, assigned: false },
        { serviceId: second, subject: { companyId }, assigned: true },
      ]),
    ).toEqual({ changed: 2 });
    expect(await lastEvent()).toMatchObject({
      event: "service.assignments-changed",
      subject_kind: "company",
      subject_id: companyId,
      company_id: companyId,
      before: { serviceIds: [first] },
      after: { serviceIds: [second] },
    });
    expect(await app.db.selectFrom("fact_history").selectAll().where("table_name", "=", "service_assignment").execute()).toMatchObject([
      { row: { service_id: first, company_id: companyId } },
    ]);
  });

  test("of two changes of the same pair the last one counts", async () => {
    const { id: serviceId } = await create("Twice");
    expect(
      await assign([
        { serviceId, subject: "everybody", assigned: true },
        { serviceId, subject: "everybody", assigned: false },
      ]),
    ).toEqual({ changed: 0 });
  });

  test("taken from everybody stay with those who have it themselves", async () => {
    const { id: serviceId } = await create("Kept");
    const contactId = await app.contact();
    await assign([
      { serviceId, subject: "everybody", assigned: true },
      { serviceId, subject: { contactId }, assigned: true },
    ]);
    expect(await assign([{ serviceId, subject: "everybody", assigned: false }])).toEqual({ changed: 1 });
    expect((await assigned({ service: serviceId })).items).toMatchObject([{ subject: { contactId } }]);
  });

  test("of something that does not exist are refused as a whole", async () => {
    const { id: serviceId } = await create("Whole");
    const companyId = await app.company();
    for (const wrong of [
      { serviceId: randomUUIDv7(), subject: { companyId }, assigned: true },
      { serviceId, subject: { contactId: randomUUIDv7() }, assigned: true },
      { serviceId, subject: { companyId: randomUUIDv7() }, assigned: true },
    ]) {
      await app.refused("record.unknownReference", administrator, contract.changeServiceAssignments, {
        body: { changes: [{ serviceId, subject: { companyId }, assigned: true }, wrong] },
      });
    }
    expect(await assigned({ service: serviceId })).toMatchObject({ total: 0 });
  });

  test("can be changed five thousand at a time", async () => {
    const { id: serviceId } = await create("Many");
    const rows = Array.from({ length: 5000 }, (_, at) => ({ company_id: randomUUIDv7(), number: `many-${at}`, name: `Many ${at}` }));
    await app.db.insertInto("company").values(rows).execute();
    const changes = (to: boolean) => rows.map((row) => ({ serviceId, subject: { companyId: row.company_id }, assigned: to }));
    expect(await assign(changes(true))).toEqual({ changed: 5000 });
    expect(await assign(changes(false))).toEqual({ changed: 5000 });
  });
});
