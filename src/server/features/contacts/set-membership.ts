import type { MembershipInput } from "#contract/contact.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { listHeldMemberships } from "./membership-queries.ts";
import { stepsToSet, writeSteps } from "./membership-rule.ts";
import { lockContact } from "./queries.ts";

/** Sets one membership by its company. */
export const setMembership = command({
  name: "contacts.set-membership",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: { contactId: string; membership: MembershipInput }): Promise<void> {
    const { version, reason, ...given } = input.membership;
    const { contact_id: contactId } = found(await lockContact(context.db, input.contactId));
    const of = { contactId, companyId: given.companyId.toLowerCase() };
    const held = await listHeldMemberships(context.db, [contactId]);
    const stored = held.find((membership) => membership.company_id === of.companyId);
    if (version !== undefined && version !== stored?.version) throw new Refusal("record.versionStale");
    await writeSteps(context, stepsToSet(held, of, given), reason);
  },
});
