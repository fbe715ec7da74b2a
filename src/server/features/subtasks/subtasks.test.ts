import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API } from "#contract/api.ts";
import * as portal from "#contract/portal-ticket.ts";
import * as contract from "#contract/subtask.ts";
import { addArticle, changeTicket, changeTickets } from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: { cookie: string; agentId: string };
let anna: Signed = null;
const call = shaped(() => app);
const ids = { company: "", queue: "", anna: "" };

beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  ids.company = await app.company();
  ids.queue = await app.queue();
  ids.anna = await app.person(ids.company, "manager");
  anna = await app.signIn({ contactId: ids.anna });
});
afterAll(() => app.close());

const ticket = (type: "open" | "done" | "closed" | "merged" = "open") =>
  app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: ids.anna, type });
const add = (id: string, subject: string, more: Record<string, unknown> = {}) =>
  call(administrator, contract.createSubtask, { params: { id }, body: { subject, ...more } });
const subjects = async (id: string) => (await call(administrator, contract.listSubtasks, { params: { id } })).items.map(({ subject }) => subject);
const finish = (id: string, version = 1) => ({ params: { id }, body: { version, statusId: statusIdOf("done") } });
const versionOf = async (id: string) =>
  await app.db.selectFrom("ticket").select(["version", "changed_at"]).where("ticket_id", "=", id).executeTakeFirstOrThrow();

describeGuards(
  () => app,
  [
    { endpoint: contract.listSubtasks },
    { endpoint: contract.createSubtask, body: { subject: "Guarded" } },
    { endpoint: contract.changeSubtask, body: { version: 1, subject: "Guarded" } },
    { endpoint: contract.orderSubtasks, body: { subtaskIds: ["00000000-0000-7000-8000-000000000001"] } },
    { endpoint: contract.deleteSubtask },
    { endpoint: contract.restoreSubtask },
  ],
);

describe("a subtask", () => {
  test("has an assignee, dates, a plan and a comment of its own, each change with an event of its ticket", async () => {
    const id = await ticket();
    const given = { assigneeId: administrator.agentId, startsOn: "2026-03-02", dueOn: "2026-03-06", plannedMinutes: 90, comment: "With Jan" };
    const created = await add(id, "Order the notebook", given);
    expect(created).toMatchObject({
      subject: "Order the notebook",
      state: "open",
      startsOn: "2026-03-02",
      dueOn: "2026-03-06",
      plannedMinutes: 90,
      can: ["change"],
    });
    expect(created.assignee).toMatchObject({ id: administrator.agentId, name: "Alex Agent" });
    const params = { id, subtaskId: created.id };
    const changed = await call(administrator, contract.changeSubtask, { params, body: { version: 1, state: "done", dueOn: null } });
    expect(changed).toMatchObject({ state: "done", dueOn: null, version: 2 });
    expect(changed.doneAt).not.toBeNull();
    await app.refused("record.versionStale", administrator, contract.changeSubtask, { params, body: { version: 1, subject: "Too late" } });
    const events = await app.db.selectFrom("audit_event").select(["event", "before", "after"]).where("subject_id", "=", id).orderBy("audit_event_id").execute();
    expect(events.map(({ event }) => event)).toEqual(["subtask.created", "subtask.changed"]);
    expect(events[1]).toMatchObject({ before: { state: "open", dueOn: "2026-03-06" }, after: { state: "done", dueOn: null } });
  });

  test("that is due before it begins is refused, at once and piece by piece; so is an agent who is not there", async () => {
    const id = await ticket();
    await app.refused("subtask.dueBeforeStart", administrator, contract.createSubtask, {
      params: { id },
      body: { subject: "Odd", startsOn: "2026-03-06", dueOn: "2026-03-02" },
    });
    const { id: subtaskId } = await add(id, "Even", { startsOn: "2026-03-06" });
    await app.refused("subtask.dueBeforeStart", administrator, contract.changeSubtask, {
      params: { id, subtaskId },
      body: { version: 1, dueOn: "2026-03-05" },
    });
    await app.refused("record.unknownReference", administrator, contract.changeSubtask, { params: { id, subtaskId }, body: { version: 1, assigneeId: id } });
  });

  test("keeps its place when it is taken away and brought back, and the order that it is given", async () => {
    const id = await ticket();
    const made = [await add(id, "A"), await add(id, "B"), await add(id, "C")];
    const [a, b, c] = made.map((one) => one.id) as [string, string, string];
    await call(administrator, contract.orderSubtasks, { params: { id }, body: { subtaskIds: [c, a, b] } });
    expect(await subjects(id)).toEqual(["C", "A", "B"]);
    await app.refused("record.versionStale", administrator, contract.orderSubtasks, { params: { id }, body: { subtaskIds: [a, b] } });
    await call(administrator, contract.deleteSubtask, { params: { id, subtaskId: a } });
    expect(await subjects(id)).toEqual(["C", "B"]);
    await app.refused("record.notFound", administrator, contract.deleteSubtask, { params: { id, subtaskId: a } });
    await app.refused("record.notFound", administrator, contract.changeSubtask, { params: { id, subtaskId: a }, body: { version: 2, subject: "Gone" } });
    for (let times = 0; times < 2; times++) await call(administrator, contract.restoreSubtask, { params: { id, subtaskId: a } });
    expect(await subjects(id)).toEqual(["C", "A", "B"]);
  });

  test("belongs to its ticket: under another one's address it is not there", async () => {
    const { id: subtaskId } = await add(await ticket(), "Mine");
    const params = { id: await ticket(), subtaskId };
    await app.refused("record.notFound", administrator, contract.changeSubtask, { params, body: { version: 1, subject: "Yours" } });
    await app.refused("record.notFound", administrator, contract.deleteSubtask, { params });
  });

  test("cannot be opened on a finished ticket, nor anything be done on a merged one", async () => {
    const done = await ticket("done");
    await app.refused("subtask.ticketFinished", administrator, contract.createSubtask, { params: { id: done }, body: { subject: "Late" } });
    const { id: subtaskId } = await add(done, "Was done beside it", { state: "done" });
    await app.refused("subtask.ticketFinished", administrator, contract.changeSubtask, {
      params: { id: done, subtaskId },
      body: { version: 1, state: "open" },
    });
    await app.refused("ticket.gone", administrator, contract.createSubtask, { params: { id: await ticket("merged") }, body: { subject: "Late" } });
  });
});

describe("a ticket with an open subtask", () => {
  test("is not finished by an agent; the sentence says which ones are open, in the agent's language", async () => {
    const id = await ticket();
    const { id: first } = await add(id, "Order the notebook");
    const { id: second } = await add(id, "Set it up", { state: "inProcess" });
    for (const type of ["done", "closed"] as const) {
      const problem = await app.refused("ticket.openSubtasks", administrator, changeTicket, {
        params: { id },
        body: { version: 1, statusId: statusIdOf(type) },
      });
      expect(problem).toMatchObject({ status: 422, words: { subtasks: "Order the notebook, Set it up" } });
      expect(problem.title).toContain("Order the notebook, Set it up");
    }
    await call(administrator, changeTicket, { params: { id }, body: { version: 1, statusId: statusIdOf("pending") } });
    await app.refused("ticket.openSubtasks", administrator, addArticle, {
      params: { id },
      body: { bodyText: "Done", visible: true, statusId: statusIdOf("closed") },
    });
    await call(administrator, contract.changeSubtask, { params: { id, subtaskId: first }, body: { version: 1, state: "done" } });
    await call(administrator, contract.deleteSubtask, { params: { id, subtaskId: second } });
    await call(administrator, changeTicket, finish(id, 2));
    // What was open when it went does not come back onto a finished ticket.
    await app.refused("subtask.ticketFinished", administrator, contract.restoreSubtask, { params: { id, subtaskId: second } });
  });

  test("is refused in a change of many, the others are changed", async () => {
    const [waiting, free] = [await ticket(), await ticket()];
    await add(waiting, "Still to do");
    const { results } = await call(administrator, changeTickets, { body: { ids: [waiting, free], change: { statusId: statusIdOf("closed") } } });
    expect(results).toMatchObject([
      { id: waiting, outcome: "refused", code: "ticket.openSubtasks" },
      { id: free, outcome: "done" },
    ]);
    expect(results[0]?.message).toContain("Still to do");
  });

  test("is not closed by its contact, who is told nothing of subtasks", async () => {
    const id = await ticket();
    await add(id, "Secret preparations");
    const problem = await app.refused("ticket.workGoesOn", anna, portal.changePortalTicket, { params: { id }, body: { version: 1, state: "closed" } });
    expect(JSON.stringify(problem)).not.toMatch(/Secret|[Ss]ubtask|Teilaufgabe/);
  });

  test("cannot become finished by any way at all: the database refuses too", async () => {
    const id = await ticket();
    await add(id, "Still to do");
    const closed = app.db
      .updateTable("ticket")
      .set({ status_id: statusIdOf("closed"), status_type: "closed" })
      .where("ticket_id", "=", id)
      .execute();
    await expect(closed).rejects.toThrow(/open subtask/);
  });
});

describe("contacts", () => {
  test("have no endpoint for subtasks, and find none in anything that they read", async () => {
    expect(Object.values(API).filter(({ policy, path }) => policy.realm === "contact" && path.includes("subtask"))).toEqual([]);
    const id = await ticket();
    await add(id, "Secret preparations", { comment: "Secret comment" });
    const read = await Promise.all([
      app.call(anna, portal.getPortalTicket, { params: { id } }),
      app.call(anna, portal.listPortalTickets, { query: {} }),
      app.call(anna, portal.listPortalTickets, { query: { q: "Secret" } }),
      app.call(anna, portal.listPortalArticles, { params: { id } }),
    ]);
    expect(JSON.stringify(read)).not.toMatch(/[Ss]ecret|[Ss]ubtask/);
    expect(read[2].total).toBe(0);
  });

  test("cannot tell by time, version or place of the ticket that a subtask came, changed or went", async () => {
    const id = await ticket();
    const before = await versionOf(id);
    const { id: subtaskId } = await add(id, "Quiet");
    await call(administrator, contract.changeSubtask, { params: { id, subtaskId }, body: { version: 1, state: "done" } });
    await call(administrator, contract.deleteSubtask, { params: { id, subtaskId } });
    expect(await versionOf(id)).toEqual(before);
  });
});

test("an agent without the right to change the ticket reads its subtasks and changes none", async () => {
  const reader = await app.agent(["ticket:read", "ticket:write"]);
  const group = await app.group();
  await app.agentRight(reader.agentId, group, { can_read: true });
  const id = await app.ticket({ queue_id: await app.queue(group) });
  const { id: subtaskId } = await add(id, "To be read");
  expect((await call(reader, contract.listSubtasks, { params: { id } })).items).toMatchObject([{ subject: "To be read", can: [] }]);
  await app.refused("ticket.notPermitted", reader, contract.createSubtask, { params: { id }, body: { subject: "Mine" } });
  await app.refused("ticket.notPermitted", reader, contract.deleteSubtask, { params: { id, subtaskId } });
  await app.refused("record.notFound", reader, contract.listSubtasks, { params: { id: await ticket() } });
});
