import { deleteCredential, deleteUnusedLinks, endSessionsOf } from "#server/features/sign-in/queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockContact, updateContact } from "./queries.ts";

/** User name, password and links go, sessions end (ZEP-05). Who was only invited is active again, as a contact without a sign-in. */
export const withdrawSignIn = command({
  name: "contacts.withdraw-sign-in",
  async run(context, input: { contactId: string }): Promise<void> {
    const { db, now } = context;
    const { contactId } = input;
    const contact = found(await lockContact(db, contactId));
    if (contact.login === null) throw new Refusal("contact.noSignIn");
    const state = contact.state === "invited" ? "active" : contact.state;
    await updateContact(db, contactId, { login: null, state }, now);
    await deleteUnusedLinks(db, { contactId }); // first: a password that is being set by link at this moment goes with the next line
    await deleteCredential(db, { contactId });
    await endSessionsOf(db, { contactId });
    const subject = { kind: "contact", id: contactId };
    context.audit({ event: "contact.sign-in-withdrawn", subject, contactId, before: { state: contact.state }, after: { state } });
  },
});
