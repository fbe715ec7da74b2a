import { afterAll, beforeAll, expect, test } from "vitest";
import { addGrant } from "#contract/grant.ts";
import { getListOptions } from "#contract/portal-ticket.ts";
import { changeProject, createProject, createTask } from "#contract/project.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
const call: TestApp["call"] = (...given) => shaped(() => app)(...given);
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const optionsOf = (as: Signed, query: { q?: string; company?: string } = {}) => call(as, getListOptions, { query });

test("only queues whose gate lets read through are named, also one that takes no new tickets", async () => {
  await app.setting("access.restrictQueuesByGroup", true);
  const company = await app.company();
  const group = await app.group();
  await app.right(group, { company_id: company, context: "own", can_read: true });
  await app.queue(group, { name: "Old", state: "closed" });
  await app.queue(undefined, { name: "Secret" });
  const { queues, statuses } = await optionsOf(await app.signIn({ contactId: await app.person(company) }));
  expect(queues.map((one) => one.name)).toEqual(["Old"]);
  expect(statuses.map((one) => one.name)).not.toContain("removed");
});

test("of many companies those that match are given, and the chosen ones besides", async () => {
  const companies = await Promise.all(Array.from({ length: 60 }, (_, index) => app.company({ name: `Firma ${String(index).padStart(2, "0")}` })));
  const muller = await app.company({ name: "Zürcher Müller" });
  const contactId = await app.person(muller);
  for (const company of companies) await app.membership(contactId, company);
  const as = await app.signIn({ contactId });
  const first = await optionsOf(as);
  expect([first.companies.length, first.companyTotal]).toEqual([50, 61]);
  const found = await optionsOf(as, { q: "muller", company: companies[59] ?? "" });
  expect(found.companies.map((one) => one.name)).toEqual(["Firma 59", "Zürcher Müller"]);
  expect(found.companyTotal).toBe(1);
});

test("a company that is closed, or not mine, is never named", async () => {
  const closed = await app.company({ state: "closed" });
  const open = await app.company({ name: "Open" });
  const foreign = await app.company({ name: "Foreign" });
  const contactId = await app.person(open);
  await app.membership(contactId, closed);
  const { companies } = await optionsOf(await app.signIn({ contactId }), { company: foreign });
  expect(companies.map((one) => one.name)).toEqual(["Open"]);
});

test("projects are named by grant, each with the tasks that it covers, for reading also a closed one", async () => {
  const administrator = await app.administrator();
  const companyId = await app.company();
  const contactId = await app.person(companyId);
  const project = async (name: string) => (await call(administrator, createProject, { body: { number: name, name, companyId } })).id;
  const task = async (id: string, name: string) => (await call(administrator, createTask, { params: { id }, body: { name } })).id;
  const grant = (projectId: string, tasks: "all" | "existing" | string[], more: object = {}) =>
    call(administrator, addGrant, { params: { id: contactId }, body: { projectId, tasks, ...more } });
  const [whole, frozen, named, ended] = [await project("A whole"), await project("B frozen"), await project("C named"), await project("D ended")];
  await project("E not granted");
  const [early, one] = [await task(frozen, "Early"), await task(named, "One")];
  await grant(whole, "all", { readOnly: true });
  await grant(frozen, "existing");
  await grant(named, [one]);
  await grant(ended, "all", { from: "2019-01-01T00:00:00Z", until: "2020-01-01T00:00:00Z" });
  const later = await task(whole, "Later");
  await task(frozen, "Later");
  await task(named, "Other");
  await call(administrator, changeProject, { params: { id: frozen }, body: { version: 1, state: "closed" } });
  expect((await optionsOf(await app.signIn({ contactId }))).projects).toEqual([
    { id: whole, name: "A whole", tasks: [{ id: later, name: "Later" }] },
    { id: frozen, name: "B frozen", tasks: [{ id: early, name: "Early" }] },
    { id: named, name: "C named", tasks: [{ id: one, name: "One" }] },
  ]);
  expect((await optionsOf(await app.signIn({ contactId: await app.person(companyId) }))).projects).toEqual([]);
});
