/** `node test/access/run-in-memory.ts [decisions] [seed]`: the property without a database; exit code 1 on the first disagreement, 2 on anything else. */
import { checkInMemory, Disagreement } from "./check-world.ts";
import { randomWorld } from "./random-world.ts";
import { emptyTally, tallyTable } from "./tally.ts";

const wanted = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const tally = emptyTally();
for (let at = 0; tally.decisions < wanted; at++) {
  try {
    checkInMemory(randomWorld(seed + at), tally);
  } catch (error) {
    console.error(`world of seed ${seed + at}: ${error instanceof Error ? error.message : error}`);
    process.exit(error instanceof Disagreement ? 1 : 2);
  }
}
console.log(tallyTable(tally, seed));
