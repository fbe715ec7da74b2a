import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as contract from "#contract/contact.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { ROLES } from "#test/builders.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const call = shaped(() => app);
const set = (id: string, body: Record<string, unknown>) => call(administrator, contract.setMembership, { params: { id }, body });
const list = async (id: string) => (await call(administrator, contract.listMemberships, { params: { id } })).items;
const remove = (id: string, companyId: string) => app.ask(administrator, contract.removeMembership, { params: { id, companyId } });
const auditOf = (contactId: string) => app.db.selectFrom("audit_event").selectAll().where("contact_id", "=", contactId).orderBy("audit_event_id").execute();
const eventsOf = async (contactId: string) => (await auditOf(contactId)).map((event) => `${event.event} ${event.company_id}`).sort();

test("a new membership is Basic and not primary unless something else is said", async () => {
  const id = await app.person(await app.company());
  const companyId = await app.company();
  expect(await set(id, { companyId })).toMatchObject({ role: { systemKey: "basic" }, primary: false, carriesGroupRights: true, version: 1, obstacle: null });
  expect((await auditOf(id))[0]).toMatchObject({ event: "membership.added", company_id: companyId, after: { roleId: ROLES.basic, primary: false } });
});

test("what is not said of an existing membership stays, and only what differs is written and audited", async () => {
  const companyId = await app.company();
  const id = await app.person(companyId, "manager");
  const seesSince = "2026-01-01T00:00:00.000Z";
  expect(await set(id, { companyId, seesSince, version: 1, reason: "new job" })).toMatchObject({
    role: { systemKey: "manager" },
    primary: true,
    seesSince,
    version: 2,
  });
  expect(await set(id, { companyId, seesSince: "2026-01-01T01:00:00+01:00" })).toMatchObject({ version: 2 });
  expect(await auditOf(id)).toMatchObject([{ event: "membership.changed", before: { seesSince: null }, after: { seesSince }, reason: "new job" }]);
  expect(await set(id, { companyId, seesSince: null })).toMatchObject({ seesSince: null, version: 3 });
});

test("naming a primary company moves it from the one before", async () => {
  const [first, second] = [await app.company(), await app.company()];
  const id = await app.person(first);
  await set(id, { companyId: second, primary: true });
  expect((await list(id)).map(({ company, primary }) => [company.id, primary])).toEqual([
    [second, true],
    [first, false],
  ]);
  expect(await eventsOf(id)).toEqual([`membership.added ${second}`, `membership.changed ${first}`]);
});

test("the only way to take the primary mark away is to give it to another company", async () => {
  const companyId = await app.company();
  const id = await app.person(companyId);
  const { errors } = await app.refused("request.invalid", administrator, contract.setMembership, { params: { id }, body: { companyId, primary: false } });
  expect(errors).toMatchObject([{ path: "primary" }]);
});

test("the first company of a contact without any is primary", async () => {
  const id = await app.contact();
  expect(await set(id, { companyId: await app.company(), primary: false })).toMatchObject({ primary: true });
});

test("a membership says why it gives nothing now", async () => {
  const id = await app.person(await app.company());
  const [later, past] = [new Date(app.now().getTime() + 3_600_000).toISOString(), new Date(app.now().getTime() - 3_600_000).toISOString()];
  expect(await set(id, { companyId: await app.company(), from: later })).toMatchObject({ obstacle: "notYet", from: later });
  expect(await set(id, { companyId: await app.company(), until: past })).toMatchObject({ obstacle: "ended", until: past });
  expect(await set(id, { companyId: await app.company({ state: "closed" }) })).toMatchObject({ obstacle: "companyNotActive" });
  expect(await set(id, { companyId: await app.company({ portal_enabled: false }) })).toMatchObject({ obstacle: "portalOff" });
});

test("an end that does not come after the start is refused, also when the two are set one after the other", async () => {
  const companyId = await app.company();
  const id = await app.person(companyId);
  await set(id, { companyId, from: "2026-03-01T00:00:00Z" });
  const body = { companyId, until: "2026-03-01T00:00:00Z" };
  await app.refused("membership.endBeforeStart", administrator, contract.setMembership, { params: { id }, body });
});

test("a membership that somebody changed, added or removed since it was read is not overwritten", async () => {
  const [companyId, other] = [await app.company(), await app.company()];
  const id = await app.person(companyId);
  for (const body of [
    { companyId, version: 2, roleId: ROLES.basic },
    { companyId: other, version: 1 },
  ])
    await app.refused("record.versionStale", administrator, contract.setMembership, { params: { id }, body });
  expect(await list(id)).toMatchObject([{ role: { systemKey: "advanced" } }]);
});

test("an unknown company or role is refused", async () => {
  const companyId = await app.company();
  const id = await app.person(companyId);
  for (const body of [{ companyId: randomUUIDv7() }, { companyId, roleId: randomUUIDv7() }])
    await app.refused("record.unknownReference", administrator, contract.setMembership, { params: { id }, body });
});

test("a removed membership is gone and audited; if it was the primary one, the oldest other one becomes it", async () => {
  const [primary, oldest, newest] = [await app.company(), await app.company(), await app.company()];
  const id = await app.person(primary);
  await app.membership(id, newest, { created_at: "2026-02-01T00:00:00Z" });
  await app.membership(id, oldest, { created_at: "2026-01-01T00:00:00Z" });
  expect((await remove(id, primary)).status).toBe(204);
  expect((await list(id)).map(({ company, primary: mark }) => [company.id, mark])).toEqual([
    [oldest, true],
    [newest, false],
  ]);
  expect(await eventsOf(id)).toEqual([`membership.changed ${oldest}`, `membership.removed ${primary}`]);
  expect((await remove(id, primary)).problem.code).toBe("record.notFound");
});

test("the last membership cannot be removed, not even by two removals at once", async () => {
  const [one, two] = [await app.company(), await app.company()];
  const id = await app.person(one);
  await app.membership(id, two);
  const answers = await Promise.all([remove(id, one), remove(id, two)]);
  expect(answers.map((answer) => answer.problem?.code ?? "removed").sort()).toEqual(["membership.lastOne", "removed"]);
  expect(await list(id)).toMatchObject([{ primary: true }]);
});

test("every change of a membership raises the contact's access version", async () => {
  const [one, two] = [await app.company(), await app.company()];
  const id = await app.person(one);
  const version = async () =>
    (await app.db.selectFrom("contact").select("access_version").where("contact_id", "=", id).executeTakeFirstOrThrow()).access_version;
  const versions = [await version()];
  for (const step of [() => set(id, { companyId: two }), () => set(id, { companyId: two, carriesGroupRights: false }), () => remove(id, two)]) {
    await step();
    versions.push(await version());
  }
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  expect(new Set(versions).size).toBe(4);
});
