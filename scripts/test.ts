/** `npm test`: every check there is. Arguments go to the tests, for example `npm test -- --testNamePattern=brake`. */

import { postgres15 } from "./postgres-15.ts";
import { kills, lint, program, runSteps, schema, types, vitest } from "./steps.ts";

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
            vitest(`slices on PostgreSQL ${debian.version}`, ["--project", "slices"], {
              PFORTE_TEST_SERVER: debian.address,
              PFORTE_DECISIONS: "60000",
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
