/** Mails with a link to set a password (ZEP-03, ZEP-04). */
import type { Translate } from "#server/platform/i18n/translate.ts";

export type LinkMailValues = { name: string; login: string; link: string; installation: string };

const keys = {
  invitation: { subject: "mail.invitation.subject", text: "mail.invitation.text" },
  reset: { subject: "mail.resetByAgent.subject", text: "mail.resetByAgent.text" },
} as const;

export const linkMail = (translate: Translate, kind: "invitation" | "reset", values: LinkMailValues): { subject: string; bodyText: string } => ({
  subject: translate(keys[kind].subject, values),
  bodyText: translate(keys[kind].text, values),
});
