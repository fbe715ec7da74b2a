import { randomUUIDv7 } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { statusIdOf } from "#test/builders.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let admin: Signed;
const call = shaped(() => app);
const high = "00000000-0000-7000-8000-000000000104";
const ids = { company: "", other: "", anna: "", group: "", queue: "", otherQueue: "", foreignQueue: "" };
/** An agent with edit on one group and read on another. */
let eva: { cookie: string; agentId: string };

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  eva = await app.agent();
  ids.company = await app.company({ name: "Müller AG" });
  ids.other = await app.company();
  ids.anna = await app.person(ids.company);
  ids.group = await app.group();
  ids.queue = await app.queue(ids.group);
  ids.otherQueue = await app.queue(ids.group);
  const foreign = await app.group();
  ids.foreignQueue = await app.queue(foreign);
  await app.agentRight(eva.agentId, ids.group);
  await app.agentRight(eva.agentId, foreign, { can_read: true });
});
afterAll(() => app.close());

const tickets = (count: number, values: Partial<Parameters<TestApp["ticket"]>[0]> = {}) =>
  Promise.all(Array.from({ length: count }, () => app.ticket({ queue_id: ids.queue, company_id: ids.company, ...values })));
const rowsOf = (ticketIds: string[]) =>
  app.db
    .selectFrom("ticket")
    .select(["ticket_id", "status_id", "status_type", "priority_id", "queue_id", "assignee_id", "company_id", "contact_id", "version"])
    .where("ticket_id", "in", ticketIds)
    .orderBy("ticket_id")
    .execute();
const eventsOf = (ticketIds: string[]) =>
  app.db
    .selectFrom("audit_event")
    .select(["subject_id", "event", "before", "after", "reason", "actor_id", "company_id", "contact_id"])
    .where("subject_id", "in", ticketIds)
    .orderBy("audit_event_id")
    .execute();
const counted = (answer: { results: contract.TicketOutcome[] }) =>
  Object.fromEntries(["done", "unchanged", "refused"].map((one) => [one, answer.results.filter(({ outcome }) => outcome === one).length]));

describeGuards(
  () => app,
  [
    { endpoint: contract.changeTickets, body: { ids: [randomUUIDv7()], change: { priorityId: high } } },
    { endpoint: contract.undoTicketChanges, body: { bulkId: randomUUIDv7(), tickets: [{ id: randomUUIDv7(), version: 1 }] } },
  ],
);

describe("changing many tickets", () => {
  test("changes those that differ, leaves those that are so, and refuses each of the others with a reason of its own", async () => {
    const [a = "", b = ""] = await tickets(2);
    const [so = ""] = await tickets(1, { priority_id: high });
    const [foreign = ""] = await tickets(1, { queue_id: ids.foreignQueue });
    const missing = randomUUIDv7();
    const answer = await call(eva, contract.changeTickets, { body: { ids: [a, b, so, foreign, missing], change: { priorityId: high }, reason: "storm" } });
    expect(answer.results.map(({ id, outcome, code, version }) => [id, outcome, code, version])).toEqual([
      [a, "done", null, 2],
      [b, "done", null, 2],
      [so, "unchanged", null, 1],
      [foreign, "refused", "ticket.notPermitted", 1],
      [missing, "refused", "record.notFound", null],
    ]);
    expect(answer.results[3]?.message).toMatch(/\w/);
    expect((await rowsOf([so, foreign])).map((row) => row.version)).toEqual([1, 1]);
    expect(await eventsOf([a, so, foreign])).toMatchObject([
      { subject_id: a, event: "ticket.changed", after: { priorityId: high }, reason: "storm", actor_id: eva.agentId, company_id: ids.company },
    ]);
  });

  test("tells nothing about a ticket that the agent may not read", async () => {
    const [hidden = ""] = await tickets(1, { queue_id: await app.queue() });
    const { results } = await call(eva, contract.changeTickets, { body: { ids: [hidden], change: { priorityId: high } } });
    expect(results).toMatchObject([{ outcome: "refused", code: "record.notFound", number: null, subject: null, version: null }]);
  });

  test("a dry run says the same and writes nothing", async () => {
    const named = [...(await tickets(2)), ...(await tickets(1, { queue_id: ids.foreignQueue }))];
    const body = { ids: named, change: { queueId: ids.otherQueue } };
    const before = await rowsOf(named);
    const dry = await call(eva, contract.changeTickets, { body: { ...body, dryRun: true } });
    expect([dry.bulkId, counted(dry), await rowsOf(named)]).toEqual([null, { done: 2, unchanged: 0, refused: 1 }, before]);
    expect(counted(await call(eva, contract.changeTickets, { body }))).toEqual(counted(dry));
  });

  test("takes the tickets of a filter page by page, none twice and none left out, though they change meanwhile", async () => {
    const company = await app.company();
    const all = await tickets(7, { company_id: company });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const body = { filter: { company: [company], state: "open" }, limit: 3, change: { statusId: statusIdOf("closed") }, ...(cursor ? { cursor } : {}) };
      const page = await call(admin, contract.changeTickets, { body });
      seen.push(...page.results.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(seen.sort()).toEqual(all.sort());
    expect(new Set((await rowsOf(all)).map((row) => row.status_type))).toEqual(new Set(["closed"]));
  });

  test("needs either names or a filter, and something to change", async () => {
    const change = { priorityId: high };
    const [one = ""] = await tickets(1);
    for (const body of [{ change }, { change, ids: [one], filter: {} }, { change: {}, ids: [one] }, { change, ids: [] }, { change, ids: Array(501).fill(one) }])
      await app.refused("request.invalid", admin, contract.changeTickets, { body });
  });

  test("the same key a second time changes nothing and answers the same; with another body it is refused", async () => {
    const named = await tickets(2);
    const headers = { "idempotency-key": randomUUIDv7() };
    const body = { ids: named, change: { assigneeId: eva.agentId } };
    const first = await call(admin, contract.changeTickets, { body, headers });
    await call(admin, contract.changeTickets, { body: { ids: named, change: { assigneeId: null } } });
    expect(await call(admin, contract.changeTickets, { body, headers })).toEqual(first);
    expect((await rowsOf(named)).map((row) => [row.assignee_id, row.version])).toEqual([
      [null, 3],
      [null, 3],
    ]);
    await app.refused("request.idempotencyMismatch", admin, contract.changeTickets, { body: { ...body, change: { assigneeId: null } }, headers });
  });

  test("a contact of another company, a closed queue, a left agent are refused ticket by ticket", async () => {
    const stranger = await app.person(ids.other);
    const closed = await app.queue(ids.group, { state: "closed" });
    const gone = await app.agent();
    await app.db.updateTable("agent").set({ state: "closed" }).where("agent_id", "=", gone.agentId).execute();
    const [one = ""] = await tickets(1);
    const code = async (change: contract.ManyChange) => (await call(eva, contract.changeTickets, { body: { ids: [one], change } })).results[0]?.code;
    expect(await code({ contactId: stranger })).toBe("ticket.contactNotInCompany");
    expect(await code({ contactId: stranger, companyId: ids.other })).toBeNull();
    expect(await code({ queueId: closed })).toBe("ticket.notPermitted");
    expect(await code({ queueId: ids.foreignQueue })).toBe("ticket.notPermitted");
    expect(await code({ assigneeId: gone.agentId })).toBe("record.unknownReference");
  });

  test("two at the same time end with both done", async () => {
    const named = await tickets(20);
    const other = [...named].reverse();
    const answers = await Promise.all([
      call(admin, contract.changeTickets, { body: { ids: named, change: { priorityId: high } } }),
      call(eva, contract.changeTickets, { body: { ids: other, change: { assigneeId: eva.agentId } } }),
    ]);
    expect(answers.map(counted)).toEqual(Array(2).fill({ done: 20, unchanged: 0, refused: 0 }));
    expect((await rowsOf(named)).every((row) => row.version === 3 && row.priority_id === high && row.assignee_id === eva.agentId)).toBe(true);
  });
});

describe("one rule", () => {
  test("many at once come to what single changes one by one come to, in the tickets and in the log", async () => {
    const change = fc.record(
      {
        statusId: fc.constantFrom(statusIdOf("new"), statusIdOf("open"), statusIdOf("closed"), randomUUIDv7()),
        priorityId: fc.constantFrom(high, "00000000-0000-7000-8000-000000000103"),
        queueId: fc.constantFrom("queue", "otherQueue", "foreignQueue"),
        assigneeId: fc.constantFrom(null, "eva"),
        companyId: fc.constantFrom(null, "company", "other"),
        contactId: fc.constantFrom(null, "anna"),
      },
      { requiredKeys: [] },
    );
    const kind = fc.record({
      type: fc.constantFrom("new" as const, "open" as const, "closed" as const),
      queue: fc.constantFrom("queue" as const, "foreignQueue" as const),
      company: fc.constantFrom(null, "company" as const, "other" as const),
    });
    const named = (value: unknown): unknown =>
      value === "eva" ? eva.agentId : typeof value === "string" && value in ids ? ids[value as keyof typeof ids] : value;
    await fc.assert(
      fc.asyncProperty(
        fc.array(kind, { minLength: 1, maxLength: 6 }),
        change.filter((one) => Object.keys(one).length > 0),
        async (kinds, symbols) => {
          const wanted = Object.fromEntries(Object.entries(symbols).map(([key, value]) => [key, named(value)])) as contract.ManyChange;
          const make = () =>
            Promise.all(kinds.map(({ type, queue, company }) => app.ticket({ type, queue_id: ids[queue], company_id: company && ids[company] })));
          const [many, single] = [await make(), await make()];
          const { results } = await call(eva, contract.changeTickets, { body: { ids: many, change: wanted } });
          const codes = await Promise.all(
            single.map(async (id) => {
              const answer = await app.ask(eva, contract.changeTicket, { params: { id }, body: { version: 1, ...wanted } });
              return answer.status === 200 ? null : answer.problem.code;
            }),
          );
          expect(results.map(({ code }) => code)).toEqual(codes);
          const told = async (ticketIds: string[]) => {
            const rows = await rowsOf(ticketIds);
            const events = await eventsOf(ticketIds);
            return ticketIds.map((id) => ({
              row: { ...rows.find((row) => row.ticket_id === id), ticket_id: "" },
              events: events.filter((event) => event.subject_id === id).map((event) => ({ ...event, subject_id: "" })),
            }));
          };
          expect(await told(many)).toEqual(await told(single));
        },
      ),
      { numRuns: 40, seed: Number(process.env["PFORTE_SEED"] ?? 1) },
    );
  });
});

describe("undoing", () => {
  const undo = (as: Signed, answer: { bulkId: string | null; results: contract.TicketOutcome[] }) =>
    call(as, contract.undoTicketChanges, {
      body: {
        bulkId: answer.bulkId ?? "",
        tickets: answer.results.flatMap(({ id, outcome, version }) => (outcome === "done" && version !== null ? [{ id, version }] : [])),
      },
    });

  test("puts back exactly what was changed, each ticket to its own former value", async () => {
    const named = [
      ...(await tickets(2, { type: "new" })),
      ...(await tickets(1, { type: "pending", assignee_id: eva.agentId })),
      ...(await tickets(1, { type: "closed" })),
    ];
    const before = await rowsOf(named);
    const done = await call(eva, contract.changeTickets, { body: { ids: named, change: { statusId: statusIdOf("closed"), assigneeId: eva.agentId } } });
    expect(counted(await undo(eva, done))).toEqual({ done: 4, unchanged: 0, refused: 0 });
    expect(await rowsOf(named)).toEqual(before.map((row) => ({ ...row, version: 3 })));
    const closedAt = await app.db.selectFrom("ticket").select("closed_at").where("ticket_id", "in", named.slice(0, 3)).execute();
    expect(closedAt.every((row) => row.closed_at === null)).toBe(true);
  });

  test("leaves what somebody changed since, and says so; a second time it finds everything changed", async () => {
    const [a = "", b = ""] = await tickets(2);
    const done = await call(eva, contract.changeTickets, { body: { ids: [a, b], change: { priorityId: high } } });
    await call(admin, contract.changeTicket, { params: { id: b }, body: { version: 2, subject: "changed since" } });
    const undone = await undo(eva, done);
    expect(undone.results.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      [a, "done", null],
      [b, "refused", "record.versionStale"],
    ]);
    expect(counted(await undo(eva, done))).toEqual({ done: 0, unchanged: 0, refused: 2 });
  });

  test("brings back what could not be chosen any more: a closed status, a left agent, a contact who left", async () => {
    const left = await app.agent();
    const former = await app.contact();
    const old = { assignee_id: left.agentId, contact_id: former };
    await app.db.updateTable("agent").set({ state: "closed" }).where("agent_id", "=", left.agentId).execute();
    const [one = ""] = await tickets(1, old);
    const done = await call(eva, contract.changeTickets, { body: { ids: [one], change: { assigneeId: null, contactId: ids.anna } } });
    await undo(eva, done);
    expect(await rowsOf([one])).toMatchObject([old]);
  });

  test("is only for who did it, and only while the ticket may still be changed", async () => {
    const other = await app.agent();
    await app.agentRight(other.agentId, ids.group);
    const named = await tickets(1);
    const done = await call(other, contract.changeTickets, { body: { ids: named, change: { priorityId: high } } });
    expect(counted(await undo(eva, done))).toMatchObject({ refused: 1 });
    await app.db.deleteFrom("agent_right").where("agent_id", "=", other.agentId).execute();
    expect((await undo(other, done)).results).toMatchObject([{ outcome: "refused", code: "record.notFound", number: null }]);
  });
});
