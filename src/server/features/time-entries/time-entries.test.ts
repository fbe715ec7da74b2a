/** Time worked on tickets (ZEP-14): booking, whose it is, what stays as it is, and sums that add up. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSettings, listTicketHistory } from "#contract/administration.ts";
import { changeProject, createProject } from "#contract/project.ts";
import { createSubtask, deleteSubtask, listSubtasks } from "#contract/subtask.ts";
import { changeTimeEntry, createTimeEntry, deleteTimeEntry, getProjectTime, listTimeEntries, restoreTimeEntry } from "#contract/time-entry.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let admin: { cookie: string; agentId: string };
let agent: { cookie: string; agentId: string };
let queueId: string;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  agent = await app.agent();
  const groupId = await app.group();
  await app.agentRight(agent.agentId, groupId);
  queueId = await app.queue(groupId);
});
afterAll(() => app.close());
beforeEach(() => app.db.deleteFrom("setting").execute());

const day = "2026-03-02";
describeGuards(
  () => app,
  [
    { endpoint: listTimeEntries },
    { endpoint: createTimeEntry, body: { day, minutes: 30 } },
    { endpoint: changeTimeEntry, body: { version: 1, minutes: 30 } },
    { endpoint: restoreTimeEntry },
    { endpoint: getProjectTime },
  ],
);

const ticket = () => app.ticket({ queue_id: queueId });
async function ticketOf(...projectIds: string[]): Promise<string> {
  const id = await ticket();
  for (const [at, projectId] of projectIds.entries()) await app.ticketProject(id, projectId, { is_primary: at === 0 });
  return id;
}
const book = (as: Signed, id: string, body: Record<string, unknown> = {}) =>
  call(as, createTimeEntry, { params: { id }, body: { day, ...(body["from"] ? {} : { minutes: 30 }), ...body } });
const list = (as: Signed, id: string, query = {}) => call(as, listTimeEntries, { params: { id }, query });
const entryOf = ({ ticketId, id }: { ticketId: string; id: string }) => ({ id: ticketId, entryId: id });

describe("booked time", () => {
  test("is a duration, or from and until of a day, and adds up to the minute", async () => {
    const id = await ticket();
    expect(await book(agent, id, { minutes: 95, comment: "Router" })).toMatchObject({
      minutes: 95,
      from: null,
      until: null,
      comment: "Router",
      billable: true,
      billed: false,
    });
    expect(await book(agent, id, { from: "09:05", until: "10:00", billable: false })).toMatchObject({ minutes: 55, from: "09:05", until: "10:00" });
    expect(await book(agent, id, { from: "23:30", until: "24:00", visible: true })).toMatchObject({ minutes: 30, until: "24:00" });
    expect(await list(agent, id)).toMatchObject({ total: 3, sums: { worked: 180, billable: 125, billed: 0, visible: 30 }, can: ["book"] });
  });

  test.each([
    [{ minutes: 0 }],
    [{ minutes: 1441 }],
    [{ minutes: 1.5 }],
    [{ minutes: 30, from: "09:00", until: "10:00" }],
    [{ from: "10:00", until: "09:00" }],
    [{ from: "10:00", until: "10:00" }],
    [{ from: "24:00", until: "24:00" }],
    [{ from: "10:00" }],
    [{ minutes: 30, day: "2026-02-30" }],
  ])("is refused as %j", async (body) => {
    await app.refused("request.invalid", agent, createTimeEntry, { params: { id: await ticket() }, body: { day, ...body } });
  });

  test("is listed page by page, the latest day first", async () => {
    const id = await ticket();
    for (const one of ["2026-03-01", "2026-03-03", "2026-03-02", "2026-03-02"]) await book(agent, id, { day: one });
    const first = await list(agent, id, { limit: 3 });
    const second = await list(agent, id, { limit: 3, cursor: first.next ?? "" });
    expect([...first.items, ...second.items].map((one) => one.day)).toEqual(["2026-03-03", "2026-03-02", "2026-03-02", "2026-03-01"]);
    expect(second.next).toBeNull();
    await app.refused("request.cursor", agent, listTimeEntries, {
      params: { id },
      query: { cursor: Buffer.from('["day","2026-02-30","x"]').toString("base64url") },
    });
  });

  test("lies on one of the ticket's projects: the primary one unless said otherwise, on none only where there is none", async () => {
    const [first, second, other] = [await app.project(null), await app.project(null), await app.project(null)];
    const id = await ticketOf(first, second);
    expect((await book(agent, id)).project?.id).toBe(first);
    expect((await book(agent, id, { project: { projectId: second, taskId: null } })).project?.id).toBe(second);
    await app.refused("timeEntry.otherProject", agent, createTimeEntry, {
      params: { id },
      body: { day, minutes: 5, project: { projectId: other, taskId: null } },
    });
    await app.refused("timeEntry.otherProject", agent, createTimeEntry, { params: { id }, body: { day, minutes: 5, project: null } });
    expect((await book(agent, await ticket(), { project: null })).project).toBeNull();
    const task = await app.task(first);
    const withTask = await ticket();
    await app.ticketProject(withTask, first, { task_id: task });
    expect((await book(agent, withTask)).task?.id).toBe(task);
    await app.refused("timeEntry.otherProject", agent, createTimeEntry, {
      params: { id: withTask },
      body: { day, minutes: 5, project: { projectId: first, taskId: null } },
    });
  });

  test("goes along when its task moves to another project", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const task = await app.task(from);
    const id = await ticket();
    await app.ticketProject(id, from, { task_id: task });
    await book(agent, id);
    await app.db.updateTable("task").set({ project_id: to }).where("task_id", "=", task).execute();
    expect((await list(agent, id)).items[0]).toMatchObject({ project: { id: to }, task: { id: task } });
  });

  test("outside the project's run time is marked, or refused where the installation says so", async () => {
    const project = await app.project(null, { starts_on: "2026-01-01", ends_on: "2026-01-31" });
    const id = await ticketOf(project);
    expect((await book(agent, id, { day: "2026-01-01" })).outsideProject).toBe(false);
    const late = await book(agent, id, { day: "2026-02-01" });
    expect(late.outsideProject).toBe(true);
    await app.call(admin, changeSettings, { body: { values: { "time.outsideProject": "refuse" } } });
    await app.refused("timeEntry.outsideProject", agent, createTimeEntry, { params: { id }, body: { day: "2025-12-31", minutes: 5 } });
    expect((await book(agent, id, { day: "2026-01-31" })).outsideProject).toBe(false);
    // What was booked before stays, and can be changed in everything else.
    const change = { params: entryOf(late), body: { version: late.version, comment: "late" } };
    expect(await call(agent, changeTimeEntry, change)).toMatchObject({ comment: "late", outsideProject: true });
  });

  test("begins as visible as the installation says", async () => {
    const id = await ticket();
    expect((await book(agent, id)).visible).toBe(false);
    await app.call(admin, changeSettings, { body: { values: { "time.visibleAtFirst": true } } });
    expect((await list(agent, id)).visibleAtFirst).toBe(true);
    expect([(await book(agent, id)).visible, (await book(agent, id, { visible: false })).visible]).toEqual([true, false]);
  });
});

describe("changing booked time", () => {
  test("writes what differs, against the version that was read, and tells the history", async () => {
    const entry = await book(agent, await ticket(), { from: "09:00", until: "10:00" });
    const params = entryOf(entry);
    const changed = await call(agent, changeTimeEntry, { params, body: { version: 1, day: "2026-03-03", minutes: 45, comment: "More" } });
    expect(changed).toMatchObject({ day: "2026-03-03", minutes: 45, from: null, comment: "More", version: 2 });
    await app.refused("record.versionStale", agent, changeTimeEntry, { params, body: { version: 1, minutes: 5 } });
    expect((await call(agent, changeTimeEntry, { params, body: { version: 2, minutes: 45 } })).version).toBe(2);
    const events = (await call(agent, listTicketHistory, { params: { id: entry.ticketId } })).items.map(({ event }) => event);
    expect(events).toEqual(["ticket.time-changed", "ticket.time-booked"]);
  });

  test("is for whoever worked it and for administrators", async () => {
    const id = await ticket();
    const entry = await book(admin, id);
    const own = await book(agent, id);
    await app.refused("timeEntry.notYours", agent, changeTimeEntry, { params: entryOf(entry), body: { version: 1, minutes: 5 } });
    await app.refused("timeEntry.notYours", agent, deleteTimeEntry, { params: entryOf(entry), query: { version: 1 } });
    await app.refused("timeEntry.notYours", agent, createTimeEntry, { params: { id }, body: { day, minutes: 5, agentId: admin.agentId } });
    expect((await list(agent, id)).items.map(({ can }) => can)).toEqual([["change", "delete"], []]);
    expect((await book(admin, id, { agentId: agent.agentId })).agent.id).toBe(agent.agentId);
    expect((await call(admin, changeTimeEntry, { params: entryOf(own), body: { version: 1, minutes: 5 } })).minutes).toBe(5);
    await app.refused("record.unknownReference", admin, createTimeEntry, { params: { id }, body: { day, minutes: 5, agentId: id } });
  });

  test("is not possible with a right to read only", async () => {
    const reader = await app.agent();
    const group = await app.group();
    await app.agentRight(reader.agentId, group, { can_read: true });
    const id = await app.ticket({ queue_id: await app.queue(group) });
    await book(admin, id);
    expect(await list(reader, id)).toMatchObject({ total: 1, can: [], items: [{ can: [] }] });
    await app.refused("ticket.notPermitted", reader, createTimeEntry, { params: { id }, body: { day, minutes: 5 } });
  });

  test("ends once it is billed, which administrators say, also of a closed ticket", async () => {
    const id = await ticket();
    const entry = await book(agent, id, { billable: false });
    const params = entryOf(entry);
    await app.refused("ticket.notPermitted", agent, changeTimeEntry, { params, body: { version: 1, billed: true } });
    await app.db
      .updateTable("ticket")
      .set({ status_type: "closed", status_id: statusIdOf("closed") })
      .where("ticket_id", "=", id)
      .execute();
    expect(await call(admin, changeTimeEntry, { params, body: { version: 1, billed: true } })).toMatchObject({ billed: true, billable: true, version: 2 });
    for (const as of [agent, admin]) {
      await app.refused("timeEntry.billed", as, changeTimeEntry, { params, body: { version: 2, minutes: 5 } });
      await app.refused("timeEntry.billed", as, deleteTimeEntry, { params, query: { version: 2 } });
    }
    expect((await list(agent, id)).sums).toMatchObject({ worked: 30, billable: 30, billed: 30 });
    expect(await call(admin, changeTimeEntry, { params, body: { version: 2, billed: false } })).toMatchObject({ billed: false, version: 3 });
  });

  test("ends with a closed ticket, unless the installation says otherwise", async () => {
    const id = await ticket();
    const entry = await book(agent, id);
    await app.db
      .updateTable("ticket")
      .set({ status_type: "closed", status_id: statusIdOf("closed") })
      .where("ticket_id", "=", id)
      .execute();
    await app.refused("timeEntry.ticketClosed", agent, createTimeEntry, { params: { id }, body: { day, minutes: 5 } });
    await app.refused("timeEntry.ticketClosed", agent, changeTimeEntry, { params: entryOf(entry), body: { version: 1, minutes: 5 } });
    await app.refused("timeEntry.ticketClosed", agent, deleteTimeEntry, { params: entryOf(entry), query: { version: 1 } });
    expect(await list(agent, id)).toMatchObject({ can: [], items: [{ can: [] }] });
    await app.call(admin, changeSettings, { body: { values: { "time.onClosedTickets": true } } });
    expect((await book(agent, id)).minutes).toBe(30);
    await app.db
      .updateTable("ticket")
      .set({ status_type: "removed", status_id: statusIdOf("removed") })
      .where("ticket_id", "=", id)
      .execute();
    await app.refused("timeEntry.ticketClosed", agent, createTimeEntry, { params: { id }, body: { day, minutes: 5 } });
  });
});

describe("deleted time", () => {
  test("comes back whole and once, under its id", async () => {
    const project = await app.project(null);
    const id = await ticketOf(project);
    const entry = await book(agent, id, { from: "09:00", until: "09:20", comment: "Call", visible: true });
    const params = entryOf(entry);
    await app.refused("record.versionStale", agent, deleteTimeEntry, { params, query: { version: 2 } });
    await call(agent, deleteTimeEntry, { params, query: { version: 1 } });
    expect(await list(agent, id)).toMatchObject({ total: 0, sums: { worked: 0 } });
    await app.refused("timeEntry.notYours", await otherAgent(), restoreTimeEntry, { params });
    const { createdAt: _, changedAt: __, version: ___, ...same } = entry;
    expect(await call(agent, restoreTimeEntry, { params })).toMatchObject(same);
    await call(agent, restoreTimeEntry, { params });
    expect((await list(agent, id)).sums.worked).toBe(20);
  });

  test("does not come back on a project that the ticket has left, nor under another ticket", async () => {
    const project = await app.project(null);
    const id = await ticketOf(project);
    const entry = await book(agent, id);
    await call(agent, deleteTimeEntry, { params: entryOf(entry), query: { version: 1 } });
    await app.db.deleteFrom("ticket_project").where("ticket_id", "=", id).execute();
    await app.refused("timeEntry.otherProject", agent, restoreTimeEntry, { params: entryOf(entry) });
    await app.refused("record.notFound", agent, restoreTimeEntry, { params: { id: await ticket(), entryId: entry.id } });
  });
});

async function otherAgent() {
  const other = await app.agent();
  const { group_id } = await app.db.selectFrom("queue").select("group_id").where("queue_id", "=", queueId).executeTakeFirstOrThrow();
  await app.agentRight(other.agentId, group_id);
  return other;
}

test("time may name a subtask of the ticket, and keeps it when that is taken away", async () => {
  const id = await ticket();
  const subtask = (await call(agent, createSubtask, { params: { id }, body: { subject: "Cable" } })).id;
  const entry = await book(agent, id, { subtaskId: subtask });
  expect(entry.subtask).toEqual({ id: subtask, name: "Cable" });
  const other = (await call(agent, createSubtask, { params: { id }, body: { subject: "Plug" } })).id;
  await book(agent, id, { subtaskId: subtask, minutes: 25 });
  await book(agent, id);
  const parts = (await call(agent, listSubtasks, { params: { id } })).items;
  expect(parts.map((one) => [one.id, one.workedMinutes])).toEqual([
    [subtask, entry.minutes + 25],
    [other, 0],
  ]);
  await app.refused("record.unknownReference", agent, createTimeEntry, { params: { id: await ticket() }, body: { day, minutes: 5, subtaskId: subtask } });
  await call(agent, deleteSubtask, { params: { id, subtaskId: subtask } });
  expect((await list(agent, id)).items.find((one) => one.id === entry.id)?.subtask?.name).toBe("Cable");
  await app.refused("record.unknownReference", agent, createTimeEntry, { params: { id }, body: { day, minutes: 5, subtaskId: subtask } });
  expect((await call(agent, changeTimeEntry, { params: entryOf(entry), body: { version: 1, subtaskId: null } })).subtask).toBeNull();
});

test("a project has a run time and planned hours, and says what is booked on it with all its tasks", async () => {
  const body = { number: "TIME-1", name: "Plan", companyId: null, startsOn: "2026-03-01", endsOn: "2026-03-31", plannedMinutes: 90 };
  const project = await call(admin, createProject, { body });
  expect(project).toMatchObject({ startsOn: "2026-03-01", endsOn: "2026-03-31", plannedMinutes: 90 });
  const id = await ticketOf(project.id);
  await book(agent, id, { minutes: 50 });
  const second = await ticket();
  const taskId = await app.task(project.id);
  await app.ticketProject(second, project.id, { task_id: taskId });
  await book(agent, second, { minutes: 45, billable: false });
  expect(await call(admin, getProjectTime, { params: { id: project.id } })).toEqual({
    ...{ worked: 95, billable: 50, billed: 0, planned: 90 },
    tasks: [{ taskId, worked: 45 }],
  });
  await app.refused("project.endBeforeStart", admin, changeProject, { params: { id: project.id }, body: { version: 1, endsOn: "2026-02-01" } });
  const open = await call(admin, changeProject, { params: { id: project.id }, body: { version: 1, endsOn: null, plannedMinutes: null } });
  expect(open).toMatchObject({ startsOn: "2026-03-01", endsOn: null, plannedMinutes: null, version: 2 });
});
