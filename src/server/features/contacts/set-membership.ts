import { randomUUIDv7 } from "node:crypto";
import type { MembershipInput } from "#contract/contact.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import { newMembershipColumns, toldMembership, withGiven } from "./membership-fields.ts";
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
    const primary = await findPrimary(db, contactId);
    if (stored?.is_primary && given.primary === false) throw new Refusal("request.invalid", { fields: [{ path: "primary", code: "notInList" }] });
    const wanted = withGiven(stored ?? newMembershipColumns, { ...given, primary: (given.primary ?? stored?.is_primary ?? false) || primary === undefined });
    if (wanted.is_primary && primary && primary.company_id !== companyId) await handOverPrimary(context, primary, reason);
    if (stored) await change(context, stored, wanted, reason);
    else await add(context, { contactId, companyId }, wanted, reason);
  },
});

async function add(context: CommandContext, of: { contactId: string; companyId: string }, wanted: MembershipColumns, reason: string | undefined) {
  const { contactId, companyId } = of;
  const membershipId = randomUUIDv7();
  await insertMemberships(context.db, contactId, [{ membership_id: membershipId, company_id: companyId, ...wanted }], settingAgent(context), context.now);
  const subject = { kind: "membership", id: membershipId };
  context.audit({ event: "membership.added", subject, companyId, contactId, after: toldMembership(wanted), reason });
}

async function change(context: CommandContext, stored: MembershipRow, wanted: MembershipColumns, reason: string | undefined) {
  const { names, before, after } = changedFields(toldMembership(stored), toldMembership(wanted));
  if (names.length === 0) return;
  await updateMembership(context.db, stored.membership_id, wanted, settingAgent(context), context.now);
  const subject = { kind: "membership", id: stored.membership_id };
  context.audit({ event: "membership.changed", subject, companyId: stored.company_id, contactId: stored.contact_id, before, after, reason });
}

const handOverPrimary = (context: CommandContext, primary: MembershipRow, reason: string | undefined): Promise<void> =>
  change(context, primary, withGiven(primary, { primary: false }), reason);
