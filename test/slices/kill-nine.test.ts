import { expect, test } from "vitest";
import { killNine } from "#test/crash/kill-nine.ts";

test.skipIf(process.platform !== "linux")(
  "no acknowledged write is lost when everything is killed at a random moment, three times",
  async () => {
    const rounds = await killNine({ rounds: 3 });
    expect(rounds.map(({ lost, withoutAudit }) => ({ lost, withoutAudit }))).toEqual(Array(3).fill({ lost: [], withoutAudit: 0 }));
    for (const round of rounds) {
      expect(round.acknowledged).toBeGreaterThan(0);
      expect(round.killed).toBeGreaterThan(5);
    }
  },
  240_000,
);
