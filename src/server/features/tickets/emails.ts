/** Mails about a ticket that is finished (ZEP-13), and about one that the contact may not read (ZEP-09). */
import type { Translate } from "#server/platform/i18n/translate.ts";

/** `judge`: with the way to its judgement; `changed`: nothing of the ticket but its number. */
export type FinishedMail = "judge" | "finished" | "finishedWithoutSignIn" | "changed";

export type FinishedMailValues = { name: string; number: string; subject: string; link: string; installation: string };

const keys = {
  judge: { subject: "mail.judge.subject", text: "mail.judge.text" },
  finished: { subject: "mail.finished.subject", text: "mail.finished.text" },
  finishedWithoutSignIn: { subject: "mail.finished.subject", text: "mail.finishedWithoutSignIn.text" },
  changed: { subject: "mail.changed.subject", text: "mail.changed.text" },
} as const;

export function finishedMail(translate: Translate, kind: FinishedMail, values: FinishedMailValues): { subject: string; bodyText: string } {
  const told = kind === "changed" ? { name: values.name, number: values.number, installation: values.installation } : values;
  return { subject: translate(keys[kind].subject, told), bodyText: translate(keys[kind].text, told) };
}
