/** Another primary project on tickets with booked time, in three ways (ZEP-12): projects and hours add up exactly before and after. */
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSettings, listTicketHistory } from "#contract/administration.ts";
import { changeTicket, changeTickets, getTicket, type ManyChange, undoTicketChanges } from "#contract/ticket.ts";
import { createTimeEntry, listTimeEntries } from "#contract/time-entry.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: { cookie: string; agentId: string };
let queueId: string;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  queueId = await app.queue();
});
afterAll(() => app.close());
beforeEach(() => app.db.deleteFrom("setting").execute());

type Pair = { projectId: string; taskId: string | null };
const whole = (projectId: string): Pair => ({ projectId, taskId: null });
const bulk = (ids: string[], change: ManyChange, more: Record<string, unknown> = {}) => call(admin, changeTickets, { body: { ids, change, ...more } as never });
type Answer = Awaited<ReturnType<typeof bulk>>;
const outcomes = ({ results }: Answer) => results.map(({ code, outcome }) => code ?? outcome);
const undo = ({ bulkId, results }: Answer) =>
  call(admin, undoTicketChanges, {
    body: { bulkId: bulkId ?? "", tickets: results.filter(({ outcome }) => outcome === "done").map(({ id, version }) => ({ id, version: version ?? 0 })) },
  });

async function ticketIn(projectId: string | null, entries: { minutes: number; billed?: boolean; day?: string }[] = [], secondary: string[] = []) {
  const id = await app.ticket({ queue_id: queueId });
  if (projectId) await app.ticketProject(id, projectId);
  for (const other of secondary) await app.ticketProject(id, other, { is_primary: false });
  for (const entry of entries) await app.timeEntry(id, admin.agentId, { ...entry, projectId });
  return id;
}
const read = async (id: string) => {
  const { projects } = await call(admin, getTicket, { params: { id } });
  const { items } = await call(admin, listTimeEntries, { params: { id } });
  return {
    primary: projects.find(({ primary }) => primary)?.project.id ?? null,
    secondary: projects.filter(({ primary }) => !primary).map(({ project }) => project.id),
    time: items.map(({ minutes, project }) => [minutes, project?.id ?? null]).sort((a, b) => Number(a[0]) - Number(b[0])),
  };
};
/** Minutes and tickets of each project (null: none), straight from the tables. */
async function sums(ids: readonly string[]) {
  const { rows: time } = await sql<{ project: string | null; minutes: number; entries: number }>`
    select project_id as project, sum(minutes)::int as minutes, count(*)::int as entries from time_entry where ticket_id = any(${[...ids]}::uuid[]) group by 1`.execute(
    app.db,
  );
  const { rows: pairs } = await sql<{ project: string; primaries: number; secondaries: number }>`
    select project_id as project, count(*) filter (where is_primary)::int as primaries, count(*) filter (where not is_primary)::int as secondaries
    from ticket_project where ticket_id = any(${[...ids]}::uuid[]) group by 1`.execute(app.db);
  return {
    minutes: Object.fromEntries(time.map((row) => [row.project, row.minutes])),
    entries: time.reduce((sum, row) => sum + row.entries, 0),
    primaries: Object.fromEntries(pairs.filter((row) => row.primaries > 0).map((row) => [row.project, row.primaries])),
    secondaries: Object.fromEntries(pairs.filter((row) => row.secondaries > 0).map((row) => [row.project, row.secondaries])),
  };
}

describe("another primary project on 300 tickets, 200 of them with booked time", () => {
  /** Ticket n has n % 3 entries of n + 1 and n + 2 minutes. */
  async function scene() {
    const [from, to] = [await app.project(null), await app.project(null)];
    const ids: string[] = [];
    for (let n = 0; n < 300; n++)
      ids.push(
        await ticketIn(
          from,
          Array.from({ length: n % 3 }, (_, at) => ({ minutes: n + 1 + at })),
        ),
      );
    const before = await sums(ids);
    const booked = before.minutes[from] ?? 0;
    expect(before).toEqual({ minutes: { [from]: booked }, entries: 300, primaries: { [from]: 300 }, secondaries: {} });
    return { from, to, ids, before, booked };
  }
  const counted = ({ results }: Answer) => {
    const withTime = results.filter(({ time }) => time !== null);
    return {
      tickets: withTime.length,
      minutes: withTime.reduce((sum, { time }) => sum + (time?.minutes ?? 0), 0),
      ways: [...new Set(withTime.map(({ time }) => time?.way))],
    };
  };

  test.each([
    {
      way: "leave",
      done: 100,
      after: (from: string, to: string, booked: number) => ({ minutes: { [from]: booked }, primaries: { [from]: 200, [to]: 100 }, secondaries: {} }),
    },
    { way: "rebook", done: 300, after: (_: string, to: string, booked: number) => ({ minutes: { [to]: booked }, primaries: { [to]: 300 }, secondaries: {} }) },
    {
      way: "keepSecondary",
      done: 300,
      after: (from: string, to: string, booked: number) => ({ minutes: { [from]: booked }, primaries: { [to]: 300 }, secondaries: { [from]: 200 } }),
    },
  ] as const)(
    "$way: counted before, done once, taken back to the minute",
    async ({ way, done, after }) => {
      const { from, to, ids, before, booked } = await scene();
      const change = { primaryProject: whole(to), bookedTime: way };
      const looked = await bulk(ids, change, { dryRun: true });
      expect(counted(looked)).toEqual({ tickets: 200, minutes: booked, ways: [way] });
      expect(await sums(ids)).toEqual(before);
      const ran = await bulk(ids, change);
      expect(outcomes(ran).filter((one) => one === "done")).toHaveLength(done);
      expect(outcomes(ran)).toEqual(outcomes(looked));
      expect(counted(ran)).toEqual(counted(looked));
      expect(await sums(ids)).toEqual({ entries: 300, ...after(from, to, booked) });
      const again = await bulk(ids, change);
      expect(new Set(outcomes(again))).toEqual(new Set(["unchanged"]));
      expect(await sums(ids)).toEqual({ entries: 300, ...after(from, to, booked) });
      expect(new Set(outcomes(await undo(ran)))).toEqual(new Set(["done"]));
      expect(await sums(ids)).toEqual(before);
      expect(new Set(outcomes(await undo(ran)))).toEqual(new Set(["record.versionStale"]));
      expect(await sums(ids)).toEqual(before);
    },
    120_000,
  );
});

describe("the three ways", () => {
  test("ask only about time on the primary project; time on secondary ones stays where it is", async () => {
    const [from, to, other] = [await app.project(null), await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }], [other]);
    await app.timeEntry(id, admin.agentId, { minutes: 20, projectId: other });
    expect((await bulk([id], { primaryProject: whole(to), bookedTime: "rebook" })).results[0]?.time).toEqual({ minutes: 10, way: "rebook" });
    expect(await read(id)).toEqual({
      primary: to,
      secondary: [other],
      time: [
        [10, to],
        [20, other],
      ],
    });
  });

  test("tell tasks of one project apart", async () => {
    const project = await app.project(null);
    const [first, second] = [await app.task(project), await app.task(project)];
    const id = await app.ticket({ queue_id: queueId });
    await app.ticketProject(id, project, { task_id: first });
    await app.timeEntry(id, admin.agentId, { projectId: project, taskId: first });
    await bulk([id], { primaryProject: { projectId: project, taskId: second }, bookedTime: "rebook" });
    expect((await call(admin, listTimeEntries, { params: { id } })).items[0]?.task?.id).toBe(second);
  });

  test("give time that is on no project a project, and take it back", async () => {
    const to = await app.project(null);
    const id = await ticketIn(null, [{ minutes: 10 }]);
    expect((await bulk([id], { primaryProject: whole(to), bookedTime: "leave" })).results[0]).toMatchObject({
      outcome: "unchanged",
      time: { minutes: 10, way: "leave" },
    });
    const ran = await bulk([id], { primaryProject: whole(to), bookedTime: "rebook" });
    expect(await read(id)).toEqual({ primary: to, secondary: [], time: [[10, to]] });
    await undo(ran);
    expect(await read(id)).toEqual({ primary: null, secondary: [], time: [[10, null]] });
  });

  test("leave nothing else of the change undone", async () => {
    const [from, to, third] = [await app.project(null), await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }]);
    const { priority_id: priorityId } = await app.db.selectFrom("priority").select("priority_id").where("rank", "=", 5).executeTakeFirstOrThrow();
    const change = {
      primaryProject: whole(to),
      bookedTime: "leave",
      keepPrimary: true,
      addSecondaryProject: whole(third),
      priorityId,
    } as const;
    expect(outcomes(await bulk([id], change))).toEqual(["done"]);
    expect(await read(id)).toEqual({ primary: from, secondary: [third], time: [[10, from]] });
    expect((await call(admin, getTicket, { params: { id } })).priorityId).toBe(priorityId);
  });

  test("without one, a ticket whose time would be on no project of it is refused, alone", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const [worked, idle] = [await ticketIn(from, [{ minutes: 10 }]), await ticketIn(from)];
    expect(outcomes(await bulk([worked, idle], { primaryProject: whole(to) }))).toEqual(["ticket.timeBooked", "done"]);
    expect(outcomes(await bulk([worked], { primaryProject: whole(to), keepPrimary: true }))).toEqual(["done"]);
    expect(await read(worked)).toEqual({ primary: to, secondary: [from], time: [[10, from]] });
  });

  test("do not rebook billed time: such a ticket is refused whole, and may keep the project", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }, { minutes: 20, billed: true }]);
    const refused = await bulk([id], { primaryProject: whole(to), bookedTime: "rebook" });
    expect(refused.results[0]).toMatchObject({ code: "ticket.timeBilled", time: { minutes: 30, way: "rebook" } });
    expect(refused.results[0]?.message).toContain("billed");
    expect(await read(id)).toEqual({
      primary: from,
      secondary: [],
      time: [
        [10, from],
        [20, from],
      ],
    });
    expect(outcomes(await bulk([id], { primaryProject: whole(to), bookedTime: "keepSecondary" }))).toEqual(["done"]);
  });

  test("do not rebook to a day on which the project does not run, where the installation refuses that", async () => {
    const [from, to] = [await app.project(null), await app.project(null, { starts_on: "2026-03-01", ends_on: "2026-03-31" })];
    const [late, fitting] = [await ticketIn(from, [{ minutes: 10, day: "2026-04-01" }]), await ticketIn(from, [{ minutes: 10, day: "2026-03-31" }])];
    await app.call(admin, changeSettings, { body: { values: { "time.outsideProject": "refuse" } } });
    expect(outcomes(await bulk([late, fitting], { primaryProject: whole(to), bookedTime: "rebook" }))).toEqual(["timeEntry.outsideProject", "done"]);
    await app.call(admin, changeSettings, { body: { values: { "time.outsideProject": "warn" } } });
    expect(outcomes(await bulk([late], { primaryProject: whole(to), bookedTime: "rebook" }))).toEqual(["done"]);
  });

  test("go with the general switch, which a single run can overrule", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const [a, b, c] = [await ticketIn(from, [{ minutes: 10 }]), await ticketIn(from), await ticketIn(from)];
    await app.call(admin, changeSettings, { body: { values: { "tickets.keepPrimaryProject": true } } });
    await bulk([a, b], { primaryProject: whole(to), bookedTime: "rebook" });
    expect(await read(a)).toEqual({ primary: to, secondary: [from], time: [[10, to]] });
    expect(await read(b)).toMatchObject({ primary: to, secondary: [from] });
    await bulk([c], { primaryProject: whole(to), keepPrimary: false });
    expect(await read(c)).toMatchObject({ primary: to, secondary: [] });
  });

  test("run once under one Idempotency-Key", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }]);
    const given = { body: { ids: [id], change: { primaryProject: whole(to), bookedTime: "rebook" as const } }, headers: { "idempotency-key": `once-${id}` } };
    const [first, second] = await Promise.all([call(admin, changeTickets, given), call(admin, changeTickets, given)]);
    expect(second).toEqual(first);
    const events = (await call(admin, listTicketHistory, { params: { id } })).items.map(({ event }) => event);
    expect(events.filter((event) => event === "ticket.time-rebooked")).toHaveLength(1);
  });
});

describe("taking a rebooking back", () => {
  test("brings back what went, and not what was booked there since: then the project would have to stay", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }]);
    const ran = await bulk([id], { primaryProject: whole(to), bookedTime: "rebook" });
    await call(admin, createTimeEntry, { params: { id }, body: { day: "2026-03-03", minutes: 5 } });
    expect(outcomes(await undo(ran))).toEqual(["ticket.timeBooked"]);
    expect(await read(id)).toEqual({
      primary: to,
      secondary: [],
      time: [
        [5, to],
        [10, to],
      ],
    });
  });

  test("leaves time where it is that was billed meanwhile", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }]);
    const ran = await bulk([id], { primaryProject: whole(to), bookedTime: "rebook" });
    await sql`update time_entry set billed = true where ticket_id = ${id}::uuid`.execute(app.db);
    expect(outcomes(await undo(ran))).toEqual(["ticket.timeBilled"]);
    expect(await read(id)).toEqual({ primary: to, secondary: [], time: [[10, to]] });
  });

  test("can itself be taken back", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }, { minutes: 11 }]);
    const back = await undo(await bulk([id], { primaryProject: whole(to), bookedTime: "rebook" }));
    await undo(back);
    expect(await read(id)).toEqual({
      primary: to,
      secondary: [],
      time: [
        [10, to],
        [11, to],
      ],
    });
  });
});

describe("the projects of a single ticket", () => {
  const change = async (id: string, body: Record<string, unknown>) => {
    const { version } = await call(admin, getTicket, { params: { id } });
    return { params: { id }, body: { version, ...body } };
  };

  test("follow the same rule: rebooked, kept, or refused with what to choose", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from, [{ minutes: 10 }]);
    await app.refused("ticket.timeBooked", admin, changeTicket, await change(id, { primaryProject: whole(to), secondaryProjects: [] }));
    await call(admin, changeTicket, await change(id, { primaryProject: whole(to), secondaryProjects: [], bookedTime: "rebook" }));
    expect(await read(id)).toEqual({ primary: to, secondary: [], time: [[10, to]] });
    await call(admin, changeTicket, await change(id, { primaryProject: whole(from), secondaryProjects: [], bookedTime: "keepSecondary" }));
    expect(await read(id)).toEqual({ primary: from, secondary: [to], time: [[10, to]] });
    await app.refused("ticket.timeBooked", admin, changeTicket, await change(id, { secondaryProjects: [] }));
    await app.refused("ticket.timeBooked", admin, changeTicket, await change(id, { primaryProject: null, secondaryProjects: [] }));
  });

  test("may change places, time included where it is", async () => {
    const [one, two] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(one, [{ minutes: 10 }], [two]);
    await call(admin, changeTicket, await change(id, { primaryProject: whole(two), secondaryProjects: [whole(one)] }));
    expect(await read(id)).toEqual({ primary: two, secondary: [one], time: [[10, one]] });
  });

  test("keep the former one where the general switch says so", async () => {
    const [from, to] = [await app.project(null), await app.project(null)];
    const id = await ticketIn(from);
    await app.call(admin, changeSettings, { body: { values: { "tickets.keepPrimaryProject": true } } });
    await call(admin, changeTicket, await change(id, { primaryProject: whole(to) }));
    expect(await read(id)).toMatchObject({ primary: to, secondary: [from] });
  });
});
