import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RightView } from "#contract/access.ts";
import * as contract from "#contract/access.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { hashToken } from "#server/features/sign-in/queries.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const unknown = { id: randomUUIDv7() };
type Query = { q?: string; subject?: "everybody" | "company" | "contact"; limit?: number };
const page = (id: string, query: Query = {}) => call(administrator, contract.listRights, { params: { id }, query });
const save = (id: string, version: number, changes: object[], reason?: string) =>
  call(administrator, contract.changeRights, { params: { id }, body: { version, changes, ...(reason ? { reason } : {}) } });
const auditOf = (groupId: string) => app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", groupId).execute();
const brief = (rights: readonly RightView[]) => rights.map((right) => `${right.subjectName}: ${right.rights.join(" ")}`);

async function walk(endpoint: typeof contract.listRights | typeof contract.listCompanyRights | typeof contract.listContactRights, id: string) {
  const items: RightView[] = [];
  for (let cursor: string | undefined; ; ) {
    const answer = await call(administrator, endpoint, { params: { id }, query: { limit: 2, ...(cursor ? { cursor } : {}) } });
    items.push(...answer.items);
    if (answer.next === null) return items;
    cursor = answer.next;
  }
}

describe("changing", () => {
  test("rights of everybody, companies in both contexts and contacts are given, changed and taken away by differences", async () => {
    const [group, companyId, contactId] = [await app.group(), await app.company({ name: "ACME" }), await app.contact({ first_name: "Eva", last_name: "X" })];
    const given = await save(group, 1, [
      { subject: "everyContact", rights: ["read"] },
      { subject: "everyCompany", rights: ["create"] },
      { subject: { companyId, context: "own" }, rights: ["read", "create"], until: "2030-01-01T00:00:00Z" },
      { subject: { companyId, context: "others" }, rights: ["edit", "read"] },
      { subject: { contactId }, rights: ["edit"] },
    ]);
    expect(given).toEqual({ rightsVersion: 2, changed: 5 });
    const { items, rightsVersion, total } = await page(group);
    expect({ rightsVersion, total }).toEqual({ rightsVersion: 2, total: 5 });
    expect(brief(items).sort()).toEqual(["ACME: edit", "ACME: read create", "Eva X: edit", "Every company: create", "Every contact: read"]);
    expect(items.find((right) => right.until !== null)).toMatchObject({
      subject: { companyId, context: "own" },
      until: "2030-01-01T00:00:00.000Z",
      setBy: { id: administrator.agentId },
    });
    const changed = await save(group, 2, [
      { subject: { companyId, context: "own" }, rights: ["read"] },
      { subject: { contactId }, rights: [] },
    ]);
    expect(changed).toEqual({ rightsVersion: 3, changed: 2 });
    const after = await page(group);
    expect(brief(after.items)).not.toContain("Eva X: edit");
    expect(after.items.find((right) => right.until !== null)).toMatchObject({ rights: ["read"] });
  });

  test("what is already so is not written: no new version, no audit", async () => {
    const [group, contactId] = [await app.group(), await app.contact()];
    await app.right(group, { contact_id: contactId, can_read: true, starts_at: "2026-01-01T00:00:00Z" });
    const same = [
      { subject: { contactId: contactId.toUpperCase() }, rights: ["read"], from: "2026-01-01T01:00:00+01:00" },
      { subject: "everyContact", rights: [] },
    ];
    expect(await save(group, 1, same)).toEqual({ rightsVersion: 1, changed: 0 });
    expect(await auditOf(group)).toEqual([]);
  });

  test("each change is audited for the group and for the company or contact, with before and after", async () => {
    const [group, companyId, contactId] = [await app.group(), await app.company(), await app.contact()];
    await app.right(group, { contact_id: contactId, can_read: true });
    await app.right(group, { company_id: companyId, context: "own", can_edit: true });
    const changes = [
      { subject: { contactId }, rights: ["edit"] },
      { subject: { companyId, context: "own" }, rights: [] },
      { subject: "everyCompany", rights: ["read"] },
    ];
    await save(group, 1, changes, "tidying up");
    const events = Object.fromEntries((await auditOf(group)).map((event) => [event.event, event]));
    expect(events["right.changed"]).toMatchObject({ contact_id: contactId, before: { rights: ["read"] }, after: { rights: ["edit"] }, reason: "tidying up" });
    expect(events["right.taken-away"]).toMatchObject({ company_id: companyId, before: { context: "own", rights: ["edit"] }, after: null });
    expect(events["right.given"]).toMatchObject({ company_id: null, contact_id: null, before: null, after: { everybody: "company", rights: ["read"] } });
  });

  test("a matrix that was read before somebody else saved is refused and nothing is written", async () => {
    const [group, contactId] = [await app.group(), await app.contact()];
    await save(group, 1, [{ subject: "everyContact", rights: ["read"] }]);
    const body = { version: 1, changes: [{ subject: { contactId }, rights: ["edit"] }] };
    await app.refused("record.versionStale", administrator, contract.changeRights, { params: { id: group }, body });
    expect((await page(group)).total).toBe(1);
  });

  test("of two savings at the same time one is refused", async () => {
    const [group, one, two] = [await app.group(), await app.contact(), await app.contact()];
    const answers = await Promise.all(
      [one, two].map((contactId) =>
        app.ask(administrator, contract.changeRights, { params: { id: group }, body: { version: 1, changes: [{ subject: { contactId }, rights: ["read"] }] } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test("unknown subjects, ends before starts and the same subject twice are refused, and then nothing is written", async () => {
    const [group, contactId] = [await app.group(), await app.contact()];
    const right = { subject: { contactId }, rights: ["read"] };
    const refused = (code: Parameters<TestApp["refused"]>[0], changes: object[]) =>
      app.refused(code, administrator, contract.changeRights, { params: { id: group }, body: { version: 1, changes } });
    await refused("record.unknownReference", [right, { subject: { contactId: unknown.id }, rights: ["read"] }]);
    await refused("record.unknownReference", [right, { subject: { companyId: unknown.id, context: "own" }, rights: ["read"] }]);
    await refused("membership.endBeforeStart", [{ ...right, from: "2026-01-02T00:00:00Z", until: "2026-01-01T00:00:00Z" }]);
    expect((await refused("request.invalid", [right, right])).errors).toMatchObject([{ path: "changes.1.subject" }]);
    expect(await page(group)).toMatchObject({ total: 0, rightsVersion: 1 });
  });

  test("a saved change raises the access version of exactly those whose access it may change", async () => {
    const [group, companyId, contactId, other] = [await app.group(), await app.company(), await app.contact(), await app.contact()];
    const versions = async () => {
      const contacts = await app.db.selectFrom("contact").select(["contact_id", "access_version"]).where("contact_id", "in", [contactId, other]).execute();
      const company = await app.db.selectFrom("company").select("access_version").where("company_id", "=", companyId).executeTakeFirstOrThrow();
      const installation = await app.db.selectFrom("installation").select("access_version").executeTakeFirstOrThrow();
      const of = (id: string) => contacts.find((row) => row.contact_id === id)?.access_version;
      return [of(contactId), of(other), company.access_version, installation.access_version].map(Number);
    };
    const before = await versions();
    const changes = [
      { subject: { contactId }, rights: ["read"] },
      { subject: { companyId, context: "others" }, rights: ["read"] },
    ];
    await save(group, 1, changes);
    expect((await versions()).map((version, at) => version - (before[at] ?? 0))).toEqual([1, 0, 1, 0]);
    await save(group, 2, [{ subject: "everyContact", rights: ["read"] }]);
    expect((await versions()).map((version, at) => version - (before[at] ?? 0))).toEqual([1, 0, 1, 1]);
  });

  test("5000 changes are saved in one go", async () => {
    const group = await app.group();
    const ids = Array.from({ length: 5000 }, () => randomUUIDv7());
    await app.db
      .insertInto("company")
      .values(ids.map((company_id, at) => ({ company_id, number: `bulk-${at}`, name: `Bulk ${at}` })))
      .execute();
    const changes = ids.map((companyId) => ({ subject: { companyId, context: "own" }, rights: ["read"] }));
    expect(await save(group, 1, changes)).toEqual({ rightsVersion: 2, changed: 5000 });
    expect(await page(group, { limit: 1 })).toMatchObject({ total: 5000 });
    expect(await auditOf(group)).toHaveLength(5000);
  });
});

describe("lists", () => {
  test("everybody's rights come first, then companies and contacts by name, page by page, none twice and none left out", async () => {
    const group = await app.group();
    for (const last_name of ["Özil", "adam"]) await app.right(group, { contact_id: await app.contact({ first_name: "A", last_name }), can_read: true });
    for (const name of ["zeta", "Äther"])
      for (const context of ["own", "others"]) await app.right(group, { company_id: await app.company({ name }), context, can_read: true });
    for (const everybody of ["company", "contact"]) await app.right(group, { everybody, can_read: true });
    const items = await walk(contract.listRights, group);
    expect(new Set(items.map((right) => right.id)).size).toBe(8);
    expect(items.slice(0, 2).map((right) => right.subjectName)).toEqual(expect.arrayContaining(["Every contact", "Every company"]));
    expect(items.slice(2).map((right) => right.subjectName)).toEqual(["Äther", "Äther", "zeta", "zeta", "A adam", "A Özil"]);
    expect(brief((await page(group, { q: "ather" })).items)).toEqual(["Äther: read", "Äther: read"]);
    for (const [subject, total] of [
      ["everybody", 2],
      ["company", 4],
      ["contact", 2],
    ] as const)
      expect((await page(group, { subject })).total).toBe(total);
  });

  test("the rights of a company and of a contact come by group, page by page", async () => {
    const [companyId, contactId] = [await app.company(), await app.contact()];
    for (const name of ["Zoll", "Ämter", "Bau"]) {
      const group = await app.group({ name });
      await app.right(group, { company_id: companyId, context: "own", can_read: true });
      await app.right(group, { contact_id: contactId, can_edit: true });
      await app.right(group, { contact_id: await app.contact(), can_edit: true });
    }
    const groups = (rights: RightView[]) => rights.map((right) => right.group.name);
    expect(groups(await walk(contract.listCompanyRights, companyId))).toEqual(["Ämter", "Bau", "Zoll"]);
    const own = await walk(contract.listContactRights, contactId);
    expect(groups(own)).toEqual(["Ämter", "Bau", "Zoll"]);
    expect(own[0]).toMatchObject({ subject: { contactId }, rights: ["edit"] });
    const searched = await call(administrator, contract.listContactRights, { params: { id: contactId }, query: { q: "amt" } });
    expect(searched).toMatchObject({ total: 1, items: [{ group: { name: "Ämter" } }] });
  });

  test("a made-up cursor is refused", async () => {
    const cursor = Buffer.from(JSON.stringify(["subject", "x", "a", unknown.id])).toString("base64url");
    await app.refused("request.cursor", administrator, contract.listRights, { params: { id: await app.group() }, query: { cursor } });
  });
});

describeGuards(
  () => app,
  [
    { endpoint: contract.listRights },
    { endpoint: contract.listCompanyRights },
    { endpoint: contract.listContactRights },
    { endpoint: contract.changeRights, body: { version: 1, changes: [{ subject: "everyContact", rights: [] }] } },
  ],
);

describe("who may", () => {
  test("a token without the scope reads nothing", async () => {
    const bearer = randomUUIDv7();
    const token = { api_token_id: randomUUIDv7(), token_hash: hashToken(bearer), agent_id: administrator.agentId, name: "test", scopes: ["access:write"] };
    await app.db.insertInto("api_token").values(token).execute();
    for (const endpoint of [contract.listRights, contract.listCompanyRights, contract.listContactRights])
      await app.refused("permission.missing", { bearer }, endpoint as Endpoint, { params: unknown });
  });

  test("unknown properties and wrong shapes are refused", async () => {
    const id = await app.group();
    const right = { subject: "everyContact", rights: ["read"] };
    for (const body of [
      { version: 1, changes: [] },
      { changes: [right] },
      { version: 1, changes: [{ ...right, colour: "red" }] },
      { version: 1, changes: [{ ...right, rights: ["own"] }] },
      { version: 1, changes: [{ ...right, subject: { companyId: unknown.id } }] },
    ])
      await app.refused("request.invalid", administrator, contract.changeRights, { params: { id }, body });
    await app.refused("request.invalid", administrator, contract.listRights, { params: { id }, query: { subject: "nobody" } as never });
  });
});
