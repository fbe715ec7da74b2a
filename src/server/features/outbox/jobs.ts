/** Mails leave in the background: at once by their own job, else by the sweep, which also repeats what failed. */
import type { JobHandler } from "#server/platform/jobs/job-runner.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import { type SendMail, smtpSender } from "#server/platform/mail/smtp.ts";
import { deliverMail } from "./deliver-mail.ts";
import { listDueMails } from "./queries.ts";

const mostPerSweep = 500;

export const senderOf = ({ config }: Kernel): SendMail | null => (config.smtpUrl === null ? null : smtpSender(config.smtpUrl));

export const jobs: readonly JobHandler[] = [
  {
    name: "outbox.send-mail",
    async handle(kernel, payload) {
      await deliverMail(kernel, String(payload.mailId), senderOf(kernel));
    },
  },
  {
    name: "outbox.sweep-mails",
    cron: "* * * * *",
    async handle(kernel) {
      const send = senderOf(kernel);
      for (const mailId of await listDueMails(kernel.databases.main, kernel.clock(), mostPerSweep)) {
        // A server that does not answer is asked again by the next sweep, not once for every mail.
        if ((await deliverMail(kernel, mailId, send)) === "unreachable") return;
      }
    },
  },
];
