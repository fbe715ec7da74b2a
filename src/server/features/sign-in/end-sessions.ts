/** Ending sessions that somebody no longer wants, one's own. */
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { deleteSession, endSessionsOf, type Person } from "./queries.ts";

/** Signing out, or ending another of one's own sessions. */
export const endOwnSession = command({
  name: "sign-in.end-own-session",
  silent: true, // nobody's access changes but this browser's
  async run(context, input: { person: Person; sessionId: string }): Promise<void> {
    if (!(await deleteSession(context.db, input.sessionId, input.person))) throw new Refusal("record.notFound");
  },
});

/** Everywhere but here. */
export const endOtherSessions = command({
  name: "sign-in.end-other-sessions",
  silent: true, // nobody's access changes but these browsers'
  async run(context, input: { person: Person; sessionId: string | null }): Promise<void> {
    await endSessionsOf(context.db, input.person, input.sessionId);
  },
});
