import type { z } from "zod";
import type { giveSignIn as endpoint } from "#contract/contact.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { sendLink } from "./link-mail.ts";
import { setNewPassword } from "./new-password.ts";
import { lockContact, updateContact } from "./queries.ts";

/** Gives a sign-in: with a password at once; by link the contact is *invited* until the link is used. */
export const giveSignIn = command({
  name: "contacts.give-sign-in",
  async run(context, input: { contactId: string; signIn: z.infer<typeof endpoint.body> }): Promise<string> {
    const { db, now } = context;
    const { contactId, signIn } = input;
    const contact = found(await lockContact(db, contactId));
    if (contact.login !== null) throw new Refusal("contact.alreadySignsIn");
    if (contact.state === "suspended" || contact.state === "closed") throw new Refusal("contact.notActive");
    const byLink = "send" in signIn;
    const state = byLink ? "invited" : "active";
    await updateContact(db, contactId, { login: signIn.login, state }, now);
    if (byLink) await sendLink(context, contact, signIn.login, "invitation");
    else await setNewPassword(context, contact, signIn.login, signIn.password, "password");
    context.audit({
      event: "contact.sign-in-given",
      subject: { kind: "contact", id: contactId },
      contactId,
      before: { state: contact.state },
      after: { state, by: byLink ? "link" : "password" },
    });
    return contactId;
  },
});
