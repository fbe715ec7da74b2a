/** Hourly: what is over and nobody can use any more goes. */
import type { JobHandler } from "#server/platform/jobs/job-runner.ts";
import { deleteOldFailures } from "./brake-queries.ts";
import { deleteOldSessions } from "./queries.ts";

export const jobs: readonly JobHandler[] = [
  {
    name: "sign-in.sweep",
    cron: "7 * * * *",
    async handle(kernel) {
      const now = kernel.clock();
      await deleteOldSessions(kernel.databases.main, now);
      await deleteOldFailures(kernel.databases.main, new Date(now.getTime() - 3_600_000));
    },
  },
];
