import { findLink } from "#server/features/sign-in/queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command } from "#server/platform/run-command.ts";
import { findMail, isLeftOver, linkSecret, lockMailAtRest, markWaiting } from "./queries.ts";

/** Lets a mail wait again that failed or is kept; the route tries it at once, so that one sees whether it works, and the sweep would. */
export const resendMail = command({
  name: "outbox.resend-mail",
  async run(context, { id }: { id: string }): Promise<void> {
    const { db, kernel, now } = context;
    const mail = await lockMailAtRest(db, id);
    if (!mail) {
      found(await findMail(db, id));
      throw new Refusal("mail.onItsWay");
    }
    if (!isLeftOver(mail)) throw new Refusal(mail.state === "sent" ? "mail.alreadySent" : "mail.onItsWay");
    if (kernel.config.smtpUrl === null) throw new Refusal("mail.noServer");
    if (await leadsNowhere(db, mail.body_text, now)) throw new Refusal("mail.linkNotValid");
    await markWaiting(db, id);
    context.audit({ event: "outbox.mail-resent", subject: { kind: "mail", id }, before: { state: mail.state } });
  },
});

/** A link in it to set a password was used, has run out, or was replaced. */
async function leadsNowhere(db: CommandContext["db"], text: string, now: Date): Promise<boolean> {
  for (const token of text.match(linkSecret) ?? []) {
    const link = await findLink(db, token, false);
    if (!link || link.used_at !== null || link.expires_at <= now) return true;
  }
  return false;
}
