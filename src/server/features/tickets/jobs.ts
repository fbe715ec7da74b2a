/**
 * What is over goes: files that nobody names any more (uploads after a day, then content that no attachment and no upload holds),
 * and what changed long ago. What waited long enough comes back, and who asked for what is finished is asked whether it is.
 */
import { deleteRecentChanges } from "#server/platform/db/recent-changes.ts";
import { jobCaller } from "#server/platform/jobs/job-caller.ts";
import type { JobHandler } from "#server/platform/jobs/job-runner.ts";
import { runCommand } from "#server/platform/run-command.ts";
import { deleteOldUploads, deleteUnusedFile } from "./article-queries.ts";
import { askJudgement } from "./ask-judgement.ts";
import { listDueTickets } from "./waiting-queries.ts";
import { wakeTicket } from "./wake-ticket.ts";

const uploadHours = 24;
/** Files are written before the row that names them commits; younger ones are left alone. */
const orphanHours = 48;
/** For how long an answer can be told again at most. */
const changesMinutes = 15;
const mostWokenAtOnce = 500;

export const jobs: readonly JobHandler[] = [
  {
    name: "ticket.wake-tickets",
    cron: "* * * * *",
    async handle(kernel) {
      for (const ticketId of await listDueTickets(kernel.databases.main, kernel.clock(), mostWokenAtOnce))
        await runCommand(jobCaller(kernel), wakeTicket, { ticketId }, () => undefined);
    },
  },
  {
    name: "ticket.ask-judgement",
    handle: (kernel, payload) =>
      runCommand(jobCaller(kernel), askJudgement, { ticketId: String(payload.ticketId), mailId: String(payload.mailId) }, () => undefined),
  },
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
