import { expect, test } from "vitest";
import { killBulk } from "#test/crash/kill-bulk.ts";

test.skipIf(process.platform !== "linux")(
  "no ticket and no hour is lost or doubled when everything is killed in the middle of a change of many, twenty times",
  async () => {
    const { minutes, rounds } = await killBulk({ rounds: 20 });
    expect(rounds.map(({ torn, wrong, minutes: found }) => ({ torn, wrong, found }))).toEqual(Array(20).fill({ torn: [], wrong: [], found: minutes }));
    // It was in the middle more than once.
    expect(rounds.filter(({ before, after }) => before > 0 && after > 0).length).toBeGreaterThan(1);
    for (const { killed } of rounds) expect(killed).toBeGreaterThan(5);
  },
  300_000,
);
