import { randomUUIDv7 } from "node:crypto";
import type { ContactInput, MembershipInput } from "#contract/contact.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import { sendLink } from "./link-mail.ts";
import { membershipEvent, newMembershipColumns, toldMembership, withGiven } from "./membership-fields.ts";
import { insertMemberships, type MembershipToWrite } from "./membership-queries.ts";
import { setNewPassword } from "./new-password.ts";
import { insertContact } from "./queries.ts";
import { toldContact } from "./told-contact.ts";

/** More companies than any person has, and few enough for one request. */
const mostMemberships = 1000;

/** Creates a contact with its companies, and with a sign-in if one is given: by link, with a password, or (user name only) for later. */
export const createContact = command({
  name: "contacts.create-contact",
  async run(context, input: ContactInput): Promise<string> {
    const { db, now } = context;
    const { memberships: given, signIn, ...person } = input;
    if (signIn?.send && signIn.password !== undefined) throw invalid("signIn.send");
    if (signIn?.send && (person.state ?? "active") !== "active") throw new Refusal("contact.notActive");
    const contactId = randomUUIDv7();
    const memberships = newMemberships(contactId, given);
    const state = signIn?.send ? "invited" : (person.state ?? "active");
    await insertContact(db, { contactId, now, login: signIn?.login ?? null, ...person, state });
    await insertMemberships(db, memberships, settingAgent(context), now);
    context.audit({ event: "contact.created", subject: { kind: "contact", id: contactId }, contactId, after: toldContact({ ...person, state }) });
    for (const membership of memberships)
      context.audit(membershipEvent("membership.added", { contactId, companyId: membership.company_id }, { after: toldMembership(membership) }));
    if (signIn) await openSignIn(context, contactId, input, signIn);
    return contactId;
  },
});

const invalid = (path: string): Refusal => new Refusal("request.invalid", { fields: [{ path, code: "notInList" }] });

/** The first is primary unless another says so; each company once. */
function newMemberships(contactId: string, given: readonly MembershipInput[]): MembershipToWrite[] {
  if (given.length > mostMemberships) throw new Refusal("request.invalid", { fields: [{ path: "memberships", code: "tooLong" }] });
  const primary = given.findIndex((membership) => membership.primary);
  const companyIds = given.map((membership) => membership.companyId.toLowerCase());
  return given.map((membership, at) => {
    if (companyIds.indexOf(companyIds[at] ?? "") !== at) throw invalid(`memberships.${at}.companyId`);
    if (membership.primary && at !== primary) throw invalid(`memberships.${at}.primary`);
    const columns = withGiven(newMembershipColumns, { ...membership, primary: at === Math.max(primary, 0) });
    return { membership_id: randomUUIDv7(), contact_id: contactId, company_id: membership.companyId, ...columns };
  });
}

async function openSignIn(context: CommandContext, contactId: string, input: ContactInput, signIn: NonNullable<ContactInput["signIn"]>): Promise<void> {
  const contact = {
    contact_id: contactId,
    first_name: input.firstName ?? "",
    last_name: input.lastName,
    email: input.email,
    language: input.language ?? null,
  };
  if (signIn.send) await sendLink(context, contact, signIn.login, "invitation");
  if (signIn.password !== undefined) await setNewPassword(context, contact, signIn.login, signIn.password, "signIn.password");
  const by = signIn.send ? "link" : signIn.password === undefined ? "userName" : "password";
  context.audit({ event: "contact.sign-in-given", subject: { kind: "contact", id: contactId }, contactId, after: { by } });
}
