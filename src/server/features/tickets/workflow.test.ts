import { randomUUIDv7 } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSettings } from "#contract/administration.ts";
import * as portal from "#contract/portal-ticket.ts";
import * as status from "#contract/status.ts";
import { createSubtask } from "#contract/subtask.ts";
import * as contract from "#contract/ticket.ts";
import { createTimeEntry } from "#contract/time-entry.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";
import { jobs } from "./jobs.ts";

let app: TestApp;
let administrator: Signed & { agentId: string };
let agent: Signed & { agentId: string };
let requester: Signed;
const made = { companyId: "", requesterId: "", queueId: "", ticketId: "", billed: "", rejected: "", closing: "" };
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  agent = await app.agent();
  const groupId = await app.group();
  await app.agentRight(agent.agentId, groupId);
  made.queueId = await app.queue(groupId);
  made.companyId = await app.company();
  made.requesterId = await app.person(made.companyId, "basic");
  requester = await app.signIn({ contactId: made.requesterId });
  const create = async (body: Record<string, unknown>) => (await call(administrator, status.createStatus, { body })).id;
  made.billed = await create({ name: "billed", statusType: "closed", locks: true });
  made.rejected = await create({ name: "rejected", statusType: "open", commentRequired: true, verdict: "rejected" });
  made.closing = await create({ name: "closes by itself", statusType: "pending", closesToId: statusIdOf("closed") });
});
afterAll(() => app.close());
beforeEach(async () => {
  made.ticketId = await newTicket();
});
afterEach(async () => {
  await call(administrator, changeSettings, { body: { values: { "tickets.workflow": null } } });
  await app.db.deleteFrom("status_step").execute();
});

const newTicket = (values: object = {}) =>
  app.ticket({ queue_id: made.queueId, company_id: made.companyId, contact_id: made.requesterId, type: "open", ...values });
const params = (id = made.ticketId) => ({ id });
const ticket = (id = made.ticketId) => call(administrator, contract.getTicket, { params: params(id) });
const bodyOf = async (body: Record<string, unknown>) => ({ params: params(), body: { version: (await ticket()).version, ...body } });
const change = async (as: Signed, body: Record<string, unknown>) => call(as, contract.changeTicket, await bodyOf(body));
const refused = async (code: Parameters<TestApp["refused"]>[0], as: Signed, body: Record<string, unknown>) =>
  (await app.refused(code, as, contract.changeTicket, await bodyOf(body))).errors?.[0]?.path;
const steps = async (changes: [string, string, status.StepView["agents"], boolean?][]) => {
  const { version } = await call(administrator, status.getWorkflow);
  await call(administrator, status.changeWorkflow, {
    body: { version, changes: changes.map(([fromId, toId, agents, contacts = false]) => ({ fromId, toId, agents, contacts })) },
  });
  await call(administrator, changeSettings, { body: { values: { "tickets.workflow": "steps" } } });
};
const articles = async (as: Signed = administrator) =>
  as === requester
    ? (await call(as, portal.listPortalArticles, { params: params() })).items.map(({ bodyText }) => bodyText)
    : (await call(as, contract.listArticles, { params: params() })).items.map(({ bodyText }) => bodyText);
const wake = () => jobs.find(({ name }) => name === "ticket.wake-tickets")?.handle(app.kernel, {});

describeGuards(() => app, [{ endpoint: contract.listTicketSteps }]);

describe("steps", () => {
  test("agents give a ticket only the statuses that a step leads to, and are offered the others with the reason", async () => {
    await steps([
      [statusIdOf("open"), statusIdOf("done"), "assignee"],
      [statusIdOf("open"), statusIdOf("closed"), "administrators"],
    ]);
    const offered = async (as: Signed) => {
      const { items } = await call(as, contract.listTicketSteps, { params: params() });
      return Object.fromEntries(items.map(({ statusType, label, refused: why }) => [label === "rejected" ? label : statusType, why?.code ?? null]));
    };
    expect(await offered(agent)).toMatchObject({
      open: null,
      new: "ticket.noSuchStep",
      done: "ticket.stepForAssignee",
      rejected: "ticket.noSuchStep",
    });
    expect(await refused("ticket.stepForAssignee", agent, { statusId: statusIdOf("done") })).toBe("statusId");
    await refused("ticket.stepForAdministrators", agent, { statusId: statusIdOf("closed") });
    await refused("ticket.noSuchStep", administrator, { statusId: statusIdOf("pending") });
    // Whoever takes it on may do what the assignee may.
    expect(await change(agent, { statusId: statusIdOf("done"), assigneeId: agent.agentId })).toMatchObject({ statusType: "done" });
  });

  test("many at once, an answer and a single change are refused alike; each ticket says why", async () => {
    const mine = await newTicket({ assignee_id: agent.agentId });
    await steps([[statusIdOf("open"), statusIdOf("done"), "assignee"]]);
    const { results } = await call(agent, contract.changeTickets, { body: { ids: [made.ticketId, mine], change: { statusId: statusIdOf("done") } } });
    expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
      ["refused", "ticket.stepForAssignee"],
      ["done", null],
    ]);
    expect(results[0]?.message).toMatch(/assignee/);
    const body = { bodyText: "Done", visible: true, statusId: statusIdOf("done") };
    await app.refused("ticket.stepForAssignee", agent, contract.addArticle, { params: params(), body });
    expect(await articles()).toEqual([]);
    // A new ticket is taken up by its first answer only where a step leads there.
    const fresh = await newTicket({ type: "new" });
    await call(agent, contract.addArticle, { params: params(fresh), body: { bodyText: "We look", visible: true } });
    expect(await ticket(fresh)).toMatchObject({ statusType: "new" });
  });

  test("an own change of many is taken back without a step, but never out of a locked status", async () => {
    await steps([
      [statusIdOf("open"), statusIdOf("done"), "everybody"],
      [statusIdOf("open"), made.billed, "everybody"],
    ]);
    const other = await newTicket();
    const run = async (id: string, statusId: string) => {
      const { bulkId, results } = await call(agent, contract.changeTickets, { body: { ids: [id], change: { statusId } } });
      const tickets = results.map(({ version }) => ({ id, version: version ?? 1 }));
      return (await call(agent, contract.undoTicketChanges, { body: { bulkId: bulkId ?? randomUUIDv7(), tickets } })).results[0];
    };
    expect(await run(made.ticketId, statusIdOf("done"))).toMatchObject({ outcome: "done" });
    expect(await ticket()).toMatchObject({ statusType: "open" });
    expect(await run(other, made.billed)).toMatchObject({ outcome: "refused", code: "ticket.locked" });
  });

  test("contacts do what their verbs and a step let them; `can` says only that", async () => {
    await steps([[statusIdOf("done"), statusIdOf("closed"), null, true]]);
    const seen = () => call(requester, portal.getPortalTicket, { params: params() });
    expect((await seen()).can).toEqual(["read", "reply"]);
    await app.refused("ticket.stepNotForContacts", requester, portal.changePortalTicket, { params: params(), body: { version: 1, state: "closed" } });
    await call(requester, portal.replyInPortal, { params: params(), body: { bodyText: "Any news?" } });
    const finished = await newTicket({ type: "done" });
    made.ticketId = finished;
    expect(await seen()).toMatchObject({ verdicts: ["accepted"], can: ["read", "judge"] });
    await app.refused("ticket.stepNotForContacts", requester, portal.replyInPortal, { params: params(), body: { bodyText: "Wait" } });
    await app.refused("ticket.stepNotForContacts", requester, portal.judgeTicket, { params: params(), body: { verdict: "rejected", comment: "Not yet" } });
    expect(await call(requester, portal.judgeTicket, { params: params(), body: { verdict: "accepted" } })).toMatchObject({
      statusType: "closed",
      can: ["read"],
    });
    await app.refused("ticket.stepNotForContacts", requester, portal.changePortalTicket, { params: params(), body: { version: 2, state: "open" } });
  });
});

describe("a status that says so", () => {
  test("locks: nothing changes any more until an administrator takes the ticket out", async () => {
    const other = await newTicket();
    await change(agent, { statusId: made.billed });
    const events = await app.db.selectFrom("audit_event").select("event").execute();
    for (const body of [
      { subject: "Else" },
      { statusId: statusIdOf("open") },
      { priorityId: "00000000-0000-7000-8000-000000000104" },
      { assigneeId: agent.agentId },
    ])
      await refused("ticket.locked", agent, body);
    await refused("ticket.locked", administrator, { statusId: statusIdOf("open"), subject: "Else" });
    await app.refused("ticket.locked", administrator, contract.addArticle, { params: params(), body: { bodyText: "x", visible: false } });
    const colleague = await app.person(made.companyId);
    await app.refused("ticket.locked", agent, contract.addParticipant, { params: params(), body: { contactId: colleague, level: "read" } });
    await app.refused("ticket.locked", administrator, createSubtask, { params: params(), body: { subject: "A part" } });
    await app.refused("timeEntry.ticketClosed", agent, createTimeEntry, { params: params(), body: { day: "2026-03-02", minutes: 30 } });
    const { results } = await call(administrator, contract.changeTickets, { body: { ids: [made.ticketId, other], change: { assigneeId: agent.agentId } } });
    expect(results.map(({ code }) => code)).toEqual(["ticket.locked", null]);
    for (const [endpoint, body] of [
      [portal.replyInPortal, { bodyText: "Hello" }],
      [portal.changePortalTicket, { version: 2, state: "open" }],
    ] as const)
      await app.refused("ticket.locked", requester, endpoint, { params: params(), body });
    expect((await call(requester, portal.getPortalTicket, { params: params() })).can).toEqual(["read"]);
    expect(await ticket()).toMatchObject({ locked: true, can: ["read"], version: 2 });
    expect(await app.db.selectFrom("audit_event").select("event").execute()).toHaveLength(events.length + 1);
    expect(await change(administrator, { statusId: statusIdOf("open") })).toMatchObject({ locked: false, statusType: "open" });
  });

  test("a comment is required: of agents as an article of every ticket that changes, visible or not as they say", async () => {
    const other = await newTicket({ status_id: made.rejected });
    expect(await refused("ticket.commentRequired", agent, { statusId: made.rejected })).toBe("comment");
    await refused("ticket.commentRequired", agent, { statusId: made.rejected, comment: { bodyText: " \n", visible: true } });
    const comment = { bodyText: "Not in the contract", visible: false };
    const { results } = await call(agent, contract.changeTickets, { body: { ids: [made.ticketId, other], change: { statusId: made.rejected, comment } } });
    expect(results.map(({ outcome }) => outcome)).toEqual(["done", "unchanged"]);
    expect(await articles()).toEqual(["Not in the contract"]);
    expect(await articles(requester)).toEqual([]);
    made.ticketId = other;
    expect(await articles()).toEqual([]);
    await change(agent, { statusId: statusIdOf("open") });
    await change(agent, { statusId: made.rejected, comment: { bodyText: "Sorry, no", visible: true } });
    expect(await articles(requester)).toEqual(["Sorry, no"]);
    const found = await call(requester, portal.listPortalTickets, { query: { q: "sorry" } });
    expect(found.items.map(({ id }) => id)).toEqual([other]);
  });

  test("whoever sets it becomes the assignee if nobody is", async () => {
    const assigns = await call(administrator, status.createStatus, { body: { name: `mine ${randomUUIDv7()}`, statusType: "open", assigns: true } });
    expect(await change(agent, { statusId: assigns.id })).toMatchObject({ assigneeId: agent.agentId });
    await change(administrator, { statusId: statusIdOf("open") });
    expect(await change(administrator, { statusId: assigns.id })).toMatchObject({ assigneeId: agent.agentId });
  });

  test("a verdict leads there: rejected with its comment", async () => {
    made.ticketId = await newTicket({ type: "done" });
    await app.refused("ticket.emptyMessage", requester, portal.judgeTicket, { params: params(), body: { verdict: "rejected" } });
    const judged = await call(requester, portal.judgeTicket, { params: params(), body: { verdict: "rejected", comment: "Still broken" } });
    expect(judged).toMatchObject({ status: "rejected", statusType: "open" });
  });
});

describe("a ticket that waits", () => {
  const at = (minutes: number) => new Date(app.now().getTime() + minutes * 60_000).toISOString();

  test("comes back when its time has come; contacts see nothing of it, and nothing else changes", async () => {
    const until = at(30);
    await change(agent, { statusId: statusIdOf("pending"), pendingUntil: until });
    const before = await call(requester, portal.getPortalTicket, { params: params() });
    expect(before).not.toHaveProperty("pendingUntil");
    await wake();
    const due = async () => (await call(agent, contract.listTickets, { query: { waiting: "due" } })).items.map(({ id }) => id);
    expect(await due()).toEqual([]);
    app.later(31 * 60_000);
    await wake();
    expect(await due()).toEqual([made.ticketId]);
    expect(await ticket()).toMatchObject({ statusType: "pending", pendingUntil: until });
    expect(await call(requester, portal.getPortalTicket, { params: params() })).toEqual(before);
    await change(agent, { pendingUntil: at(60) });
    expect(await due()).toEqual([]);
    await change(agent, { statusId: statusIdOf("open") });
    expect(await ticket()).toMatchObject({ pendingUntil: null });
  });

  test("is closed by itself, once, and the log says so; who answers in time keeps it open", async () => {
    expect(await refused("ticket.untilRequired", agent, { statusId: made.closing })).toBe("pendingUntil");
    const answered = await newTicket();
    await change(agent, { statusId: made.closing, pendingUntil: at(10) });
    await refused("ticket.untilRequired", agent, { pendingUntil: null });
    const waiting = made.ticketId;
    made.ticketId = answered;
    await change(agent, { statusId: made.closing, pendingUntil: at(10) });
    await call(requester, portal.replyInPortal, { params: params(), body: { bodyText: "Not yet, please" } });
    expect(await ticket()).toMatchObject({ statusType: "open", pendingUntil: null });
    app.later(11 * 60_000);
    await Promise.all([wake(), wake()]);
    await wake();
    expect(await ticket()).toMatchObject({ statusType: "open" });
    made.ticketId = waiting;
    expect(await ticket()).toMatchObject({ statusType: "closed", pendingUntil: null, version: 3 });
    const events = await app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", waiting).where("event", "=", "ticket.closed-by-time").execute();
    expect(events).toMatchObject([{ actor_kind: "system", before: { statusId: made.closing }, after: { statusId: statusIdOf("closed") } }]);
  });

  test("and has an open subtask comes back to its assignee instead of being closed", async () => {
    await call(administrator, createSubtask, { params: params(), body: { subject: "Still to do" } });
    await change(agent, { statusId: made.closing, pendingUntil: at(10) });
    app.later(11 * 60_000);
    await wake();
    expect(await ticket()).toMatchObject({ statusType: "pending" });
    expect((await call(agent, contract.listTickets, { query: { waiting: "due" } })).items.map(({ id }) => id)).toContain(made.ticketId);
  });
});
