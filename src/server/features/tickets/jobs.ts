/** What is over goes: files that nobody names any more (uploads after a day, then content that no attachment and no upload holds), and what changed long ago. */
import { deleteRecentChanges } from "#server/platform/db/recent-changes.ts";
import type { JobHandler } from "#server/platform/jobs/job-runner.ts";
import { deleteOldUploads, deleteUnusedFile } from "./article-queries.ts";

const uploadHours = 24;
/** Files are written before the row that names them commits; younger ones are left alone. */
const orphanHours = 48;
/** For how long an answer can be told again at most. */
const changesMinutes = 15;

export const jobs: readonly JobHandler[] = [
  {
    name: "ticket.sweep-files",
    cron: "23 3 * * *",
    async handle(kernel) {
      const hoursAgo = (hours: number) => new Date(kernel.clock().getTime() - hours * 3_600_000);
      await deleteOldUploads(kernel.databases.main, hoursAgo(uploadHours));
      for await (const hash of kernel.files.list(hoursAgo(orphanHours))) {
        if (await deleteUnusedFile(kernel.databases.main, hash, hoursAgo(orphanHours))) await kernel.files.delete(hash);
      }
    },
  },
  {
    name: "ticket.forget-changes",
    cron: "*/5 * * * *",
    handle: (kernel) => deleteRecentChanges(kernel.databases.main, new Date(kernel.clock().getTime() - changesMinutes * 60_000)),
  },
];
