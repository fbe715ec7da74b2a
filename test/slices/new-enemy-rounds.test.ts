/**
 * The "new enemy": a right is taken away while commands of the same person are under way, at random moments, many times. A leak is
 * a write that becomes visible after the revocation was confirmed. `npm run test:enemy` does 10,000 rounds and prints the figures.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { getPortalTicket, replyInPortal } from "#contract/portal-ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";

const wanted = Number(process.env["PFORTE_ENEMY_ROUNDS"] ?? 200);
/** Without the locks the first leak comes within a few rounds; more than this many without one is no protection to speak of. */
const mostWithout = 5000;
const atOnce = 4;
const repliesPerRound = 4;

let app: TestApp;
let loadFacts: TestApp["kernel"]["loadFacts"];
beforeAll(async () => {
  app = await startTestApp();
  loadFacts = app.kernel.loadFacts;
  await app.setting("access.restrictQueuesByGroup", true);
});
afterEach(() => {
  app.kernel.loadFacts = loadFacts;
});
afterAll(() => app.close());

/** Somebody who may answer a colleague's ticket by a right of the company, and nothing else. */
async function scene() {
  const [groupId, companyId] = [await app.group(), await app.company()];
  const as = await app.signIn({ contactId: await app.person(companyId) });
  const ticketId = await app.ticket({ queue_id: await app.queue(groupId), company_id: companyId });
  return { groupId, companyId, ticketId, as };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const reply = (as: Signed, ticketId: string) => app.ask(as, replyInPortal, { params: { id: ticketId }, body: { bodyText: "Secret" } });
const articles = async (ticketId: string): Promise<number> => {
  const { count } = await app.db
    .selectFrom("article")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("ticket_id", "=", ticketId)
    .executeTakeFirstOrThrow();
  return Number(count);
};

type Round = { leaked: number; written: number; refused: number; readAfter: number; effectiveMilliseconds: number };

async function round({ groupId, companyId, ticketId, as }: Scene): Promise<Round> {
  await app.right(groupId, { company_id: companyId, context: "own", can_edit: true });
  const replies = Array.from({ length: repliesPerRound }, async () => {
    await sleep(Math.random() * 6);
    return (await reply(as, ticketId)).status;
  });
  await sleep(Math.random() * 25);
  await app.db.deleteFrom("group_right").where("group_id", "=", groupId).execute();
  const confirmed = performance.now();
  const [before, read] = await Promise.all([articles(ticketId), app.ask(as, getPortalTicket, { params: { id: ticketId } })]);
  const effectiveMilliseconds = performance.now() - confirmed;
  const statuses = await Promise.all(replies);
  const leaked = (await articles(ticketId)) - before;
  return {
    leaked,
    written: statuses.filter((status) => status === 201).length,
    refused: statuses.filter((status) => status === 404).length,
    readAfter: read.status,
    effectiveMilliseconds,
  };
}

/** Rounds on several scenes side by side, until there are enough or `until` is content. */
async function rounds(most: number, until: (done: readonly Round[]) => boolean): Promise<Round[]> {
  const done: Round[] = [];
  const scenes = await Promise.all(Array.from({ length: atOnce }, scene));
  await Promise.all(
    scenes.map(async (one) => {
      while (done.length < most && !until(done)) done.push(await round(one));
    }),
  );
  return done;
}

const leaksIn = (done: readonly Round[]): number => done.reduce((sum, one) => sum + one.leaked, 0);

test("with the locks nothing is written and nothing read after a revocation was confirmed", async () => {
  const done = await rounds(wanted, () => false);
  const times = done.map((one) => one.effectiveMilliseconds).sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]?.toFixed(1);
  const sum = (of: (one: Round) => number) => done.reduce((total, one) => total + of(one), 0);
  console.log(
    `${done.length} rounds: ${leaksIn(done)} leaks, ${sum((one) => one.written)} answers written before, ${sum((one) => one.refused)} refused; ` +
      `from the confirmed revocation to the refused answer: median ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  );
  expect(leaksIn(done)).toBe(0);
  expect(done.filter((one) => one.readAfter !== 404)).toEqual([]);
  expect(sum((one) => one.written)).toBeGreaterThan(0);
  expect(sum((one) => one.refused)).toBeGreaterThan(0);
}, 3_600_000);

test("without them a right that was taken away still writes", async () => {
  app.kernel.loadFacts = (db, principal, now) => loadFacts(db, principal, now, false);
  const done = await rounds(mostWithout, (soFar) => leaksIn(soFar) > 0);
  console.log(`without the locks: the first leak within ${done.length} rounds`);
  expect(leaksIn(done)).toBeGreaterThan(0);
}, 600_000);
