import { found, Refusal } from "#server/platform/refusal.ts";
import { command, settingAgent } from "#server/platform/run-command.ts";
import { membershipEvent, toldMembership } from "./membership-fields.ts";
import { deleteMembership, findMembership, findOldestOther, updateMembership } from "./membership-queries.ts";
import { lockContact } from "./queries.ts";

/** Removes a membership, but not the last one. If it was the primary one, the oldest of the others becomes it. */
export const removeMembership = command({
  name: "contacts.remove-membership",
  async run(context, input: { contactId: string; companyId: string }): Promise<void> {
    const { db, now } = context;
    const { contactId } = input;
    found(await lockContact(db, contactId));
    const membership = found(await findMembership(db, contactId, input.companyId));
    const next = await findOldestOther(db, contactId, membership.company_id);
    if (!next) throw new Refusal("membership.lastOne");
    await deleteMembership(db, membership.membership_id);
    const { company_id: companyId } = membership;
    context.audit(membershipEvent("membership.removed", { contactId, companyId }, { before: toldMembership(membership) }));
    if (!membership.is_primary) return;
    await updateMembership(db, next.membership_id, { is_primary: true }, settingAgent(context), now);
    const told = { before: { primary: false }, after: { primary: true } };
    context.audit(membershipEvent("membership.changed", { contactId, companyId: next.company_id }, told));
  },
});
