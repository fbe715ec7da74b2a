/** `npm test`: every check there is. Arguments go to the tests, for example `npm test -- --testNamePattern=brake`. */

import { postgres15 } from "./postgres-15.ts";
import { kills, lint, program, runSteps, schema, types, vitest } from "./steps.ts";

/** What is asked of the oldest server too: lists, facts and rights, and every write of the daily work; not what starts servers itself. */
const oldestServer = [
  "access-property",
  "matrix",
  "features/access",
  "features/tickets",
  "features/companies",
  "features/contacts",
  "features/rights",
  "features/settings",
];

const filters = process.argv.slice(2);
if (filters.length > 0) {
  runSteps([vitest("tests", filters)]);
} else {
  const debian = await postgres15();
  try {
    runSteps([
      ...types,
      lint,
      schema,
      program("web apps build", ["scripts/setup.cjs", "--web"]),
      vitest("rules", ["--project", "rules"]),
      vitest("slices", ["--project", "slices"]),
      ...(debian
        ? [
            vitest(`SQL on PostgreSQL ${debian.version}`, ["--project", "slices", ...oldestServer], {
              PFORTE_TEST_SERVER: debian.address,
              PFORTE_DECISIONS: "30000",
              PFORTE_TALLY: "off",
            }),
          ]
        : []),
      vitest("journeys", ["--project", "journeys"]),
      kills,
    ]);
  } finally {
    await debian?.stop();
  }
}
