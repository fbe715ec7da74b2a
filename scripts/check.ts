/** `npm run check`: types, lint, and the tests that the uncommitted change touches; for the daily loop. */
import { lint, runSteps, types, vitest } from "./steps.ts";

runSteps([...types, lint, vitest("changed tests", ["--changed", "--project", "rules", "--project", "slices", "--passWithNoTests"])]);
