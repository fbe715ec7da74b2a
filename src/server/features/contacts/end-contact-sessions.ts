import { endSessionsOf } from "#server/features/sign-in/queries.ts";
import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockContact } from "./queries.ts";

export const endContactSessions = command({
  name: "contacts.end-contact-sessions",
  async run(context, input: { contactId: string }): Promise<void> {
    const { contactId } = input;
    found(await lockContact(context.db, contactId));
    const ended = await endSessionsOf(context.db, { contactId });
    context.audit({ event: "contact.sessions-ended", subject: { kind: "contact", id: contactId }, contactId, after: { ended } });
  },
});
