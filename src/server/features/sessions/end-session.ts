import { deleteSession } from "#server/features/sign-in/queries.ts";
import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";

/** Ends anybody's session at once. */
export const endSession = command({
  name: "sessions.end-session",
  async run(context, input: { id: string }): Promise<void> {
    const { contactId, agentId } = found(await deleteSession(context.db, input.id));
    const subject = contactId !== null ? { kind: "contact", id: contactId } : { kind: "agent", id: agentId };
    context.audit({ event: "session.ended", subject, contactId });
  },
});
