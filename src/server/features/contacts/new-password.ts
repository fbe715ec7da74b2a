/** A password that an agent enters for a contact: accepted by the policy, stored as argon2id, older links gone. */
import { deleteUnusedLinks, setCredential } from "#server/features/sign-in/queries.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { checkPassword } from "#server/platform/passwords/policy.ts";
import { Refusal } from "#server/platform/refusal.ts";
import type { CommandContext } from "#server/platform/run-command.ts";
import type { ContactRow } from "./queries.ts";

type Owner = Pick<ContactRow, "contact_id" | "first_name" | "last_name" | "email">;

/** `path`: where the password stands in the request, for the reasons of a refusal. */
export async function setNewPassword(context: CommandContext, owner: Owner, login: string, password: string, path: string): Promise<void> {
  const problems = checkPassword(password, { login, email: owner.email, names: [owner.first_name, owner.last_name] });
  if (problems.length > 0) throw new Refusal("password.unacceptable", { fields: problems.map((code) => ({ path, code })) });
  const person = { contactId: owner.contact_id };
  await setCredential(context.db, person, { scheme: "argon2id", hash: await hashPassword(password) }, context.now);
  await deleteUnusedLinks(context.db, person);
}
