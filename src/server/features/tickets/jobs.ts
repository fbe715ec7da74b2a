/** Files that nobody names any more: uploads after a day, then content that no attachment and no upload holds. */
import type { JobHandler } from "#server/platform/jobs/job-runner.ts";
import { deleteOldUploads, deleteUnusedFile } from "./article-queries.ts";

const uploadHours = 24;
/** Files are written before the row that names them commits; younger ones are left alone. */
const orphanHours = 48;

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
];
