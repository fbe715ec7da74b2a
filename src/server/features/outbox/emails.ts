import type { Translate } from "#server/platform/i18n/translate.ts";

export const testMail = (translate: Translate, values: { installation: string; url: string }): { subject: string; bodyText: string } => ({
  subject: translate("mail.test.subject", values),
  bodyText: translate("mail.test.text", values),
});
