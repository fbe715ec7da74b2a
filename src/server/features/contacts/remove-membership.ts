import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { listHeldMemberships } from "./membership-queries.ts";
import { stepsToRemove, writeSteps } from "./membership-rule.ts";
import { lockContact } from "./queries.ts";

/** Removes one membership by its company. */
export const removeMembership = command({
  name: "contacts.remove-membership",
  async run(context, input: { contactId: string; companyId: string }): Promise<void> {
    const { contact_id: contactId } = found(await lockContact(context.db, input.contactId));
    const held = await listHeldMemberships(context.db, [contactId]);
    const membership = found(held.find((one) => one.company_id === input.companyId.toLowerCase()));
    await writeSteps(context, stepsToRemove(held, membership));
  },
});
