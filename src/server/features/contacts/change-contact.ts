import type { ContactChange } from "#contract/contact.ts";
import { deleteUnusedLinks, endSessionsOf } from "#server/features/sign-in/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { contactFieldsOf, lockContact, updateContact } from "./queries.ts";
import { toldContact } from "./told-contact.ts";

/** Changes what differs. Suspending or closing ends sessions and links at once; another address ends links that went to the former one. */
export const changeContact = command({
  name: "contacts.change-contact",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: { contactId: string; change: ContactChange }): Promise<string> {
    const { db, now } = context;
    const { contactId } = input;
    const { version, reason, ...given } = input.change;
    const contact = found(await lockContact(db, contactId));
    if (contact.version !== version) throw new Refusal("record.versionStale");
    const changes = changedFields(contactFieldsOf(contact), given);
    if (changes.names.length === 0) return contactId;
    await updateContact(db, contactId, changes.after, now);
    const shutOut = changes.after.state !== undefined && changes.after.state !== "active";
    if (shutOut) await endSessionsOf(db, { contactId });
    if (shutOut || changes.after.email !== undefined) await deleteUnusedLinks(db, { contactId });
    const [before, after] = [toldContact(changes.before), toldContact(changes.after)];
    context.audit({ event: "contact.changed", subject: { kind: "contact", id: contactId }, contactId, before, after, reason });
    return contactId;
  },
});
