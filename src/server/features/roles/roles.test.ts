import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/master-data.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const body = { name: "Guarded", scope: "own" as const, verbs: ["read" as const] };
const create = (name: string, more: Record<string, unknown> = {}) => call(administrator, contract.createRole, { body: { ...body, name, ...more } });
const events = (id: string) => app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", id).orderBy("audit_event_id").execute();

describeGuards(
  () => app,
  [
    { endpoint: contract.listRoles },
    { endpoint: contract.createRole, body },
    { endpoint: contract.getRole },
    { endpoint: contract.changeRole, body: { version: 1, name: "Guarded" } },
    { endpoint: contract.deleteRole },
  ],
);

describe("an own role", () => {
  test("is created with what it gives; what was left out it does not give", async () => {
    const created = await create("Auditor", { scope: "company", verbs: ["reply", "read", "reply"], confidential: true });
    expect(created).toMatchObject({
      name: "Auditor",
      systemKey: null,
      scope: "company",
      verbs: ["read", "reply"],
      confidential: true,
      createForSubsidiaries: false,
      managesPeople: false,
      assignableByManager: false,
      membershipCount: 0,
    });
    expect(await call(administrator, contract.getRole, { params: { id: created.id } })).toEqual(created);
    expect(await events(created.id)).toMatchObject([{ event: "role.created", after: { name: "Auditor", scope: "company", verbs: ["read", "reply"] } }]);
  });

  test("knows only verbs and scopes that exist", async () => {
    const problem = await app.refused("request.invalid", administrator, contract.createRole, { body: { name: "X", scope: "world", verbs: ["delete"] } });
    expect(problem.errors).toMatchObject([
      { path: "scope", code: "notInList" },
      { path: "verbs.0", code: "notInList" },
    ]);
  });

  test("changes for everybody who has it, and its former version stays in the history", async () => {
    const { id } = await create("Changing", { verbs: ["read", "close"] });
    expect(await call(administrator, contract.changeRole, { params: { id }, body: { version: 1, verbs: ["read"], managesPeople: true } })).toMatchObject({
      verbs: ["read"],
      managesPeople: true,
      version: 2,
    });
    expect((await events(id)).at(-1)).toMatchObject({
      event: "role.changed",
      before: { verbs: ["read", "close"], managesPeople: false },
      after: { verbs: ["read"], managesPeople: true },
    });
    expect(await app.db.selectFrom("fact_history").selectAll().where("row_id", "=", id).execute()).toMatchObject([{ row: { verbs: ["read", "close"] } }]);
    await app.refused("record.versionStale", administrator, contract.changeRole, { params: { id }, body: { version: 1, name: "Late" } });
  });

  test("has a name that no other role has", async () => {
    const { id } = await create("Second");
    await app.refused("role.nameTaken", administrator, contract.createRole, { body: { ...body, name: "BASIC" } });
    await app.refused("role.nameTaken", administrator, contract.changeRole, { params: { id }, body: { version: 1, name: "advanced" } });
  });

  test("is deleted only while nobody has it, and the log remembers what it was", async () => {
    const { id } = await create("Passing");
    const contactId = await app.contact();
    const membershipId = await app.membership(contactId, await app.company(), { role_id: id });
    expect(await call(administrator, contract.getRole, { params: { id } })).toMatchObject({ membershipCount: 1 });
    await app.refused("role.inUse", administrator, contract.deleteRole, { params: { id } });
    await app.db.deleteFrom("membership").where("membership_id", "=", membershipId).execute();
    await call(administrator, contract.deleteRole, { params: { id } });
    await app.refused("record.notFound", administrator, contract.getRole, { params: { id } });
    expect((await events(id)).at(-1)).toMatchObject({ event: "role.deleted", before: { name: "Passing" } });
  });

  test("cannot be given and deleted at the same time", async () => {
    const { id } = await create("Contested");
    const [contactId, companyId] = [await app.contact(), await app.company()];
    await Promise.allSettled([app.membership(contactId, companyId, { role_id: id }), app.ask(administrator, contract.deleteRole, { params: { id } })]);
    const given = await app.db.selectFrom("membership").select("membership_id").where("role_id", "=", id).execute();
    const answer = await app.ask(administrator, contract.getRole, { params: { id } });
    expect(answer.status).toBe(given.length === 1 ? 200 : 404);
  });
});

describe("the system's roles", () => {
  test("can be neither changed nor deleted", async () => {
    await app.refused("role.system", administrator, contract.changeRole, { params: { id: ROLES.basic }, body: { version: 1, verbs: [] } });
    await app.refused("role.system", administrator, contract.deleteRole, { params: { id: ROLES.manager } });
  });

  test("come first in the list, then own roles by name, each once", async () => {
    await create("aaa");
    const roles = await walk(call, administrator, contract.listRoles, {}, 2);
    expect(roles.slice(0, 6).map((role) => role.systemKey ?? role.name)).toEqual(["basic", "advanced", "manager", "deskAgent", "deskAdministrator", "aaa"]);
    expect(new Set(roles.map((role) => role.id)).size).toBe((await call(administrator, contract.listRoles)).total);
    expect((await call(administrator, contract.listRoles, { query: { q: "basi" } })).items).toMatchObject([{ systemKey: "basic" }]);
  });
});
