/** Puts a link to set a password on its way, in the contact's language. */
import { insertMail } from "#server/features/outbox/queries.ts";
import { localeOfContact, resolveFor } from "#server/features/settings/queries.ts";
import { insertLink } from "#server/features/sign-in/queries.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { Refusal } from "#server/platform/refusal.ts";
import type { CommandContext } from "#server/platform/run-command.ts";
import { linkMail } from "./emails.ts";
import { personName } from "./person-name.ts";
import type { ContactRow } from "./queries.ts";

type Addressee = Pick<ContactRow, "contact_id" | "first_name" | "last_name" | "email">;

/** *invitation*: the first password; *reset*: another one. Earlier links stop working. */
export async function sendLink(context: CommandContext, contact: Addressee, login: string, kind: "invitation" | "reset"): Promise<void> {
  const { db, now, kernel } = context;
  const { contact_id: contactId, email } = contact;
  if (email === "") throw new Refusal("contact.noEmail");
  const { language } = await localeOfContact(db, contactId);
  const { token } = await insertLink(db, { contactId }, kind, now);
  const mail = linkMail(translateTo(language), kind, {
    name: personName({ ...contact, login }),
    login,
    link: `${kernel.publicUrl()}/set-password#${token}`,
    installation: await resolveFor(db, "installation.name"),
  });
  const mailId = await insertMail(db, { to: email, ...mail, kind, contactId, now });
  context.enqueue({ name: "outbox.send-mail", payload: { mailId } });
}
