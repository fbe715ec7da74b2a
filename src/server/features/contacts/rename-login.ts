import { endSessionsOf } from "#server/features/sign-in/queries.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockContact, updateContact } from "./queries.ts";

/** Another user name: rights, password and links stay, sessions end. The audit names no login: it may be a person's name. */
export const renameLogin = command({
  name: "contacts.rename-login",
  silent: true, // the same user name changes nothing
  async run(context, input: { contactId: string; login: string }): Promise<string> {
    const { db, now } = context;
    const { contactId, login } = input;
    const contact = found(await lockContact(db, contactId));
    if (contact.login === null) throw new Refusal("contact.noSignIn");
    if (contact.login === login) return contactId;
    await updateContact(db, contactId, { login }, now);
    await endSessionsOf(db, { contactId });
    context.audit({ event: "contact.login-renamed", subject: { kind: "contact", id: contactId }, contactId });
    return contactId;
  },
});
