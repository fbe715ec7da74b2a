/** `node test/access/run-in-database.ts [worlds] [seed] [everything | lists | who]` with PFORTE_TEST_DATABASE as JSON address: the property in SQL; exit code 1 on the first disagreement, 2 on anything else. */
import { connect } from "#server/platform/db/connect.ts";
import { type Asked, checkInDatabase } from "./check-in-database.ts";
import { checkInMemory, Disagreement } from "./check-world.ts";
import { randomWorld } from "./random-world.ts";
import { emptyTally } from "./tally.ts";

const worlds = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? 1);
const asked = (process.argv[4] ?? "everything") as Asked;
const databases = connect(JSON.parse(process.env["PFORTE_TEST_DATABASE"] ?? "{}"), { mainConnections: 1, portalConnections: 1 });
let at = 0;
try {
  for (; at < worlds; at++) {
    const world = randomWorld(seed + at);
    await checkInDatabase(databases.main, world, checkInMemory(world, emptyTally()), asked);
  }
} catch (error) {
  console.error(`world of seed ${seed + at}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = error instanceof Disagreement ? 1 : 2;
} finally {
  await databases.close();
}
