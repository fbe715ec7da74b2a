import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explainAccess } from "#contract/access.ts";
import { changeCategory, createCategory } from "#contract/category.ts";
import { addGrant } from "#contract/grant.ts";
import * as portal from "#contract/portal-ticket.ts";
import { changeProject, createProject, createTask } from "#contract/project.ts";
import * as contract from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
let queueId: string;
let count = 0;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  queueId = await app.queue();
});
afterAll(() => app.close());

const project = (companyId: string | null) => call(administrator, createProject, { body: { number: `TP-${++count}`, name: `Project ${count}`, companyId } });
const task = async (id: string, name: string) => (await call(administrator, createTask, { params: { id }, body: { name } })).id;
const category = async (name: string) => (await call(administrator, createCategory, { body: { name } })).id;
const read = (id: string) => call(administrator, contract.getTicket, { params: { id } });
const change = async (id: string, body: Record<string, unknown>) =>
  call(administrator, contract.changeTicket, { params: { id }, body: { version: (await read(id)).version, ...body } });
const refused = async (code: Parameters<TestApp["refused"]>[0], id: string, body: Record<string, unknown>) =>
  (await app.refused(code, administrator, contract.changeTicket, { params: { id }, body: { version: (await read(id)).version, ...body } })).errors?.[0]?.path;
const pairs = async (id: string) => (await read(id)).projects.map(({ project, task, primary }) => [project.id, task?.id ?? null, primary]);
const lastEvent = () => app.db.selectFrom("audit_event").selectAll().orderBy("audit_event_id", "desc").limit(1).executeTakeFirst();

describe("the projects of a ticket", () => {
  test("are one primary and any number of secondary ones; what becomes primary is secondary no more", async () => {
    const companyId = await app.company();
    const [one, two] = [await project(companyId), await project(null)];
    const taskId = await task(one.id, "Task");
    const id = await app.ticket({ queue_id: queueId, company_id: companyId });
    const [a, b] = [
      { projectId: one.id, taskId },
      { projectId: two.id, taskId: null },
    ];
    const changed = await change(id, { primaryProject: a, secondaryProjects: [b], reason: "Sorted" });
    expect(changed.projects).toEqual([
      { project: { id: one.id, name: one.name, number: one.number, companyId }, task: { id: taskId, name: "Task" }, primary: true },
      { project: { id: two.id, name: two.name, number: two.number, companyId: null }, task: null, primary: false },
    ]);
    expect(await lastEvent()).toMatchObject({
      event: "ticket.changed",
      before: { primaryProject: null },
      after: { primaryProject: a, secondaryProjects: [b] },
    });
    await change(id, { primaryProject: b });
    expect(await pairs(id)).toEqual([[two.id, null, true]]);
    await change(id, { secondaryProjects: [a, a] });
    expect(await pairs(id)).toEqual([
      [two.id, null, true],
      [one.id, taskId, false],
    ]);
    const { version } = await read(id);
    await change(id, { primaryProject: b, secondaryProjects: [a] });
    expect((await read(id)).version).toBe(version);
    await change(id, { primaryProject: null, secondaryProjects: [] });
    expect(await pairs(id)).toEqual([]);
  });

  test("are never those of another company, nor does a ticket leave its company while in one of its projects", async () => {
    const [holding, other] = [await app.company(), await app.company()];
    const companyId = await app.company({ parent_id: holding });
    const [own, above, foreign] = [await project(companyId), await project(holding), await project(other)];
    const id = await app.ticket({ queue_id: queueId, company_id: companyId });
    const pair = (projectId: string) => ({ projectId, taskId: null });
    expect(await refused("ticket.projectOfOtherCompany", id, { primaryProject: pair(foreign.id) })).toBe("primaryProject");
    expect(await refused("ticket.projectOfOtherCompany", id, { secondaryProjects: [pair(foreign.id)] })).toBe("secondaryProjects");
    await change(id, { primaryProject: pair(own.id), secondaryProjects: [pair(above.id)] });
    expect(await refused("ticket.projectOfOtherCompany", id, { companyId: other })).toBe("companyId");
    await change(id, { companyId: other, primaryProject: pair(foreign.id), secondaryProjects: [] });
    expect(await pairs(id)).toEqual([[foreign.id, null, true]]);
    const nobodys = await app.ticket({ queue_id: queueId });
    await change(nobodys, { primaryProject: pair(foreign.id) });
    expect(await refused("ticket.projectOfOtherCompany", nobodys, { companyId })).toBe("companyId");
  });

  test("are named with tasks of their own that can be chosen; what is there stays, though it is closed", async () => {
    const [one, two] = [await project(null), await project(null)];
    const foreign = await task(two.id, "Foreign");
    const id = await app.ticket({ queue_id: queueId });
    for (const primaryProject of [
      { projectId: one.id, taskId: foreign },
      { projectId: randomUUIDv7(), taskId: null },
      { projectId: one.id, taskId: randomUUIDv7() },
    ])
      expect(await refused("record.unknownReference", id, { primaryProject })).toBe("primaryProject");
    await change(id, { primaryProject: { projectId: two.id, taskId: foreign } });
    await call(administrator, changeProject, { params: { id: two.id }, body: { version: 1, state: "closed" } });
    await change(id, {
      subject: "Still there",
      primaryProject: { projectId: two.id, taskId: foreign },
      secondaryProjects: [{ projectId: one.id, taskId: null }],
    });
    expect(await refused("record.unknownReference", id, { secondaryProjects: [{ projectId: two.id, taskId: null }] })).toBe("secondaryProjects");
  });

  test("and its categories are given with a new ticket, and refused by the same rule", async () => {
    const companyId = await app.company();
    const [own, foreign] = [await project(companyId), await project(await app.company())];
    const categoryId = await category("New ticket");
    const body = { subject: "New", bodyText: "Text", queueId, companyId, primaryProject: { projectId: own.id, taskId: null }, categoryIds: [categoryId] };
    const created = await call(administrator, contract.createTicketAsAgent, { body });
    expect(created).toMatchObject({ projects: [{ project: { id: own.id }, primary: true }], categories: [{ id: categoryId, name: "New ticket" }] });
    expect((await lastEvent())?.after).toMatchObject({ primaryProject: body.primaryProject, categoryIds: [categoryId] });
    const wrong = { ...body, primaryProject: { projectId: foreign.id, taskId: null } };
    await app.refused("ticket.projectOfOtherCompany", administrator, contract.createTicketAsAgent, { body: wrong });
    await app.refused("record.unknownReference", administrator, contract.createTicketAsAgent, { body: { ...body, categoryIds: [randomUUIDv7()] } });
  });

  test("are shown to contacts as far as they are their companies'; categories are not", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const [own, internal] = [await project(companyId), await project(null)];
    const id = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: contactId });
    await change(id, { primaryProject: { projectId: internal.id, taskId: null }, secondaryProjects: [{ projectId: own.id, taskId: null }] });
    const me = await app.signIn({ contactId });
    const seen = await call(me, portal.getPortalTicket, { params: { id } });
    expect(seen.projects.map(({ project }) => project.id)).toEqual([own.id]);
    expect(seen).not.toHaveProperty("categories");
    expect((await call(me, portal.listPortalTickets)).items[0]?.projects).toEqual(seen.projects);
  });
});

describe("the categories of a ticket", () => {
  test("are changed as a whole; a closed one stays where it is and is given to no other ticket", async () => {
    const [one, two] = [await category("One"), await category("Two")];
    const id = await app.ticket({ queue_id: queueId });
    expect((await change(id, { categoryIds: [two, one] })).categories.map(({ name }) => name)).toEqual(["One", "Two"]);
    await call(administrator, changeCategory, { params: { id: one }, body: { version: 1, state: "closed" } });
    const { version } = await read(id);
    expect((await change(id, { categoryIds: [one, two] })).version).toBe(version);
    await change(id, { categoryIds: [one] });
    expect(await refused("record.unknownReference", await app.ticket({ queue_id: queueId }), { categoryIds: [one] })).toBe("categoryIds");
    expect((await change(id, { categoryIds: [] })).categories).toEqual([]);
  });
});

describe("a list", () => {
  test("is narrowed to projects, tasks and categories, for agents and, but for categories, for contacts", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const me = await app.signIn({ contactId });
    const [one, two] = [await project(companyId), await project(companyId)];
    const [taskId, otherTask, categoryId] = [await task(one.id, "Task"), await task(two.id, "Task"), await category("Listed")];
    const make = async (body: Record<string, unknown>) => {
      const id = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: contactId });
      await change(id, body);
      return id;
    };
    const a = await make({ primaryProject: { projectId: one.id, taskId }, secondaryProjects: [{ projectId: two.id, taskId: null }] });
    const b = await make({ primaryProject: { projectId: two.id, taskId: otherTask }, categoryIds: [categoryId] });
    await make({ subject: "In none" });
    const agents = async (query: Record<string, string>) => {
      const { items, total } = await call(administrator, contract.listTickets, { query });
      expect(total).toBe(items.length);
      return items.map((ticket) => ticket.id).sort();
    };
    const mine = async (query: Record<string, string>) => (await call(me, portal.listPortalTickets, { query })).items.map((ticket) => ticket.id).sort();
    for (const list of [agents, mine]) {
      expect(await list({ project: one.id })).toEqual([a]);
      expect(await list({ project: two.id })).toEqual([a, b].sort());
      expect(await list({ project: `${one.id},${two.id}` })).toEqual([a, b].sort());
      expect(await list({ task: otherTask })).toEqual([b]);
      expect(await list({ project: two.id, task: taskId })).toEqual([]);
      expect(await list({ project: two.id, q: "Ticket" })).toEqual([a, b].sort());
    }
    expect(await agents({ category: categoryId })).toEqual([b]);
    expect(await agents({ category: categoryId, project: one.id })).toEqual([]);
    expect(await agents({ project: two.id, contact: contactId })).toEqual([a, b].sort());
  });
});

describe("a contact's new request", () => {
  const options = (me: Signed, company?: string) => call(me, portal.getCreateOptions, { query: company ? { company } : {} });
  const write = { subject: "Request", bodyText: "Text" };

  test("is offered projects and tasks by grant, and takes exactly these", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const me = await app.signIn({ contactId });
    const [whole, frozen, readOnly, ungranted] = [await project(companyId), await project(companyId), await project(companyId), await project(companyId)];
    const early = await task(frozen.id, "Early");
    const grant = (projectId: string, more: object) => call(administrator, addGrant, { params: { id: contactId }, body: { projectId, ...more } });
    await grant(whole.id, { tasks: "all" });
    await grant(frozen.id, { tasks: [early] });
    await grant(readOnly.id, { tasks: "all", readOnly: true });
    const late = await task(frozen.id, "Late");
    const open = await task(whole.id, "Open");
    const offered = await options(me);
    expect(offered.projectRequired).toBe(false);
    expect(offered.projects).toMatchObject([
      { id: whole.id, withoutTask: true, tasks: [{ id: open, depth: 0 }] },
      { id: frozen.id, withoutTask: false, tasks: [{ id: early, name: "Early" }] },
    ]);
    const created = await call(me, portal.createPortalTicket, { body: { ...write, queueId, projectId: frozen.id, taskId: early } });
    expect(created.projects).toMatchObject([{ project: { id: frozen.id }, task: { id: early }, primary: true }]);
    for (const wrong of [
      { projectId: frozen.id },
      { projectId: frozen.id, taskId: late },
      { projectId: readOnly.id },
      { projectId: ungranted.id },
      { projectId: whole.id, taskId: early },
    ])
      await app.refused("ticket.mayNotCreateHere", me, portal.createPortalTicket, { body: { ...write, queueId, ...wrong } });
    await app.refused("request.invalid", me, portal.createPortalTicket, { body: { ...write, queueId, taskId: early } });
    expect((await call(me, portal.createPortalTicket, { body: { ...write, queueId } })).projects).toEqual([]);
  });

  test("needs a project where grants are required, and is offered none that is closed or another company's", async () => {
    const [companyId, other] = [await app.company(), await app.company()];
    const contactId = await app.person(companyId);
    await app.membership(contactId, other);
    const me = await app.signIn({ contactId });
    const [own, theirs] = [await project(companyId), await project(other)];
    for (const { id } of [own, theirs]) await call(administrator, addGrant, { params: { id: contactId }, body: { projectId: id, tasks: "all" } });
    await app.setting("access.projectPermissions", "required");
    const offered = await options(me);
    expect(offered).toMatchObject({ projectRequired: true, projects: [{ id: own.id }] });
    expect((await options(me, other)).projects).toMatchObject([{ id: theirs.id }]);
    await app.refused("ticket.projectRequired", me, portal.createPortalTicket, { body: { ...write, queueId } });
    await app.refused("ticket.mayNotCreateHere", me, portal.createPortalTicket, { body: { ...write, queueId, projectId: theirs.id } });
    expect(await call(me, portal.createPortalTicket, { body: { ...write, queueId, projectId: own.id } })).toMatchObject({ companyId });
    await call(administrator, changeProject, { params: { id: own.id }, body: { version: 1, state: "closed" } });
    expect((await options(me)).projects).toEqual([]);
    await app.db.deleteFrom("setting").where("setting_key", "=", "access.projectPermissions").execute();
  });
});

test("a colleague's ticket in a task that came after a frozen grant is not visible, and why? says so", async () => {
  const companyId = await app.company();
  const [contactId, colleague] = [await app.person(companyId), await app.person(companyId)];
  const me = await app.signIn({ contactId });
  const { id: projectId } = await project(companyId);
  const early = await task(projectId, "Early");
  await call(administrator, addGrant, { params: { id: contactId }, body: { projectId, tasks: "existing" } });
  const late = await task(projectId, "Late");
  const inTask = async (taskId: string) => {
    const id = await app.ticket({ queue_id: queueId, company_id: companyId, contact_id: colleague });
    await change(id, { primaryProject: { projectId, taskId } });
    return id;
  };
  const [seen, hidden] = [await inTask(early), await inTask(late)];
  await app.setting("access.projectPermissions", "required");
  const listed = (await call(me, portal.listPortalTickets, { query: { project: projectId } })).items.map((ticket) => ticket.id);
  expect(listed).toEqual([seen]);
  await app.refused("record.notFound", me, portal.getPortalTicket, { params: { id: hidden } });
  const why = await call(administrator, explainAccess, { query: { contact: contactId, ticket: hidden } });
  expect(why.allowed).toBe(false);
  expect(why.gates.filter((gate) => !gate.open).map((gate) => gate.id)).toContain("project");
  await app.db.deleteFrom("setting").where("setting_key", "=", "access.projectPermissions").execute();
});
