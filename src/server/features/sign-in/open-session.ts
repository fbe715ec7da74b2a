/** Opens a session for somebody whose password was right; state and door are asked again inside the transaction. */
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { StoredPassword } from "#server/platform/passwords/stored-password.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command } from "#server/platform/run-command.ts";
import { rememberDevice } from "./brake-queries.ts";
import { findAgentState, insertSignInEvent, setLastSignIn } from "./people-queries.ts";
import { deleteSessionByToken, insertSession, type Person, setCredential } from "./queries.ts";

export type OpenSessionInput = {
  person: Person;
  realm: "portal" | "workspace";
  device: { token: string; accountKey: string };
  /** A session that this browser had before; it ends. */
  formerToken: string | undefined;
  /** The password as it is stored from now on, where it was stored in an older way. */
  rehashed: StoredPassword | null;
};

export const openSession = command({
  name: "sign-in.open-session",
  silent: true, // the sign-in log is its record
  async run(context, input: OpenSessionInput): Promise<{ token: string; seconds: number }> {
    const { db, now } = context;
    if (!(await mayEnter(context, input.person))) throw new Refusal("signIn.failed");
    if (input.formerToken) await deleteSessionByToken(db, input.formerToken);
    if (input.rehashed) await setCredential(db, input.person, input.rehashed, now);
    const seconds = Number(await resolveFor(db, "signIn.sessionLongestHours", {})) * 3600;
    const { token } = await insertSession(db, input.person, {
      now,
      expiresAt: new Date(now.getTime() + seconds * 1000),
      network: context.network,
      client: context.client,
    });
    await rememberDevice(db, input.device.token, input.device.accountKey, now);
    await setLastSignIn(db, input.person, now);
    await insertSignInEvent(db, { realm: input.realm, person: input.person, outcome: "signedIn", network: context.network, client: context.client, now });
    return { token, seconds };
  },
});

/** Standing of a contact (access-model, "Door"); an agent is active or not. */
async function mayEnter({ db, now }: CommandContext, person: Person): Promise<boolean> {
  if ("agentId" in person) return (await findAgentState(db, person.agentId)) === "active";
  const facts = await findContactFacts(db, person.contactId);
  return facts !== undefined && effectiveAccess(facts, now.getTime()).door.open;
}
