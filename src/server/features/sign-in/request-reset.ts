/** "Forgot password": the same answer for everybody; a mail goes to people who have a sign-in and may enter. */

import { insertMail } from "#server/features/outbox/queries.ts";
import { installationLanguage, localeOfContact, resolveFor } from "#server/features/settings/queries.ts";
import { type Language, translateTo } from "#server/platform/i18n/translate.ts";
import { command } from "#server/platform/run-command.ts";
import { findAgentForSignIn, findContactForSignIn, findMailFacts } from "./people-queries.ts";
import { insertLink, type Person } from "./queries.ts";

export const requestReset = command({
  name: "sign-in.request-reset",
  silent: true, // for unknown logins nothing happens; a link that is sent is audited
  async run(context, input: { realm: "portal" | "workspace"; login: string }): Promise<void> {
    const { db, now, kernel } = context;
    const typed = input.login.trim();
    const candidate = await (input.realm === "portal" ? findContactForSignIn(db, typed) : findAgentForSignIn(db, typed));
    if (!candidate || candidate.state === "suspended" || candidate.state === "closed") return;
    const person: Person = input.realm === "portal" ? { contactId: candidate.id } : { agentId: candidate.id };
    const facts = await findMailFacts(db, person);
    if (!facts?.email) return;
    const language =
      "contactId" in person
        ? (await localeOfContact(db, person.contactId)).language
        : ((facts.language as Language | null) ?? (await installationLanguage(db)));
    const { token } = await insertLink(db, person, candidate.state === "invited" ? "invitation" : "reset", now);
    const link = `${kernel.publicUrl()}${input.realm === "portal" ? "" : "/workspace"}/set-password#${token}`;
    const translate = translateTo(language);
    const values = { name: facts.name, login: candidate.login, link, installation: await resolveFor(db, "installation.name", {}) };
    const mailId = await insertMail(db, {
      to: facts.email,
      subject: translate("mail.reset.subject", values),
      bodyText: translate("mail.reset.text", values),
      kind: "reset",
      ...person,
      now,
    });
    context.enqueue({ name: "outbox.send-mail", payload: { mailId } });
    context.audit({
      event: "sign-in.reset-requested",
      subject: "contactId" in person ? { kind: "contact", id: person.contactId } : { kind: "agent", id: person.agentId },
      contactId: "contactId" in person ? person.contactId : null,
    });
  },
});
