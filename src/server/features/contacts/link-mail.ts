/** Puts a link to set a password on its way, in the contact's language. */
import { insertMail } from "#server/features/outbox/queries.ts";
import { installationLanguage, resolveFor } from "#server/features/settings/queries.ts";
import { insertLink } from "#server/features/sign-in/queries.ts";
import { type Language, translateTo } from "#server/platform/i18n/translate.ts";
import { Refusal } from "#server/platform/refusal.ts";
import type { CommandContext } from "#server/platform/run-command.ts";
import { linkMail } from "./emails.ts";
import { personName } from "./person-name.ts";
import { type ContactRow, findPrimaryCompanyLanguage } from "./queries.ts";

type Addressee = Pick<ContactRow, "contact_id" | "first_name" | "last_name" | "email" | "language">;

/** *invitation*: the first password; *reset*: another one. Earlier links stop working. */
export async function sendLink(context: CommandContext, contact: Addressee, login: string, kind: "invitation" | "reset"): Promise<void> {
  const { db, now, kernel } = context;
  const { contact_id: contactId, email } = contact;
  if (email === "") throw new Refusal("contact.noEmail");
  const { token } = await insertLink(db, { contactId }, kind, now);
  const mail = linkMail(translateTo(await languageOf(context, contact)), kind, {
    name: personName({ ...contact, login }),
    login,
    link: `${kernel.publicUrl()}/set-password#${token}`,
    installation: await resolveFor(db, "installation.name"),
  });
  const mailId = await insertMail(db, { to: email, ...mail, kind, contactId, now });
  context.enqueue({ name: "outbox.send-mail", payload: { mailId } });
}

/** The contact's own, its primary company's, what the settings say for them, the installation's (ZEP-02). */
async function languageOf({ db }: CommandContext, contact: Addressee): Promise<Language> {
  const { contact_id: contactId } = contact;
  const company = contact.language === null ? await findPrimaryCompanyLanguage(db, contactId) : undefined;
  const chosen = contact.language ?? company?.language ?? (await resolveFor(db, "language", { contactId, companyId: company?.company_id }));
  return chosen === "de" || chosen === "en" ? chosen : installationLanguage(db);
}
