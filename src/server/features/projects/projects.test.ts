import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as administration from "#contract/administration.ts";
import { addGrant, listGrantsOfContact, listGrantsOfProject } from "#contract/grant.ts";
import * as contract from "#contract/project.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped, walk } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
let count = 0;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const create = (companyId: string | null, name = "Project") =>
  call(administrator, contract.createProject, { body: { number: `P-${++count}`, name: `${name} ${count}`, companyId } });
const change = (id: string, body: Record<string, unknown>) => call(administrator, contract.changeProject, { params: { id }, body });
const addTask = (id: string, name: string, parentId: string | null = null) =>
  call(administrator, contract.createTask, { params: { id }, body: { name, parentId } });
const changeTask = (id: string, taskId: string, body: Record<string, unknown>) => call(administrator, contract.changeTask, { params: { id, taskId }, body });
const tasks = async (id: string) => (await call(administrator, contract.listTasks, { params: { id } })).items;
const names = async (id: string) => (await tasks(id)).map((task) => `${"  ".repeat(task.depth)}${task.name}`);
const events = async (event: string) => app.db.selectFrom("audit_event").selectAll().where("event", "=", event).orderBy("audit_event_id", "desc").execute();

async function ticketIn(projectId: string, taskId: string | null, companyId: string | null) {
  const ticketId = await app.ticket({ queue_id: await app.queue(), company_id: companyId });
  await app.db
    .insertInto("ticket_project")
    .values({ ticket_project_id: randomUUIDv7(), ticket_id: ticketId, project_id: projectId, task_id: taskId })
    .execute();
  return ticketId;
}
const pairsOf = (ticketId: string) => app.db.selectFrom("ticket_project").select(["project_id", "task_id"]).where("ticket_id", "=", ticketId).execute();

describeGuards(
  () => app,
  [
    { endpoint: contract.listProjects },
    { endpoint: contract.createProject, body: { number: "G-1", name: "Guarded", companyId: null } },
    { endpoint: contract.getProject },
    { endpoint: contract.changeProject, body: { version: 1, name: "Guarded" } },
    { endpoint: contract.listTasks },
    { endpoint: contract.createTask, body: { name: "Guarded" } },
    { endpoint: contract.changeTask, body: { version: 1, name: "Guarded" } },
  ],
);

describe("a project", () => {
  test("is created for a company or inside, renamed and closed, each with an event in the logs of project and company", async () => {
    const companyId = await app.company({ name: "Acme" });
    const created = await call(administrator, contract.createProject, { body: { number: "A-1", name: "Move", companyId, comment: "Two sites" } });
    expect(created).toMatchObject({ number: "A-1", company: { id: companyId, name: "Acme" }, state: "active", taskCount: 0, contactCount: 0, version: 1 });
    expect(await create(null)).toMatchObject({ company: null });
    const changed = await change(created.id, { version: 1, name: "Relocation", state: "closed", reason: "Done" });
    expect(changed).toMatchObject({ name: "Relocation", state: "closed", version: 2 });
    expect(await call(administrator, contract.getProject, { params: { id: created.id } })).toEqual(changed);
    const log = await call(administrator, administration.listAudit, { query: { project: created.id } });
    expect(log.items.map((event) => [event.event, event.sentence])).toEqual([
      ["project.changed", "Alex Agent changed the project Relocation."],
      ["project.created", "Alex Agent created the project Relocation."],
    ]);
    expect((await call(administrator, administration.listAudit, { query: { company: companyId } })).items).toHaveLength(2);
    await app.refused("record.versionStale", administrator, contract.changeProject, { params: { id: created.id }, body: { version: 1, name: "x" } });
    await app.refused("project.numberTaken", administrator, contract.createProject, { body: { number: "a-1", name: "Other", companyId: null } });
    await app.refused("record.unknownReference", administrator, contract.createProject, { body: { number: "A-2", name: "Other", companyId: randomUUIDv7() } });
  });

  test("is listed once, by name, whatever the size of a page; found by number and name; narrowed to a company, inside, state", async () => {
    const companyId = await app.company();
    const own = await create(companyId, "Überholung");
    const all = await walk(call, administrator, contract.listProjects, {}, 1);
    expect(new Set(all.map((project) => project.id)).size).toBe((await call(administrator, contract.listProjects)).total);
    const ids = async (query: Record<string, string>) => (await call(administrator, contract.listProjects, { query })).items.map((project) => project.id);
    expect(await ids({ q: "uberhol" })).toEqual([own.id]);
    expect(await ids({ q: own.number, company: companyId })).toEqual([own.id]);
    expect(await ids({ company: companyId, internal: "true" })).toEqual([]);
    expect(await ids({ company: companyId, state: "closed" })).toEqual([]);
    expect((await call(administrator, contract.listProjects, { query: { internal: "true" } })).items.every((project) => project.company === null)).toBe(true);
  });

  test("has members: agents who are active when they come, once each; found by them; with an event that names who came and went", async () => {
    const [anna, bert, gone] = [await app.agent(), await app.agent(), await app.agent()];
    await app.db.updateTable("agent").set({ state: "closed" }).where("agent_id", "=", gone.agentId).execute();
    const { id } = await create(null);
    await create(null);
    for (const memberIds of [[gone.agentId], [id]])
      await app.refused("record.unknownReference", administrator, contract.changeProject, { params: { id }, body: { version: 1, memberIds } });
    const changed = await change(id, { version: 1, memberIds: [bert.agentId, anna.agentId, bert.agentId.toUpperCase()] });
    expect(changed.members.map((one) => one.id).sort()).toEqual([anna.agentId, bert.agentId].sort());
    const found = async (member: string) => (await call(administrator, contract.listProjects, { query: { member } })).items.map((one) => one.id);
    expect([await found(anna.agentId), await found(gone.agentId)]).toEqual([[id], []]);
    // Who is closed later stays until somebody takes them out.
    await app.db.updateTable("agent").set({ state: "closed" }).where("agent_id", "=", bert.agentId).execute();
    expect((await change(id, { version: 2, name: "Kept", memberIds: [anna.agentId, bert.agentId] })).members).toHaveLength(2);
    expect((await change(id, { version: 3, memberIds: [anna.agentId] })).members.map((one) => one.id)).toEqual([anna.agentId]);
    const [event] = await events("project.changed");
    expect(event).toMatchObject({ before: { memberIds: [anna.agentId, bert.agentId].sort() }, after: { memberIds: [anna.agentId] } });
    const made = await call(administrator, contract.createProject, {
      body: { number: `P-${++count}`, name: "Begun", companyId: null, memberIds: [anna.agentId] },
    });
    expect(made.members.map((one) => one.id)).toEqual([anna.agentId]);
  });

  test("is offered for grants of a contact and for tickets of a company as far as these can be", async () => {
    const holding = await app.company();
    const [companyId, other] = [await app.company({ parent_id: holding }), await app.company()];
    const contactId = await app.person(companyId);
    const [own, above, foreign, internal] = [await create(companyId), await create(holding), await create(other), await create(null)];
    const made = [own, above, foreign, internal].map((project) => project.id);
    const offered = async (query: Record<string, string>) =>
      (await call(administrator, contract.listProjects, { query: { ...query, limit: 500 } })).items
        .map((project) => project.id)
        .filter((id) => made.includes(id));
    expect((await offered({ forCompany: companyId })).sort()).toEqual([own.id, above.id, internal.id].sort());
    expect(await offered({ grantableTo: contactId })).toEqual([own.id]);
    await app.setting("access.internalProjects", true);
    expect((await offered({ grantableTo: contactId })).sort()).toEqual([own.id, internal.id].sort());
    await app.db.deleteFrom("setting").where("setting_key", "=", "access.internalProjects").execute();
  });

  test("stays with its company while somebody has a grant on it, unless the grants are ended on purpose", async () => {
    const [one, other] = [await app.company(), await app.company()];
    const contactId = await app.person(one);
    const { id } = await create(one);
    await call(administrator, addGrant, { params: { id: contactId }, body: { projectId: id, tasks: "all" } });
    await app.refused("project.hasGrants", administrator, contract.changeProject, { params: { id }, body: { version: 1, companyId: other } });
    const half = await app.agent(["company:write"]);
    await app.refused("permission.missing", half, contract.changeProject, { params: { id }, body: { version: 1, companyId: other, endGrants: true } });
    expect(await change(id, { version: 1, companyId: other, endGrants: true, reason: "Sold" })).toMatchObject({ company: { id: other }, contactCount: 0 });
    expect((await events("grant.taken-away"))[0]).toMatchObject({ contact_id: contactId, company_id: one, subject_id: id, reason: "Sold" });
  });

  test("does not go to a company whose people could come to see tickets of others", async () => {
    const [one, other] = [await app.company(), await app.company()];
    const below = await app.company({ parent_id: other });
    const { id } = await create(one);
    await ticketIn(id, null, null);
    await ticketIn(id, null, below);
    const foreign = await ticketIn(id, null, one);
    await app.refused("project.hasTickets", administrator, contract.changeProject, { params: { id }, body: { version: 1, companyId: other } });
    await app.db.deleteFrom("ticket_project").where("ticket_id", "=", foreign).execute();
    expect(await change(id, { version: 1, companyId: other })).toMatchObject({ company: { id: other } });
  });
});

describe("tasks", () => {
  test("are a tree, shown in its order; sub-tasks move with the one they lie below", async () => {
    const { id } = await create(null);
    const build = await addTask(id, "Build");
    const analyse = await addTask(id, "Analyse");
    const test_ = await addTask(id, "Test", build.id);
    await addTask(id, "Load", test_.id);
    expect(await names(id)).toEqual(["Analyse", "Build", "  Test", "    Load"]);
    expect(await changeTask(id, test_.id, { version: 1, parentId: analyse.id, name: "Trial" })).toMatchObject({ depth: 1, version: 2 });
    expect(await names(id)).toEqual(["Analyse", "  Trial", "    Load", "Build"]);
    expect(await changeTask(id, test_.id, { version: 2, state: "closed" })).toMatchObject({ state: "closed" });
    expect((await events("task.changed"))[0]).toMatchObject({ subject_id: id, before: { task: "Trial", state: "active" }, after: { state: "closed" } });
    expect(await call(administrator, contract.getProject, { params: { id } })).toMatchObject({ taskCount: 4 });
  });

  test("have planned hours, and say in the log when these change", async () => {
    const { id } = await create(null);
    const task = await call(administrator, contract.createTask, { params: { id }, body: { name: "Planned", plannedMinutes: 90 } });
    expect(task.plannedMinutes).toBe(90);
    expect((await changeTask(id, task.id, { version: 1, plannedMinutes: null })).plannedMinutes).toBeNull();
    expect((await events("task.changed"))[0]).toMatchObject({
      before: { task: "Planned", plannedMinutes: 90 },
      after: { task: "Planned", plannedMinutes: null },
    });
    expect((await changeTask(id, task.id, { version: 2, name: "Renamed" })).plannedMinutes).toBeNull();
  });

  test("have a name of their own in their place, and never lie below themselves", async () => {
    const { id } = await create(null);
    const a = await addTask(id, "A");
    const b = await addTask(id, "B", a.id);
    await addTask(id, "A", a.id);
    await app.refused("task.nameTaken", administrator, contract.createTask, { params: { id }, body: { name: "a" } });
    await app.refused("task.nameTaken", administrator, contract.changeTask, { params: { id, taskId: b.id }, body: { version: 1, name: "a" } });
    for (const parentId of [a.id, b.id])
      await app.refused("task.ownParent", administrator, contract.changeTask, { params: { id, taskId: a.id }, body: { version: 1, parentId } });
    for (const parentId of [randomUUIDv7(), (await addTask((await create(null)).id, "Elsewhere")).id]) {
      await app.refused("record.unknownReference", administrator, contract.createTask, { params: { id }, body: { name: "x", parentId } });
      await app.refused("record.unknownReference", administrator, contract.changeTask, { params: { id, taskId: b.id }, body: { version: 1, parentId } });
    }
    await app.refused("record.versionStale", administrator, contract.changeTask, { params: { id, taskId: b.id }, body: { version: 7, name: "x" } });
    await app.refused("record.notFound", administrator, contract.changeTask, { params: { id, taskId: randomUUIDv7() }, body: { version: 1, name: "x" } });
  });

  test("in another project leave the grants on the old one with all below them, and their tickets go along", async () => {
    const companyId = await app.company();
    const contactId = await app.person(companyId);
    const [from, to] = [await create(companyId), await create(companyId)];
    const [moved, stays] = [await addTask(from.id, "Moved"), await addTask(from.id, "Stays")];
    const below = await addTask(from.id, "Below", moved.id);
    const there = await addTask(to.id, "There");
    await call(administrator, addGrant, { params: { id: contactId }, body: { projectId: from.id, tasks: "existing" } });
    const [first, second] = [await ticketIn(from.id, moved.id, companyId), await ticketIn(from.id, below.id, companyId)];
    expect(await changeTask(from.id, moved.id, { version: 1, projectId: to.id, parentId: there.id })).toMatchObject({ projectId: to.id, depth: 1 });
    expect(await names(from.id)).toEqual(["Stays"]);
    expect(await names(to.id)).toEqual(["There", "  Moved", "    Below"]);
    expect(await pairsOf(first)).toEqual([{ project_id: to.id, task_id: moved.id }]);
    expect(await pairsOf(second)).toEqual([{ project_id: to.id, task_id: below.id }]);
    const { items } = await call(administrator, listGrantsOfContact, { params: { id: contactId } });
    expect(items).toMatchObject([{ project: { id: from.id }, coveredTaskIds: [stays.id] }]);
    expect((await call(administrator, listGrantsOfProject, { params: { id: to.id } })).total).toBe(0);
    expect((await events("grant.changed"))[0]).toMatchObject({ contact_id: contactId, subject_id: from.id, after: { coveredTaskIds: [stays.id] } });
    expect((await events("task.moved-away"))[0]).toMatchObject({ subject_id: from.id, after: { projectId: to.id } });
    expect((await events("task.moved-here"))[0]).toMatchObject({ subject_id: to.id });
  });

  test("do not go to a project whose people could come to see tickets of others", async () => {
    const [one, other] = [await app.company(), await app.company()];
    const [from, to] = [await create(one), await create(other)];
    const task = await addTask(from.id, "Task");
    await ticketIn(from.id, task.id, one);
    const move = (projectId: string) => ({ params: { id: from.id, taskId: task.id }, body: { version: 1, projectId } });
    await app.refused("project.hasTickets", administrator, contract.changeTask, move(to.id));
    await app.refused("record.unknownReference", administrator, contract.changeTask, move(randomUUIDv7()));
    expect(await call(administrator, contract.changeTask, move((await create(null)).id))).toMatchObject({ depth: 0 });
  });
});
