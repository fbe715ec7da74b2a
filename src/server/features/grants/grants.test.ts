import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as administration from "#contract/administration.ts";
import { listMemberships, removeMembership } from "#contract/contact.ts";
import * as contract from "#contract/grant.ts";
import * as matrix from "#contract/grant-matrix.ts";
import { createProject, createTask } from "#contract/project.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
let count = 0;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const project = (companyId: string | null) =>
  call(administrator, createProject, { body: { number: `G-${++count}`, name: `Project ${String(count).padStart(3, "0")}`, companyId } });
const task = async (id: string, name: string, parentId: string | null = null) =>
  (await call(administrator, createTask, { params: { id }, body: { name, parentId } })).id;
const give = (contactId: string, grant: Record<string, unknown>) => call(administrator, contract.addGrant, { params: { id: contactId }, body: grant });
const change = (contactId: string, grantId: string, body: Record<string, unknown>) =>
  call(administrator, contract.changeGrant, { params: { id: contactId, grantId }, body });
const grantsOf = (contactId: string, query: Record<string, string> = {}) =>
  call(administrator, contract.listGrantsOfContact, { params: { id: contactId }, query });
const many = (changes: unknown[], reason?: string) => call(administrator, contract.changeGrants, { body: { changes, ...(reason ? { reason } : {}) } });
const lastEvent = () => app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();
const accessVersion = async (contactId: string) =>
  (await app.db.selectFrom("contact").select("access_version").where("contact_id", "=", contactId).executeTakeFirstOrThrow()).access_version;

/** A contact of a company with a project of it. */
async function ready() {
  const companyId = await app.company();
  const contactId = await app.person(companyId);
  return { companyId, contactId, projectId: (await project(companyId)).id };
}

describeGuards(
  () => app,
  [
    { endpoint: contract.listGrantsOfContact },
    { endpoint: contract.listGrantsOfProject },
    { endpoint: matrix.listProjectsToGrant },
    { endpoint: matrix.listContactsToGrant },
    { endpoint: contract.addGrant, body: { projectId: randomUUIDv7(), tasks: "all" } },
    { endpoint: contract.changeGrant, body: { version: 1, readOnly: true } },
    { endpoint: contract.removeGrant },
    { endpoint: contract.changeGrants, body: { changes: [{ contactId: randomUUIDv7(), grant: { projectId: randomUUIDv7(), tasks: "all" } }] } },
  ],
);

describe("a grant", () => {
  test("is given, changed and taken away, each in the logs of contact, project and company, and counts at once", async () => {
    const { companyId, contactId, projectId } = await ready();
    const before = await accessVersion(contactId);
    const given = await give(contactId, { projectId, tasks: "all", reason: "New contract" });
    expect(given).toMatchObject({ contact: { id: contactId }, project: { id: projectId }, company: { id: companyId }, tasks: "all", coveredTaskIds: null });
    expect(given).toMatchObject({ readOnly: false, scope: "gate", seesSince: null, from: null, until: null, obstacle: null, version: 1 });
    expect(await accessVersion(contactId)).toBeGreaterThan(before);
    const changed = await change(contactId, given.id, { version: 1, readOnly: true, scope: "wholeProject", reason: "Audit" });
    expect(changed).toMatchObject({ readOnly: true, scope: "wholeProject", version: 2 });
    expect(await lastEvent()).toMatchObject({
      event: "grant.changed",
      subject_id: projectId,
      contact_id: contactId,
      company_id: companyId,
      before: { grantId: given.id, readOnly: false, scope: "gate" },
      after: { grantId: given.id, readOnly: true, scope: "wholeProject" },
      reason: "Audit",
    });
    await app.refused("record.versionStale", administrator, contract.changeGrant, { params: { id: contactId, grantId: given.id }, body: { version: 1 } });
    await call(administrator, contract.removeGrant, { params: { id: contactId, grantId: given.id } });
    expect((await grantsOf(contactId)).items).toEqual([]);
    const { items } = await call(administrator, administration.listAudit, { query: { contact: contactId } });
    expect(items.map((event) => event.event)).toEqual(["grant.taken-away", "grant.changed", "grant.given"]);
    expect(items[2]?.sentence).toMatch(/^Alex Agent gave Anna Contact \d+ a grant on the project Project \d+\.$/);
    const { rows } = await sql<{ row: { read_only: boolean } }>`
      select row from fact_history where table_name = 'project_grant' and row ->> 'grant_id' = ${given.id} order by valid_from`.execute(app.db);
    expect(rows.map(({ row }) => row.read_only)).toEqual([false, true]);
  });

  test("that already is as wanted is neither written nor logged", async () => {
    const { contactId, projectId } = await ready();
    const { id } = await give(contactId, { projectId, tasks: "all" });
    const before = await lastEvent();
    expect(await change(contactId, id, { version: 1, readOnly: false, tasks: "all" })).toMatchObject({ version: 1 });
    expect((await lastEvent())?.audit_event_id).toBe(before?.audit_event_id);
  });

  test("on the tasks that exist now does not cover later ones, until it is frozen anew", async () => {
    const { contactId, projectId } = await ready();
    const early = await task(projectId, "Early");
    const { id } = await give(contactId, { projectId, tasks: "existing" });
    const late = await task(projectId, "Late");
    expect((await grantsOf(contactId)).items).toMatchObject([
      { tasks: "existing", coveredTaskIds: [early], coveredTasks: [{ name: "Early" }], uncoveredCount: 1 },
    ]);
    expect(await change(contactId, id, { version: 1, readOnly: true })).toMatchObject({ coveredTaskIds: [early] });
    expect(await change(contactId, id, { version: 2, tasks: "existing" })).toMatchObject({ coveredTaskIds: [early, late].sort(), uncoveredCount: 0 });
  });

  test("on a named task covers the sub-tasks that exist when it is named", async () => {
    const { contactId, projectId } = await ready();
    const named = await task(projectId, "Named");
    const below = await task(projectId, "Below", named);
    await task(projectId, "Beside");
    const { id } = await give(contactId, { projectId, tasks: [named] });
    await task(projectId, "Later", named);
    expect((await grantsOf(contactId)).items).toMatchObject([{ tasks: [named, below].sort(), uncoveredCount: 2 }]);
    expect(await change(contactId, id, { version: 1, tasks: "all" })).toMatchObject({ tasks: "all", coveredTaskIds: null, version: 2 });
    expect(await app.db.selectFrom("project_grant_task").selectAll().where("grant_id", "=", id).execute()).toEqual([]);
  });

  test("names tasks of its project only", async () => {
    const { companyId, contactId, projectId } = await ready();
    const foreign = await task((await project(companyId)).id, "Foreign");
    await app.refused("record.unknownReference", administrator, contract.addGrant, { params: { id: contactId }, body: { projectId, tasks: [foreign] } });
    await app.refused("record.unknownReference", administrator, contract.addGrant, {
      params: { id: contactId },
      body: { projectId: randomUUIDv7(), tasks: "all" },
    });
  });

  test("is given on projects of companies of the contact's memberships only, on internal ones only while these may be granted", async () => {
    const { contactId } = await ready();
    const foreign = await project(await app.company());
    const internal = await project(null);
    const body = (projectId: string) => ({ params: { id: contactId }, body: { projectId, tasks: "all" } });
    await app.refused("grant.otherCompany", administrator, contract.addGrant, body(foreign.id));
    await app.refused("grant.internalOff", administrator, contract.addGrant, body(internal.id));
    await app.setting("access.internalProjects", true);
    expect(await give(contactId, { projectId: internal.id, tasks: "all" })).toMatchObject({ company: null, obstacle: null });
    await app.db.deleteFrom("setting").where("setting_key", "=", "access.internalProjects").execute();
    expect((await grantsOf(contactId)).items).toMatchObject([{ obstacle: "internalOff" }]);
    const stored = (values: object) =>
      sql`insert into project_grant ${sql.raw(`(${Object.keys(values).join(", ")})`)} values (${sql.join(Object.values(values))})`.execute(app.db);
    const grant = { grant_id: randomUUIDv7(), contact_id: contactId, project_id: foreign.id, tasks: "all" };
    await expect(stored(grant)).rejects.toThrow("foreign key");
    await expect(stored({ ...grant, company_id: foreign.company?.id ?? "" })).rejects.toThrow("foreign key");
  });

  test("has its dates and says why it gives nothing now", async () => {
    const { companyId, contactId, projectId } = await ready();
    const at = (days: number) => new Date(app.now().getTime() + days * 86_400_000).toISOString();
    const { id } = await give(contactId, { projectId, tasks: "all", from: at(1), until: at(2), seesSince: at(-30) });
    const obstacle = async () => (await grantsOf(contactId)).items[0]?.obstacle;
    expect(await obstacle()).toBe("notYet");
    await app.refused("membership.endBeforeStart", administrator, contract.changeGrant, {
      params: { id: contactId, grantId: id },
      body: { version: 1, until: at(0) },
    });
    await change(contactId, id, { version: 1, from: null, until: at(-1) });
    expect(await obstacle()).toBe("ended");
    expect((await grantsOf(contactId, { shown: "valid" })).total).toBe(0);
    await change(contactId, id, { version: 2, until: null });
    expect(await obstacle()).toBeNull();
    await app.db.updateTable("company").set({ portal_enabled: false }).where("company_id", "=", companyId).execute();
    expect(await obstacle()).toBe("membership");
  });

  test("ends with the membership that it stands on, which says so before", async () => {
    const { companyId, contactId, projectId } = await ready();
    const other = await app.company();
    await app.membership(contactId, other);
    await give(contactId, { projectId, tasks: "all" });
    const kept = await give(contactId, { projectId: (await project(other)).id, tasks: "all" });
    const { items } = await call(administrator, listMemberships, { params: { id: contactId } });
    expect(items.map((membership) => [membership.company.id, membership.grantCount])).toEqual([
      [companyId, 1],
      [other, 1],
    ]);
    await call(administrator, removeMembership, { params: { id: contactId, companyId } });
    expect((await grantsOf(contactId)).items).toMatchObject([{ id: kept.id }]);
    const events = await app.db
      .selectFrom("audit_event")
      .select(["event", "correlation_id"])
      .where("contact_id", "=", contactId)
      .orderBy("audit_event_id", "desc")
      .execute();
    const [ended, removed] = [events.find((event) => event.event === "grant.taken-away"), events.find((event) => event.event === "membership.removed")];
    expect(ended?.correlation_id).toBe(removed?.correlation_id);
  });
});

describe("several grants", () => {
  test("are given, changed and taken away in one go, and put back as they were", async () => {
    const { companyId, contactId, projectId } = await ready();
    const colleague = await app.person(companyId);
    const second = (await project(companyId)).id;
    const early = await task(second, "Early");
    const { grants, changed } = await many([
      { contactId, grant: { projectId, tasks: "all" } },
      { contactId, grant: { projectId: second, tasks: "existing", readOnly: true } },
      { contactId: colleague, grant: { projectId, tasks: "all", scope: "withoutContact" } },
    ]);
    expect(changed).toBe(3);
    const [all, frozen, theirs] = grants.map((grant) => grant ?? null);
    await task(second, "Late");
    const after = await many(
      [
        { grantId: all?.id, version: 1, grant: { readOnly: true } },
        { grantId: frozen?.id, version: 1, grant: null },
        { grantId: theirs?.id, version: 1, grant: { scope: "withoutContact" } },
      ],
      "Tidied up",
    );
    expect(after).toMatchObject({ changed: 2, grants: [{ readOnly: true, version: 2 }, null, { version: 1 }] });
    const back = { projectId: second, tasks: "existing", coveredTaskIds: frozen?.coveredTaskIds, readOnly: true };
    expect((await many([{ contactId, grant: back }])).grants).toMatchObject([{ tasks: "existing", coveredTaskIds: [early], readOnly: true }]);
  });

  test("are written all or not at all, against the versions that were read", async () => {
    const { contactId, projectId } = await ready();
    const foreign = await project(await app.company());
    const good = { contactId, grant: { projectId, tasks: "all" } };
    for (const [code, bad] of [
      ["grant.otherCompany", { contactId, grant: { projectId: foreign.id, tasks: "all" } }],
      ["record.unknownReference", { contactId: randomUUIDv7(), grant: { projectId, tasks: "all" } }],
      ["record.notFound", { grantId: randomUUIDv7(), version: 1, grant: null }],
    ] as const)
      await app.refused(code, administrator, contract.changeGrants, { body: { changes: [good, bad] } });
    expect((await grantsOf(contactId)).total).toBe(0);
    const { id } = await give(contactId, { projectId, tasks: "all" });
    await app.refused("record.versionStale", administrator, contract.changeGrants, { body: { changes: [good, { grantId: id, version: 2, grant: null }] } });
    const twice = { grantId: id, version: 1, grant: null };
    await app.refused("request.invalid", administrator, contract.changeGrants, { body: { changes: [twice, twice] } });
  });

  test("are listed once from both sides, whatever the size of a page, and found by project or contact", async () => {
    const companyId = await app.company();
    const people: string[] = [];
    for (const last_name of ["Zander", "Adler", "Meise"]) people.push(await app.person(companyId, "advanced", { last_name }));
    const projects = [await project(companyId), await project(companyId)];
    await many(projects.flatMap(({ id }) => people.map((contactId) => ({ contactId, grant: { projectId: id, tasks: "all" } }))));
    const [first] = projects;
    const shown: string[] = [];
    const page = (cursor?: string | null) =>
      call(administrator, contract.listGrantsOfProject, { params: { id: first?.id ?? "" }, query: { limit: 2, ...(cursor ? { cursor } : {}) } });
    const start = await page();
    const rest = await page(start.next);
    for (const { items } of [start, rest]) shown.push(...items.map((grant) => grant.contact.name));
    expect([start.total, rest.next]).toEqual([3, null]);
    expect(shown.map((name) => name.split(" ")[1])).toEqual(["Adler", "Meise", "Zander"]);
    const found = await call(administrator, contract.listGrantsOfProject, { params: { id: first?.id ?? "" }, query: { q: "meis" } });
    expect(found).toMatchObject({ total: 1, items: [{ contact: { id: people[2] } }] });
    expect(await grantsOf(people[0] ?? "", { q: first?.number ?? "" })).toMatchObject({ total: 1, items: [{ project: { id: first?.id } }] });
    expect(await grantsOf(people[0] ?? "")).toMatchObject({ total: 2 });
  });
});

describe("the matrix of grants", () => {
  const projectsOf = (contactId: string, query: Record<string, string> = {}) =>
    call(administrator, matrix.listProjectsToGrant, { params: { id: contactId }, query });
  const contactsOf = (projectId: string, query: Record<string, string> = {}) =>
    call(administrator, matrix.listContactsToGrant, { params: { id: projectId }, query });
  const idsOf = async (asked: Promise<{ items: { id: string }[] }>) => (await asked).items.map((row) => row.id);

  test("has the projects that a contact may be given and those it has, from the other side the contacts, each with its grant", async () => {
    const { companyId, contactId, projectId } = await ready();
    const colleague = await app.person(companyId);
    const stranger = await app.person(await app.company());
    const second = (await project(companyId)).id;
    await project(await app.company());
    const { id } = await give(contactId, { projectId, tasks: "all", readOnly: true });
    const fromContact = await projectsOf(contactId);
    expect(fromContact).toMatchObject({
      total: 2,
      items: [
        { id: projectId, company: { id: companyId }, grantCount: 1, grant: { id, readOnly: true, version: 1 } },
        { id: second, grantCount: 0, grant: null },
      ],
    });
    expect((await idsOf(contactsOf(projectId))).sort()).toEqual([contactId, colleague].sort());
    expect(await contactsOf(projectId, { shown: "assigned" })).toMatchObject({ total: 1, items: [{ id: contactId, grant: { id } }] });
    expect(await contactsOf(projectId, { ids: `${stranger},${contactId}` })).toMatchObject({ total: 2 });
    expect(await idsOf(projectsOf(contactId, { q: fromContact.items[1]?.detail ?? "" }))).toEqual([second]);
  });

  test("tells of several grants on one project only how many there are", async () => {
    const { contactId, projectId } = await ready();
    for (const readOnly of [true, false]) await give(contactId, { projectId, tasks: "all", readOnly });
    expect(await projectsOf(contactId, { shown: "assigned" })).toMatchObject({ items: [{ id: projectId, grantCount: 2, grant: null }] });
    expect(await contactsOf(projectId)).toMatchObject({ items: [{ id: contactId, grantCount: 2, grant: null }] });
  });

  test("offers internal projects to every contact while these may be granted, and afterwards shows who has a grant on one", async () => {
    const { contactId, projectId } = await ready();
    const [internal, other] = [(await project(null)).id, await app.person(await app.company())];
    expect(await idsOf(projectsOf(contactId))).toEqual([projectId]);
    expect(await idsOf(contactsOf(internal))).toEqual([]);
    await app.setting("access.internalProjects", true);
    expect(await idsOf(projectsOf(contactId))).toContain(internal);
    expect(await idsOf(contactsOf(internal, { limit: "500" }))).toEqual(expect.arrayContaining([contactId, other]));
    await give(contactId, { projectId: internal, tasks: "all" });
    await app.db.deleteFrom("setting").where("setting_key", "=", "access.internalProjects").execute();
    expect(await projectsOf(contactId, { shown: "assigned" })).toMatchObject({ items: [{ id: internal, company: null, grant: { obstacle: "internalOff" } }] });
    expect(await idsOf(contactsOf(internal))).toEqual([contactId]);
  });

  test("offers neither closed projects nor closed contacts, but shows those with a grant", async () => {
    const { companyId, contactId, projectId } = await ready();
    const closed = (await project(companyId)).id;
    await app.db.updateTable("project").set({ state: "closed" }).where("project_id", "in", [closed, projectId]).execute();
    await give(contactId, { projectId, tasks: "all" });
    expect(await idsOf(projectsOf(contactId))).toEqual([projectId]);
    await app.person(companyId, "advanced", { state: "closed" });
    expect(await idsOf(contactsOf(closed))).toEqual([contactId]);
  });

  test("is the same whatever the size of a page", async () => {
    const companyId = await app.company();
    for (const last_name of ["Zander", "Adler", "Meise"]) await app.person(companyId, "advanced", { last_name });
    const { id } = await project(companyId);
    const start = await contactsOf(id, { limit: "2" });
    const rest = await contactsOf(id, { limit: "2", cursor: start.next ?? "" });
    expect([start.total, rest.next]).toEqual([3, null]);
    expect([...start.items, ...rest.items].map((row) => row.name.split(" ")[1])).toEqual(["Adler", "Meise", "Zander"]);
  });

  test("gives no second grant where none was there when it was read, and then writes nothing else either", async () => {
    const { companyId, contactId, projectId } = await ready();
    const second = (await project(companyId)).id;
    const given = (id: string) => ({ contactId, version: null, grant: { projectId: id, tasks: "all" } });
    expect(await many([given(projectId)])).toMatchObject({ changed: 1, grants: [{ version: 1 }] });
    await app.refused("record.versionStale", administrator, contract.changeGrants, { body: { changes: [given(second), given(projectId)] } });
    const both = await Promise.allSettled([many([given(second)]), many([given(second)])]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await projectsOf(contactId)).toMatchObject({ items: [{ grantCount: 1 }, { grantCount: 1 }] });
  });
});
