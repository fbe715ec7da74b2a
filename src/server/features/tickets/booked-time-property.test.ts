/**
 * Random changes of many tickets with booked time, taken back and run again in any order, against a model written from ZEP-12 alone:
 * no entry is ever lost, doubled, or on a project that its ticket is not in; a second run changes nothing; taking back is exact.
 */
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeTickets, type ManyChange, undoTicketChanges } from "#contract/ticket.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: { cookie: string; agentId: string };
let queueId: string;
/** `projectId taskId`; "" is no project. */
const pairs: string[] = [""];
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  queueId = await app.queue();
  for (let at = 0; at < 3; at++) {
    const projectId = await app.project(null);
    pairs.push(`${projectId} `, `${projectId} ${await app.task(projectId)}`);
  }
});
afterAll(() => app.close());

const pairOf = (key: string) => (key === "" ? null : { projectId: key.split(" ")[0] ?? "", taskId: key.split(" ")[1] || null });

type Entry = { id: string; minutes: number; billed: boolean; on: string };
type Ticket = { primary: string; secondary: string[]; entries: Entry[] };
type World = Map<string, Ticket>;

/** As the tables have it. */
async function worldOf(ids: readonly string[]): Promise<World> {
  const of = sql`ticket_id = any(${[...ids]}::uuid[])`;
  const key = sql`coalesce(project_id::text || ' ' || coalesce(task_id::text, ''), '')`;
  const { rows: places } = await sql<{ ticket: string; key: string; primary: boolean }>`
    select ticket_id as ticket, ${key} as key, is_primary as primary from ticket_project where ${of} order by 2`.execute(app.db);
  const { rows: time } = await sql<Entry & { ticket: string }>`
    select ticket_id as ticket, time_entry_id as id, minutes, billed, ${key} as on from time_entry where ${of} order by time_entry_id`.execute(app.db);
  return new Map(
    ids.map((id) => {
      const own = places.filter(({ ticket }) => ticket === id);
      const entries = time.filter(({ ticket }) => ticket === id).map(({ ticket: _of, ...entry }) => entry);
      return [id, { primary: own.find(({ primary }) => primary)?.key ?? "", secondary: own.filter(({ primary }) => !primary).map((one) => one.key), entries }];
    }),
  );
}

type Change = { primary?: string | undefined; way?: "leave" | "rebook" | "keepSecondary" | undefined; keep: boolean; add?: string | undefined };

/** What ZEP-12 makes of one ticket; null: it is refused. */
function changed(ticket: Ticket, { primary, way, keep, add }: Change): Ticket | null {
  const moves = primary !== undefined && primary !== ticket.primary;
  const asked = moves ? ticket.entries.filter(({ on }) => on === ticket.primary) : [];
  const stays = way === "leave" && asked.length > 0;
  const to = moves && !stays ? primary : ticket.primary;
  const kept = moves && !stays && (keep || (way === "keepSecondary" && asked.length > 0)) ? [ticket.primary] : [];
  const secondary = [...new Set([...ticket.secondary, ...kept, ...(add ? [add] : [])])].filter((key) => key !== "" && key !== to).sort();
  const goes = way === "rebook" ? asked : [];
  if (goes.some(({ billed }) => billed)) return null;
  const entries = ticket.entries.map((entry) => (goes.includes(entry) ? { ...entry, on: to } : entry));
  const homeless = entries.some(({ on }) => on !== "" && on !== to && !secondary.includes(on));
  return homeless ? null : { primary: to, secondary, entries };
}

const asBody = ({ primary, way, keep, add }: Change): ManyChange => ({
  ...(primary === undefined ? {} : { primaryProject: pairOf(primary) }),
  ...(way === undefined ? {} : { bookedTime: way }),
  ...(add ? { addSecondaryProject: pairOf(add) ?? undefined } : {}),
  keepPrimary: keep,
});

const place = () => fc.nat({ max: 6 });
const aTicket = fc.record({
  primary: place(),
  secondary: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
  /** On which of its pairs. */
  entries: fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 1440 }), billed: fc.constantFrom(false, false, false, true), at: fc.nat() }), {
    maxLength: 4,
  }),
});
const aStep = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("run" as const),
      which: fc.nat({ max: 63 }),
      primary: fc.option(place(), { freq: 6 }),
      way: fc.constantFrom("leave", "rebook", "keepSecondary", undefined),
      keep: fc.boolean(),
      add: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("again" as const) }) },
);

async function made(tickets: readonly (typeof aTicket extends fc.Arbitrary<infer T> ? T : never)[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { primary, secondary, entries } of tickets) {
    const id = await app.ticket({ queue_id: queueId });
    const own = [primary, ...secondary].filter((at, index, all) => at > 0 && all.indexOf(at) === index);
    for (const at of own) {
      const pair = pairOf(pairs[at] ?? "");
      if (pair) await app.ticketProject(id, pair.projectId, { task_id: pair.taskId, is_primary: at === primary });
    }
    for (const { minutes, billed, at } of entries)
      await app.timeEntry(id, admin.agentId, { minutes, billed, ...pairOf(pairs[own[at % Math.max(1, own.length)] ?? 0] ?? "") });
    ids.push(id);
  }
  return ids;
}

type Answer = Awaited<ReturnType<typeof run>>;
const run = (ids: string[], change: ManyChange, key: string) => call(admin, changeTickets, { body: { ids, change }, headers: { "idempotency-key": key } });

let keys = 0;

/** Carries out one change and holds it against the model; a second run of it changes nothing. */
async function runAndCompare(before: World, ids: string[], change: Change): Promise<{ answer: Answer; after: World }> {
  const key = `property-${++keys}`;
  const answer = await run(ids, asBody(change), key);
  const after = await worldOf([...before.keys()]);
  for (const [id, ticket] of before) {
    const expected = ids.includes(id) ? changed(ticket, change) : ticket;
    const result = answer.results.find((one) => one.id === id);
    expect([id, after.get(id)]).toEqual([id, expected ?? ticket]);
    if (result) expect(result.outcome).toBe(expected === null ? "refused" : JSON.stringify(expected) === JSON.stringify(ticket) ? "unchanged" : "done");
  }
  expect(await run(ids, asBody(change), key)).toEqual(answer);
  const second = await run(ids, asBody(change), `${key}-second`);
  expect(second.results.filter(({ outcome }) => outcome === "done")).toEqual([]);
  expect(await worldOf([...before.keys()])).toEqual(after);
  return { answer, after };
}

const takeBack = ({ bulkId, results }: Answer) =>
  call(admin, undoTicketChanges, {
    body: { bulkId: bulkId ?? "", tickets: results.filter(({ outcome }) => outcome === "done").map(({ id, version }) => ({ id, version: version ?? 0 })) },
  });

const everything = (world: World) =>
  [...world].flatMap(([ticket, { entries }]) => entries.map(({ id, minutes, billed }) => [ticket, id, minutes, billed].join(" "))).sort();

test("no hour is lost or doubled by any sequence of changes of many, a second run changes nothing, and taking back is exact", async () => {
  let steps = 0;
  const told = await fc.check(
    fc.asyncProperty(fc.array(aTicket, { minLength: 1, maxLength: 6 }), fc.array(aStep, { minLength: 1, maxLength: 6 }), async (tickets, wanted) => {
      const ids = await made(tickets);
      const first = await worldOf(ids);
      let world = first;
      /** The last run: it alone can be taken back, for what changed since stays. */
      let last: { answer: Answer; before: World; given: { ids: string[]; change: Change }; open: boolean } | undefined;
      for (const step of wanted) {
        steps++;
        if (step.kind === "run") {
          const chosen = ids.filter((_, at) => (step.which >> at) % 2 === 1);
          if (chosen.length === 0) continue;
          const { primary, add, way, keep } = step;
          const change: Change = {
            primary: primary === null ? undefined : pairs[primary],
            way: way as Change["way"],
            keep,
            add: add === null ? undefined : pairs[add],
          };
          if (change.primary === undefined && !change.add) continue;
          const ran = await runAndCompare(world, chosen, change);
          last = { answer: ran.answer, before: world, given: { ids: chosen, change }, open: ran.answer.bulkId !== null };
          world = ran.after;
        } else if (last?.open && step.kind === "undo") {
          const back = await takeBack(last.answer);
          expect(new Set(back.results.map(({ outcome }) => outcome))).toEqual(new Set(["done"]));
          world = await worldOf(ids);
          expect(world).toEqual(last.before);
          await takeBack(last.answer);
          expect(await worldOf(ids)).toEqual(world);
          last.open = false;
        } else if (last && step.kind === "again") {
          world = (await runAndCompare(world, last.given.ids, last.given.change)).after;
          last.open = false;
        }
        expect(everything(world)).toEqual(everything(first));
      }
    }),
    { numRuns: 40, ...(process.env["PFORTE_SEED"] ? { seed: Number(process.env["PFORTE_SEED"]) } : {}) },
  );
  console.log(`${told.numRuns} random sequences of ${steps} changes (seed ${told.seed})`);
  if (told.failed) throw new Error(fc.defaultReportMessage(told) ?? "");
}, 180_000);
