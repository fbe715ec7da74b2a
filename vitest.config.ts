import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest, longest first: begun early, they do not keep one core waiting for the other at the end. */
const LONGEST = ["access-property", "kill-bulk", "told-again", "cli/commands", "kill-nine", "journeys/every-screen"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((name) => moduleId.includes(name));
      return found === -1 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "rules",
          include: [
            "src/domain/**/*.test.ts",
            "src/contract/**/*.test.ts",
            "src/server/platform/**/*.test.ts",
            "src/web/**/*.test.ts",
            "test/rules/**/*.test.ts",
          ],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "slices",
          include: ["src/server/features/**/*.test.ts", "src/cli/**/*.test.ts", "test/slices/**/*.test.ts"],
          globalSetup: ["test/database.ts"],
          // A file leaves nothing behind in its process: apps, databases and folders are its own. Loading the server anew for each takes a quarter of the time.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One more than cores: some wait for servers that they start and kill.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          globalSetup: ["test/database.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A page on a busy machine takes its time; what never comes true still fails.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
        },
      },
    ],
  },
});
