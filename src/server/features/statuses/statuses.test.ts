import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeSettings } from "#contract/administration.ts";
import { listStatuses } from "#contract/master-data.ts";
import * as contract from "#contract/status.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const statuses = async () => (await call(administrator, listStatuses)).items;
const statusOf = async (id: string) => (await statuses()).find((status) => status.id === id);
const create = (body: Record<string, unknown>) => call(administrator, contract.createStatus, { body });
const change = async (id: string, body: Record<string, unknown>) =>
  call(administrator, contract.changeStatus, { params: { id }, body: { version: (await statusOf(id))?.version, ...body } });
const refusedChange = async (code: "status.stillNeeded" | "status.typeForbids" | "status.nameTaken", id: string, body: Record<string, unknown>) =>
  (await app.refused(code, administrator, contract.changeStatus, { params: { id }, body: { version: (await statusOf(id))?.version, ...body } })).errors?.[0]
    ?.path;
const workflow = () => call(administrator, contract.getWorkflow);

describeGuards(
  () => app,
  [
    { endpoint: listStatuses },
    { endpoint: contract.createStatus, body: { name: "Guarded", statusType: "open" } },
    { endpoint: contract.changeStatus, body: { version: 1, name: "Guarded" } },
    { endpoint: contract.deleteStatus },
    { endpoint: contract.orderStatuses, body: { ids: [statusIdOf("new")] } },
    { endpoint: contract.listStatusUse },
    { endpoint: contract.getWorkflow },
    {
      endpoint: contract.changeWorkflow,
      body: { version: 1, changes: [{ fromId: statusIdOf("new"), toId: statusIdOf("open"), agents: null, contacts: true }] },
    },
    { endpoint: contract.applyTemplate, body: { template: "zep", version: 1 } },
  ],
);

describe("statuses", () => {
  test("are listed with their type, in the language of who asks", async () => {
    const { items } = await call(administrator, listStatuses, { headers: { "accept-language": "de" } });
    expect(items.map((status) => [status.statusType, status.label])).toEqual([
      ["new", "Neu"],
      ["open", "In Arbeit"],
      ["pending", "Wartet"],
      ["done", "Erledigt"],
      ["closed", "Geschlossen"],
      ["removed", "Entfernt"],
      ["merged", "Zusammengeführt"],
    ]);
    expect(items.every((status) => status.isDefaultOfType)).toBe(true);
  });

  test("are created last, renamed, ordered, closed and, while no ticket has them, deleted", async () => {
    const { id } = await create({ name: "billed", labels: { de: "Abgerechnet" }, statusType: "closed", locks: true });
    expect((await statuses()).at(-1)).toMatchObject({ id, name: "billed", locks: true, isDefaultOfType: false, state: "active" });
    expect(await change(id, { name: "Invoiced", state: "closed" })).toMatchObject({ name: "Invoiced", state: "closed" });
    const order = [id, ...(await statuses()).map((status) => status.id).filter((other) => other !== id)];
    expect((await call(administrator, contract.orderStatuses, { body: { ids: order } })).items.map((status) => status.id)).toEqual(order);
    await app.refused("record.unknownReference", administrator, contract.orderStatuses, { body: { ids: order.slice(1) } });
    const ticketId = await app.ticket({ queue_id: await app.queue(), status_id: id, status_type: "closed" });
    expect((await call(administrator, contract.listStatusUse)).items).toEqual([{ id, ticketCount: 1 }]);
    await app.refused("status.hasTickets", administrator, contract.deleteStatus, { params: { id } });
    await app.db
      .updateTable("ticket")
      .set({ status_id: statusIdOf("closed") })
      .where("ticket_id", "=", ticketId)
      .execute();
    await call(administrator, contract.deleteStatus, { params: { id } });
    expect(await statusOf(id)).toBeUndefined();
    const events = await app.db.selectFrom("audit_event").select("event").where("subject_id", "=", id).orderBy("audit_event_id").execute();
    expect(events.map(({ event }) => event)).toEqual(["status.created", "status.changed", "status.deleted"]);
  });

  test("that tickets get by themselves stay: defaults, those of a verdict, and what waiting tickets become", async () => {
    for (const type of ["new", "open", "closed", "merged"] as const)
      expect(await refusedChange("status.stillNeeded", statusIdOf(type), { state: "closed" })).toBe("state");
    await app.refused("status.stillNeeded", administrator, contract.deleteStatus, { params: { id: statusIdOf("new") } });
    const accepted = await create({ name: "accepted", statusType: "closed", verdict: "accepted" });
    expect(await refusedChange("status.stillNeeded", accepted.id, { state: "closed" })).toBe("state");
    const other = await create({ name: "Also accepted", statusType: "closed", verdict: "accepted" });
    expect(await statusOf(accepted.id)).toMatchObject({ verdict: null });
    const waiting = await create({ name: "closes", statusType: "pending", closesToId: other.id });
    await change(other.id, { verdict: null });
    expect(await refusedChange("status.stillNeeded", other.id, { state: "closed" })).toBe("state");
    await call(administrator, contract.deleteStatus, { params: { id: waiting.id } });
    await change(statusIdOf("done"), { state: "closed" });
    await change(statusIdOf("done"), { state: "active" });
    for (const { id } of [accepted, other]) await call(administrator, contract.deleteStatus, { params: { id } });
  });

  test("that come and go are noticed by whoever was told an answer before", async () => {
    const touched = async () => (await app.db.selectFrom("recent_change").select("touched").execute()).length;
    const before = await touched();
    const { id } = await create({ name: "comes and goes", statusType: "open" });
    expect(await touched()).toBeGreaterThan(before);
    await app.db.deleteFrom("recent_change").execute();
    await call(administrator, contract.deleteStatus, { params: { id } });
    expect(await touched()).toBeGreaterThan(0);
  });

  test("have exactly one default of each type, and the log tells of the former one too", async () => {
    const { id } = await create({ name: "reopened", statusType: "open" });
    await change(id, { isDefaultOfType: true });
    expect((await statuses()).filter((status) => status.statusType === "open" && status.isDefaultOfType).map((status) => status.id)).toEqual([id]);
    const events = await app.db
      .selectFrom("audit_event")
      .selectAll()
      .where("event", "=", "status.changed")
      .orderBy("audit_event_id", "desc")
      .limit(2)
      .execute();
    expect(events.map((event) => [event.subject_id, event.after]).sort()).toEqual(
      [
        [statusIdOf("open"), { isDefaultOfType: false }],
        [id, { isDefaultOfType: true }],
      ].sort(),
    );
    await change(statusIdOf("open"), { isDefaultOfType: true });
    await call(administrator, contract.deleteStatus, { params: { id } });
  });

  test("do what their type allows", async () => {
    expect(await refusedChange("status.typeForbids", statusIdOf("open"), { locks: true })).toBe("locks");
    expect(await refusedChange("status.typeForbids", statusIdOf("open"), { verdict: "accepted" })).toBe("verdict");
    expect(await refusedChange("status.typeForbids", statusIdOf("new"), { commentRequired: true })).toBe("commentRequired");
    expect(await refusedChange("status.typeForbids", statusIdOf("open"), { closesToId: statusIdOf("closed") })).toBe("closesToId");
    expect(await refusedChange("status.typeForbids", statusIdOf("pending"), { closesToId: statusIdOf("open") })).toBe("closesToId");
    expect(await refusedChange("status.nameTaken", statusIdOf("open"), { name: "NEW" })).toBeUndefined();
    await app.refused("status.typeForbids", administrator, contract.createStatus, { body: { name: "x", statusType: "new", locks: true } });
    await app.refused("record.versionStale", administrator, contract.changeStatus, { params: { id: statusIdOf("open") }, body: { version: 99, name: "x" } });
  });
});

describe("the workflow", () => {
  const [fromId, toId] = [statusIdOf("new"), statusIdOf("open")];
  const put = async (steps: contract.StepView[], version?: number) =>
    call(administrator, contract.changeWorkflow, { body: { version: version ?? (await workflow()).version, changes: steps } });

  test("is free at first, and its steps are changed by differences, against the version that was read", async () => {
    const before = await workflow();
    expect(before).toMatchObject({ mode: "free", steps: [] });
    const step = { fromId, toId, agents: "assignee" as const, contacts: true };
    expect((await put([step])).steps).toEqual([step]);
    await app.refused("record.versionStale", administrator, contract.changeWorkflow, {
      body: { version: before.version, changes: [{ ...step, agents: null }] },
    });
    const { version } = await workflow();
    expect(await put([step])).toMatchObject({ version });
    expect((await put([{ ...step, agents: null, contacts: false }])).steps).toEqual([]);
    const [last] = await app.db
      .selectFrom("audit_event")
      .selectAll()
      .where("event", "=", "workflow.changed")
      .orderBy("audit_event_id", "desc")
      .limit(1)
      .execute();
    expect(last).toMatchObject({ before: { steps: [step] }, after: { steps: [{ ...step, agents: null, contacts: false }] } });
  });

  test("has no step from a status to itself, nor to one that is not there", async () => {
    const { version } = await workflow();
    for (const to of [fromId, "00000000-0000-7000-8000-0000000000aa"])
      await app.refused("record.unknownReference", administrator, contract.changeWorkflow, {
        body: { version, changes: [{ fromId, toId: to, agents: "everybody", contacts: false }] },
      });
  });

  test("comes from a template as the preview said it would; nothing vanishes, a second time changes nothing, and the other template follows", async () => {
    const body = async (template: "zep" | "otrs", dryRun: boolean) => ({ template, dryRun, version: (await workflow()).version });
    const before = await statuses();
    const preview = await call(administrator, contract.applyTemplate, { body: await body("zep", true) });
    expect(await statuses()).toEqual(before);
    const applied = await call(administrator, contract.applyTemplate, { body: await body("zep", false) });
    const told = (outcome: contract.TemplateOutcome) => outcome.statuses.map(({ label, outcome: what }) => [label, what]);
    expect(told(applied)).toEqual(told(preview));
    expect(told(applied)).toEqual([
      ["New", "unchanged"],
      ["In progress", "changed"],
      ["Done", "unchanged"],
      ["Rejected", "created"],
      ["Accepted", "created"],
      ["Billed", "created"],
      ["Waiting", "closed"],
      ["Closed", "closed"],
      ["Removed", "unchanged"],
      ["Merged", "unchanged"],
    ]);
    expect(applied.mode).toEqual({ before: "free", after: "steps" });
    const now = await statuses();
    expect(before.every((status) => now.some((other) => other.id === status.id))).toBe(true);
    const named = (name: string) => now.find((status) => status.name === name);
    expect(named("billed")).toMatchObject({ locks: true, statusType: "closed" });
    expect(named("rejected")).toMatchObject({ commentRequired: true, verdict: "rejected" });
    expect(named("accepted")).toMatchObject({ isDefaultOfType: true, verdict: "accepted" });
    expect(named("open")).toMatchObject({ assigns: true });
    const { mode, steps } = await workflow();
    expect(mode).toBe("steps");
    const done = steps.filter((step) => step.fromId === statusIdOf("done") && step.contacts).map((step) => now.find((status) => status.id === step.toId)?.name);
    expect(done.sort()).toEqual(["accepted", "open", "rejected"]);
    // Tickets in what is no longer chosen can be taken up.
    expect(steps).toContainEqual({ fromId: statusIdOf("closed"), toId: statusIdOf("open"), agents: "administrators", contacts: false });

    const again = await call(administrator, contract.applyTemplate, { body: await body("zep", false) });
    expect(new Set(again.statuses.map(({ outcome }) => outcome))).toEqual(new Set(["unchanged"]));
    expect(again.steps).toEqual({ added: 0, removed: 0, changed: 0 });

    const otrs = await call(administrator, contract.applyTemplate, { body: await body("otrs", false) });
    expect(otrs.mode).toEqual({ before: "steps", after: "free" });
    const closing = (await statuses()).find((status) => status.name === "pending auto close-");
    expect((await statuses()).find((status) => status.id === closing?.closesToId)?.name).toBe("closed unsuccessful");
    await app.refused("record.versionStale", administrator, contract.applyTemplate, { body: { template: "zep", version: 1 } });
    await call(administrator, changeSettings, { body: { values: { "tickets.workflow": null } } });
  });
});
