import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as access from "#contract/access.ts";
import type { RightsRowView } from "#contract/rights-matrix.ts";
import * as contract from "#contract/rights-matrix.ts";
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
type Query = { q?: string; limit?: number; cursor?: string; shown?: "all" | "assigned" | "inherited" };
const ofCompany = (id: string, query: Query = {}) => call(administrator, contract.listCompanyRightsByGroup, { params: { id }, query });
const ofContact = (id: string, query: Query = {}) => call(administrator, contract.listContactRightsByGroup, { params: { id }, query });
const byCompany = (id: string, query: Query = {}) => call(administrator, contract.listGroupRightsByCompany, { params: { id }, query });
const byContact = (id: string, query: Query = {}) => call(administrator, contract.listGroupRightsByContact, { params: { id }, query });
const save = (groups: object[]) => call(administrator, contract.saveRightsMatrix, { body: { groups } as never });
const rowOf = (answer: { items: RightsRowView[] }, id: string): RightsRowView => {
  const row = answer.items.find((item) => item.id === id);
  if (!row) throw new Error("the row is not there");
  return row;
};
const cellOf = (row: RightsRowView, column: string) => row.cells.find((cell) => cell.column === column);

/** A company with a right on a group, a colleague who is suspended, one without group rights, one with an own right. */
async function world() {
  const [group, companyId] = [await app.group({ name: `G${Math.random()}` }), await app.company()];
  await app.right(group, { company_id: companyId, context: "own", can_read: true });
  const plain = await app.person(companyId);
  await app.person(companyId);
  await app.person(companyId, "basic", { state: "suspended" });
  const excluded = await app.contact();
  await app.membership(excluded, companyId, { carries_group_rights: false });
  const own = await app.person(companyId);
  await app.right(group, { contact_id: own, can_edit: true });
  return { group, companyId, plain, excluded, own };
}

describe("what people come to", () => {
  test("is counted from a company's side and from the group's side, and is what the effective access of each person says", async () => {
    const { group, companyId, plain, excluded, own } = await world();
    const expected = [
      { rights: ["read"], people: 2 },
      { rights: ["edit"], people: 1 },
    ];
    expect(rowOf(await ofCompany(companyId), group).effective).toEqual(expected);
    expect(rowOf(await byCompany(group, { shown: "assigned" }), companyId).effective).toEqual(expected);
    for (const [contactId, rights] of [
      [plain, ["read"]],
      [excluded, []],
      [own, ["edit"]],
    ] as const) {
      const effective = await call(administrator, access.effectiveAccessOf, { query: { contact: contactId } });
      const held = effective.groups.find((one) => one.group.id === group);
      expect([held?.edit ?? false, held?.read ?? false]).toEqual([rights[0] === "edit", rights.length > 0]);
      expect(rowOf(await ofContact(contactId, { limit: 500 }), group).effective).toEqual(rights.length === 0 ? [] : [{ rights, people: 1 }]);
    }
  });

  test("is nothing for a company that is closed, and for a group that is not active", async () => {
    const { group, companyId } = await world();
    await app.db.updateTable("company").set({ state: "closed" }).where("company_id", "=", companyId).execute();
    expect(rowOf(await ofCompany(companyId), group).effective).toEqual([]);
    await app.db.updateTable("company").set({ state: "active" }).where("company_id", "=", companyId).execute();
    await app.db.updateTable("access_group").set({ state: "closed" }).where("group_id", "=", group).execute();
    expect(rowOf(await ofCompany(companyId), group).effective).toEqual([]);
  });
});

describe("what comes from elsewhere", () => {
  test("a contact's cell names the company and everybody, and counts only what is in force", async () => {
    const { group, plain } = await world();
    await app.right(group, { everybody: "company", can_create: true });
    await app.right(group, { everybody: "contact", can_read: true, ends_at: new Date(app.now().getTime() - 1000) });
    const cell = cellOf(rowOf(await ofContact(plain, { shown: "inherited" }), group), "contact");
    expect(cell).toMatchObject({ rights: [], setBy: null });
    expect(cell?.inherited.map((one) => [one.from, one.rights.join()])).toEqual(
      expect.arrayContaining([
        ["company", "read"],
        ["everyCompany", "create"],
      ]),
    );
    expect(cell?.inherited).toHaveLength(2);
    expect(cellOf(rowOf(await byContact(group, { q: "anna" }), plain), "contact")?.inherited).toEqual(cell?.inherited);
  });

  test("a group's side finds exactly those whose cells show something from elsewhere", async () => {
    const { group, companyId, plain, excluded } = await world();
    const inherited = async () => {
      const [companies, contacts] = [await byCompany(group, { shown: "inherited", limit: 500 }), await byContact(group, { shown: "inherited", limit: 500 })];
      for (const row of [...companies.items, ...contacts.items]) expect(row.cells[0]?.inherited).not.toEqual([]);
      const all = await byContact(group, { limit: 500 });
      expect(contacts.items.map((row) => row.id)).toEqual(all.items.filter((row) => row.cells[0]?.inherited.length !== 0).map((row) => row.id));
      return [companies, contacts].map(({ items }) => items.map((row) => row.id));
    };
    const [none, byOwn] = await inherited();
    expect(none).toEqual([]);
    expect([byOwn?.includes(plain), byOwn?.includes(excluded)]).toEqual([true, false]);
    await app.db.updateTable("company").set({ portal_enabled: false }).where("company_id", "=", companyId).execute();
    expect((await inherited())[1]).toEqual([]);
    await app.right(group, { everybody: "company", can_read: true });
    expect((await inherited())[1]).not.toContain(plain);
    await app.right(group, { everybody: "contact", can_read: true, starts_at: new Date(app.now().getTime() + 1000) });
    expect((await inherited())[1]).not.toContain(excluded);
    await app.db.updateTable("group_right").set({ starts_at: null }).where("group_id", "=", group).execute();
    expect((await inherited())[1]).toContain(excluded);
    await app.db.updateTable("access_group").set({ state: "closed" }).where("group_id", "=", group).execute();
    expect(await inherited()).toEqual([[], []]);
  });

  test("a company's own cell inherits from everybody, the one for other companies does not", async () => {
    const { group, companyId } = await world();
    await app.right(group, { everybody: "contact", can_edit: true });
    const row = rowOf(await ofCompany(companyId, { shown: "inherited" }), group);
    expect(cellOf(row, "own")).toMatchObject({ rights: ["read"], inherited: [{ rights: ["edit"], from: "everyContact", company: null }] });
    expect(cellOf(row, "others")?.inherited).toEqual([]);
    const everybody = await call(administrator, contract.listEverybodyRightsByGroup, { query: { shown: "assigned" } });
    expect(cellOf(rowOf(everybody, group), "everyContact")?.rights).toEqual(["edit"]);
  });
});

describe("rows", () => {
  test("come by name, page by page, all or only those with a right", async () => {
    const group = await app.group();
    const names = ["zeta", "Äther", "Beta", "omega"];
    for (const name of names) {
      const companyId = await app.company({ name: `Paged ${name}` });
      if (name !== "omega") await app.right(group, { company_id: companyId, context: "others", can_read: true });
    }
    const walked: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof byCompany>> = await byCompany(group, { q: "paged", limit: 1, ...(cursor === "" ? {} : { cursor }) });
      walked.push(...page.items.map((row) => row.name));
      cursor = page.next;
    }
    expect(walked).toEqual(["Paged Äther", "Paged Beta", "Paged omega", "Paged zeta"]);
    expect(await byCompany(group, { shown: "assigned" })).toMatchObject({
      total: 3,
      items: [{ name: "Paged Äther" }, { name: "Paged Beta" }, { name: "Paged zeta" }],
    });
    expect((await byContact(group, { shown: "assigned" })).total).toBe(0);
  });

  test("can be asked for by name, whatever else is filtered", async () => {
    const [one, two] = [await app.group(), await app.group()];
    const companyId = await app.company();
    const answer = await call(administrator, contract.listCompanyRightsByGroup, { params: { id: companyId }, query: { ids: [one, two], shown: "assigned" } });
    expect(answer.items.map((row) => row.id).sort()).toEqual([one, two].sort());
    const companies = await call(administrator, contract.listGroupRightsByCompany, { params: { id: one }, query: { ids: [companyId], shown: "assigned" } });
    expect(companies).toMatchObject({ total: 1, items: [{ id: companyId }] });
  });

  test("a made-up cursor is refused", async () => {
    await app.refused("request.cursor", administrator, contract.listEverybodyRightsByGroup, { query: { cursor: "made-up" } });
  });
});

describe("saving several groups", () => {
  test("writes all of them and answers with their new versions", async () => {
    const [one, two, companyId] = [await app.group(), await app.group(), await app.company()];
    const changes = [{ subject: { companyId, context: "own" }, rights: ["edit"] }];
    const answer = await save([
      { groupId: one, version: 1, changes },
      { groupId: two, version: 1, changes },
    ]);
    expect(answer.changed).toBe(2);
    expect(answer.groups).toEqual(
      expect.arrayContaining([
        { id: one, rightsVersion: 2 },
        { id: two, rightsVersion: 2 },
      ]),
    );
    expect(rowOf(await ofCompany(companyId), two).group.rightsVersion).toBe(2);
  });

  test("writes nothing when one of them was changed meanwhile, or is named twice", async () => {
    const [one, two, companyId] = [await app.group(), await app.group(), await app.company()];
    const changes = [{ subject: { companyId, context: "own" }, rights: ["edit"] }];
    await save([{ groupId: two, version: 1, changes: [{ subject: "everyContact", rights: ["read"] }] }]);
    const groups = [
      { groupId: one, version: 1, changes },
      { groupId: two, version: 1, changes },
    ];
    await app.refused("record.versionStale", administrator, contract.saveRightsMatrix, { body: { groups } as never });
    await app.refused("request.invalid", administrator, contract.saveRightsMatrix, { body: { groups: [groups[0], groups[0]] } as never });
    expect(cellOf(rowOf(await ofCompany(companyId), one), "own")?.rights).toEqual([]);
  });
});

describeGuards(
  () => app,
  [
    { endpoint: contract.listCompanyRightsByGroup },
    { endpoint: contract.listContactRightsByGroup },
    { endpoint: contract.listEverybodyRightsByGroup },
    { endpoint: contract.listGroupRightsByCompany },
    { endpoint: contract.listGroupRightsByContact },
    {
      endpoint: contract.saveRightsMatrix,
      body: { groups: [{ groupId: "00000000-0000-7000-8000-0000000000aa", version: 1, changes: [{ subject: "everyContact", rights: [] }] }] },
    },
  ],
);
