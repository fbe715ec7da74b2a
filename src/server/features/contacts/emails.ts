/** Mails with a link to set a password (ZEP-03, ZEP-04). */
import type { Translate } from "#server/platform/i18n/translate.ts";

export type LinkMailValues = { name: string; login: string; link: string; installation: string };

const sentences = { invitation: "mail.invitation", reset: "mail.resetByAgent" } as const;

export const linkMail = (translate: Translate, kind: "invitation" | "reset", values: LinkMailValues): { subject: string; bodyText: string } => ({
  subject: translate(`${sentences[kind]}.subject`, values),
  bodyText: translate(`${sentences[kind]}.text`, values),
});
