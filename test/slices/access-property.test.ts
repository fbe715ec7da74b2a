/** NEW-04: one decision for list, search, count, open, why and who, on random worlds, against the independent reference model. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { GATES } from "#domain/access/explain-gates.ts";
import { checkInDatabase } from "#test/access/check-in-database.ts";
import { checkInMemory } from "#test/access/check-world.ts";
import { randomWorld } from "#test/access/random-world.ts";
import { emptyTally, PATHS, tallyTable } from "#test/access/tally.ts";
import { startTestApp, type TestApp } from "#test/app.ts";

/** Decisions at least; PFORTE_DECISIONS raises it (npm run test:deep: 5,000,000). */
const wanted = Number(process.env["PFORTE_DECISIONS"] ?? 250_000);
/** A new seed for every run unless PFORTE_SEED repeats one; it stands in the table. */
const seed = Number(process.env["PFORTE_SEED"] ?? Date.now() % 1_000_000_000);
/** Every so many worlds one is also asked in the database. */
const databaseEvery = Number(process.env["PFORTE_DATABASE_EVERY"] ?? 8);
const atLeast = 1000;
/** A second run over another server repeats the questions, not the count of what they covered. */
const tallyCounts = process.env["PFORTE_TALLY"] !== "off";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

test("reference model, memory, SQL, why and who agree on every random decision, and every gate and path was decisive often enough", async () => {
  const tally = emptyTally();
  let inDatabase = 0;
  for (let at = 0; tally.decisions < wanted; at++) {
    const world = randomWorld(seed + at);
    try {
      const allowed = checkInMemory(world, tally);
      if (at % databaseEvery === 0) {
        await checkInDatabase(app.db, world, allowed);
        inDatabase++;
      }
    } catch (error) {
      throw new Error(`world of seed ${seed + at}`, { cause: error });
    }
  }
  console.log(`${tallyTable(tally, seed)}\n  ${inDatabase} worlds also in the database`);
  if (!tallyCounts) return;
  expect(tally.allowed / tally.decisions).toBeGreaterThanOrEqual(0.2);
  for (const path of PATHS) expect(tally.onlyReason[path], `only reason ${path}`).toBeGreaterThanOrEqual(atLeast);
  for (const gate of GATES) expect(tally.onlyObstacle[gate], `only obstacle ${gate}`).toBeGreaterThanOrEqual(atLeast);
  expect(tally.onlyDoor, "only obstacle door").toBeGreaterThanOrEqual(atLeast);
}, 3_600_000);
