import type { z } from "zod";
import type { resetSignIn as endpoint } from "#contract/contact.ts";
import { endSessionsOf, findCredential } from "#server/features/sign-in/queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { sendLink } from "./link-mail.ts";
import { setNewPassword } from "./new-password.ts";
import { lockContact, updateContact } from "./queries.ts";

/** Another password, by link (the old one works until the link is used) or entered; sessions end. Who never had one is invited again. */
export const resetSignIn = command({
  name: "contacts.reset-sign-in",
  async run(context, input: { contactId: string; reset: z.infer<typeof endpoint.body> }): Promise<string> {
    const { db, now } = context;
    const { contactId, reset } = input;
    const contact = found(await lockContact(db, contactId));
    if (contact.login === null) throw new Refusal("contact.noSignIn");
    if (contact.state === "suspended" || contact.state === "closed") throw new Refusal("contact.notActive");
    const byLink = "send" in reset;
    if (byLink) await sendLink(context, contact, contact.login, (await findCredential(db, { contactId })) ? "reset" : "invitation");
    else await setNewPassword(context, contact, contact.login, reset.password, "password");
    if (!byLink && contact.state === "invited") await updateContact(db, contactId, { state: "active" }, now);
    await endSessionsOf(db, { contactId });
    context.audit({
      event: byLink ? "contact.link-sent" : "contact.password-set",
      subject: { kind: "contact", id: contactId },
      contactId,
      before: { state: contact.state },
      after: { state: byLink ? contact.state : "active" },
    });
    return contactId;
  },
});
