/** Sets a password with the token of an invitation or reset link: the link is used up, all sessions end (ZEP-03). */
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { checkPassword } from "#server/platform/passwords/policy.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command } from "#server/platform/run-command.ts";
import { activateInvited, findMailFacts } from "./people-queries.ts";
import { endSessionsOf, findLink, type LinkPurpose, markLinkUsed, type Person, setCredential } from "./queries.ts";

export type UsableLink = { linkId: string; purpose: LinkPurpose; person: Person | null };

/** The link if it can be used now in this realm; says why not. */
export async function usableLink(
  context: Pick<CommandContext, "db" | "now">,
  realm: "portal" | "workspace",
  token: string,
  lock: boolean,
): Promise<UsableLink> {
  const link = await findLink(context.db, token, lock);
  const person: Person | null = link?.contact_id ? { contactId: link.contact_id } : link?.agent_id ? { agentId: link.agent_id } : null;
  if (!link || (realm === "portal") !== (person !== null && "contactId" in person)) throw new Refusal("link.invalid");
  if (link.used_at !== null) throw new Refusal("link.used");
  if (link.expires_at <= context.now) throw new Refusal("link.expired");
  return { linkId: link.link_token_id, purpose: link.purpose as LinkPurpose, person };
}

export const setPasswordByLink = command({
  name: "sign-in.set-password-by-link",
  async run(context, input: { realm: "portal" | "workspace"; token: string; password: string }): Promise<Person> {
    const { db, now } = context;
    const link = await usableLink(context, input.realm, input.token, true);
    if (!link.person) throw new Refusal("link.invalid");
    const facts = await findMailFacts(db, link.person);
    if (!facts || facts.state === "suspended" || facts.state === "closed") throw new Refusal("link.invalid");
    acceptPassword(input.password, { login: facts.login ?? "", email: facts.email, names: facts.names });
    await setCredential(db, link.person, { scheme: "argon2id", hash: await hashPassword(input.password) }, now);
    await markLinkUsed(db, link.linkId, now);
    await endSessionsOf(db, link.person);
    await activateInvited(db, link.person);
    const contactId = "contactId" in link.person ? link.person.contactId : null;
    context.audit({
      event: "sign-in.password-set-by-link",
      subject: contactId ? { kind: "contact", id: contactId } : { kind: "agent", id: "agentId" in link.person ? link.person.agentId : null },
      contactId,
    });
    return link.person;
  },
});

/** Refuses a password that the policy does not take, with the reasons at the field. */
export function acceptPassword(password: string, owner: Parameters<typeof checkPassword>[1]): void {
  const problems = checkPassword(password, owner);
  if (problems.length > 0) throw new Refusal("password.unacceptable", { fields: problems.map((code) => ({ path: "password", code })) });
}
