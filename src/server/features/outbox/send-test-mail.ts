import { resolveFor } from "#server/features/settings/queries.ts";
import { command } from "#server/platform/run-command.ts";
import { testMail } from "./emails.ts";
import { insertMail, testMailKind } from "./queries.ts";

/** Writes a test mail; the route sends it at once, so that the administrator sees whether it works. */
export const sendTestMail = command({
  name: "outbox.send-test-mail",
  async run(context, input: { to: string }): Promise<string> {
    const { db, now, kernel, translate } = context;
    const texts = testMail(translate, { installation: await resolveFor(db, "installation.name"), url: kernel.publicUrl() });
    const mailId = await insertMail(db, { to: input.to, ...texts, kind: testMailKind, now });
    context.audit({ event: "outbox.test-mail-written", subject: { kind: "mail", id: mailId } });
    return mailId;
  },
});
