/** Somebody signed in changes the own password: the current one is asked, all other sessions end. */
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { verifyStored } from "#server/platform/passwords/stored-password.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { findMailFacts } from "./people-queries.ts";
import { deleteUnusedLinks, endSessionsOf, findCredential, type Person, setCredential } from "./queries.ts";
import { acceptPassword } from "./set-password-by-link.ts";

export const changeOwnPassword = command({
  name: "sign-in.change-own-password",
  async run(context, input: { person: Person; sessionId: string | null; current: string; password: string }): Promise<void> {
    const { db, now } = context;
    const credential = await findCredential(db, input.person);
    if (!credential || !(await verifyStored(input.current, credential)).ok)
      throw new Refusal("password.wrongCurrent", { fields: [{ path: "current", code: "badFormat" }] });
    const facts = await findMailFacts(db, input.person);
    acceptPassword(input.password, { login: facts?.login ?? "", email: facts?.email ?? "", names: facts?.names ?? [] });
    await setCredential(db, input.person, { scheme: "argon2id", hash: await hashPassword(input.password) }, now);
    await endSessionsOf(db, input.person, input.sessionId);
    await deleteUnusedLinks(db, input.person);
    const contactId = "contactId" in input.person ? input.person.contactId : null;
    context.audit({
      event: "sign-in.password-changed",
      subject: contactId ? { kind: "contact", id: contactId } : { kind: "agent", id: "agentId" in input.person ? input.person.agentId : null },
      contactId,
    });
  },
});
