import { randomUUIDv7 } from "node:crypto";
import type { MembershipInput } from "#contract/contact.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import { membershipEvent, newMembershipColumns, toldMembership, withGiven } from "./membership-fields.ts";
import { findMembership, findPrimary, insertMemberships, type MembershipColumns, type MembershipRow, updateMembership } from "./membership-queries.ts";
import { lockContact } from "./queries.ts";

/** Sets one membership by its company. A contact always has exactly one primary company: naming another moves it, the first is it. */
export const setMembership = command({
  name: "contacts.set-membership",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: { contactId: string; membership: MembershipInput }): Promise<void> {
    const { db } = context;
    const { contactId } = input;
    const { companyId, version, reason, ...given } = input.membership;
    found(await lockContact(db, contactId));
    const stored = await findMembership(db, contactId, companyId);
    if (version !== undefined && version !== stored?.version) throw new Refusal("record.versionStale");
    if (stored?.is_primary && given.primary === false) throw new Refusal("request.invalid", { fields: [{ path: "primary", code: "notInList" }] });
    const primary = await findPrimary(db, contactId);
    const becomesPrimary = primary === undefined || (given.primary ?? stored?.is_primary ?? false);
    const wanted = withGiven(stored ?? newMembershipColumns, { ...given, primary: becomesPrimary });
    if (becomesPrimary && primary && primary.membership_id !== stored?.membership_id)
      await change(context, primary, withGiven(primary, { primary: false }), reason);
    if (stored) await change(context, stored, wanted, reason);
    else await add(context, { contactId, companyId }, wanted, reason);
  },
});

async function add(context: CommandContext, of: { contactId: string; companyId: string }, wanted: MembershipColumns, reason: string | undefined) {
  const membership = { membership_id: randomUUIDv7(), company_id: of.companyId, ...wanted };
  await insertMemberships(context.db, of.contactId, [membership], settingAgent(context), context.now);
  context.audit(membershipEvent("membership.added", of, { after: toldMembership(wanted), reason }));
}

async function change(context: CommandContext, stored: MembershipRow, wanted: MembershipColumns, reason: string | undefined) {
  const { names, before, after } = changedFields(toldMembership(stored), toldMembership(wanted));
  if (names.length === 0) return;
  await updateMembership(context.db, stored.membership_id, wanted, settingAgent(context), context.now);
  const of = { contactId: stored.contact_id, companyId: stored.company_id };
  context.audit(membershipEvent("membership.changed", of, { before, after, reason }));
}
