import type { Translate } from "#server/platform/i18n/translate.ts";

export type InvitationValues = { name: string; login: string; link: string; installation: string };

export const invitation = (translate: Translate, values: InvitationValues): { subject: string; bodyText: string } => ({
  subject: translate("mail.agentInvitation.subject", values),
  bodyText: translate("mail.agentInvitation.text", values),
});
