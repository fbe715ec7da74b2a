/** One try to send one mail. */
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import type { SendMail } from "#server/platform/mail/smtp.ts";
import { claimMail, markKept, markTried, testMailKind } from "./queries.ts";

/** `notNow`: it is not due, was sent already, or somebody else is sending it. */
export type Delivery = "sent" | "kept" | "failed" | "unreachable" | "notNow";

/**
 * Sends the mail if it is due; `send` null: no SMTP server is configured, and it is kept for administrators to read.
 * The row stays locked during the conversation with the server, so that two workers never send the same mail; the lock goes with
 * this process. That is the one place where a transaction waits for the network (at most a minute, and it holds nothing else).
 * A mail is sent once for each success that was committed: should the process die between the server's "accepted" and the commit,
 * it is sent again, with the same Message-ID.
 */
export function deliverMail(kernel: Kernel, mailId: string, send: SendMail | null): Promise<Delivery> {
  return kernel.databases.main.transaction().execute(async (db) => {
    const mail = await claimMail(db, mailId, kernel.clock());
    if (!mail) return "notNow";
    if (!send) {
      await markKept(db, mailId);
      return "kept";
    }
    const from = await resolveFor(db, "mail.from");
    const messageId = `<${mailId}@${new URL(kernel.publicUrl()).hostname}>`;
    const outcome = await send({ from, to: mail.to_address, subject: mail.subject, bodyText: mail.body_text, messageId });
    if (outcome.accepted) {
      await markTried(db, mailId, { sentAt: kernel.clock() });
      return "sent";
    }
    // While the server cannot be reached a mail waits however long that takes; only a refusal counts against it.
    await markTried(db, mailId, { reason: outcome.reason, waits: outcome.unreachable && mail.kind !== testMailKind });
    kernel.log.warn({ mailId, reason: outcome.reason }, "mail not sent");
    return outcome.unreachable ? "unreachable" : "failed";
  });
}
