import fc from "fast-check";
import { expect, test } from "vitest";
import { planDescription } from "#test/exports/plan-description.ts";
import { randomExport } from "#test/exports/random-export.ts";

const runs = Number(process.env.PFORTE_RANDOM_EXPORTS ?? 1500);
const seed = Number(process.env.PFORTE_SEED ?? Math.floor(Math.random() * 2 ** 31));

test("every difference of a random export has a cause", () => {
  let compared = 0;
  const codes: Record<string, number> = {};
  fc.assert(
    fc.property(randomExport, (description) => {
      const { byCode, plan } = planDescription(description);
      compared += plan.persons.all.length * plan.tickets.length;
      for (const [code, count] of Object.entries(byCode)) codes[code] = (codes[code] ?? 0) + count;
      expect(byCode.UNEXPLAINED).toBeUndefined();
    }),
    { numRuns: runs, seed },
  );
  console.info(`${runs} random exports (seed ${seed}), ${compared} pairs of person and ticket, differences: ${JSON.stringify(codes)}`);
});

test("without case variants nobody sees a ticket that was not listed, except own ones under a login in another case", () => {
  fc.assert(
    fc.property(randomExport, (description) => {
      const { before, now, visibility } = planDescription(description);
      const loginCase = visibility.differences.filter(({ code }) => code === "login-case").map(({ contact, ticket }) => `${contact} sees ${ticket}`);
      expect(now.filter((seen) => !before.includes(seen) && !loginCase.includes(seen))).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
});

test("with case variants applied every difference still has a cause", () => {
  fc.assert(
    fc.property(randomExport, (description) => {
      expect(planDescription(description, { applyCaseVariants: true }).byCode.UNEXPLAINED).toBeUndefined();
    }),
    { numRuns: runs, seed },
  );
});
