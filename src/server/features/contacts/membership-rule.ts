/** What setting and taking away a membership does to a contact, the same for one and for many. */
import { randomUUIDv7 } from "node:crypto";
import { deleteGrantsOfMemberships, grantEvent } from "#server/features/grants/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, settingAgent } from "#server/platform/run-command.ts";
import { type GivenFields, membershipEvent, newMembershipColumns, toldMembership, withGiven } from "./membership-fields.ts";
import { deleteMemberships, insertMemberships, type MembershipToWrite, updateMemberships } from "./membership-queries.ts";

type Held = readonly MembershipToWrite[];

/** One membership before and after; null: there is none. */
export type MembershipStep = { before: MembershipToWrite | null; after: MembershipToWrite | null };

/** A contact always has exactly one primary company: naming another moves it, the first is it. `held`: all that the contact has. */
export function stepsToSet(held: Held, of: { contactId: string; companyId: string }, given: GivenFields): MembershipStep[] {
  const stored = held.find((membership) => membership.company_id === of.companyId);
  if (stored?.is_primary && given.primary === false) throw new Refusal("request.invalid", { fields: [{ path: "primary", code: "notInList" }] });
  const primary = held.find((membership) => membership.is_primary);
  const becomesPrimary = primary === undefined || (given.primary ?? stored?.is_primary ?? false);
  const base = stored ?? { membership_id: randomUUIDv7(), contact_id: of.contactId, company_id: of.companyId, ...newMembershipColumns };
  const after = { ...base, ...withGiven(base, { ...given, primary: becomesPrimary }) };
  const moved = becomesPrimary && primary && primary !== stored ? [{ before: primary, after: { ...primary, is_primary: false } }] : [];
  return [...moved, { before: stored ?? null, after }].filter(isDifferent);
}

/** Not the last one; if it was the primary one, the one that the contact has had for longest becomes it. */
export function stepsToRemove(held: Held, membership: MembershipToWrite): MembershipStep[] {
  const next = held.find((other) => other !== membership);
  if (!next) throw new Refusal("membership.lastOne");
  const moved = membership.is_primary ? [{ before: next, after: { ...next, is_primary: true } }] : [];
  return [{ before: membership, after: null }, ...moved];
}

/** What the contact has after these steps. */
export const heldAfter = (held: Held, steps: readonly MembershipStep[]): Held => [
  ...held.flatMap((membership) => {
    const step = steps.find(({ before }) => before === membership);
    return step === undefined ? [membership] : (step.after ?? []);
  }),
  ...steps.flatMap(({ before, after }) => (before === null && after !== null ? [after] : [])),
];

/** Writes them with an audit event each. Grants on projects of a company end with the membership. A primary mark goes before another one comes: the table allows one at a time. */
export async function writeSteps(context: CommandContext, steps: readonly MembershipStep[], reason?: string): Promise<void> {
  const { db, now } = context;
  const setBy = settingAgent(context);
  const changed = steps.flatMap(({ before, after }) => (before && after ? [after] : []));
  const isPrimary = (membership: MembershipToWrite) => membership.is_primary;
  const removed = steps.flatMap(({ before, after }) => (before && !after ? [before.membership_id] : []));
  const endedGrants = await deleteGrantsOfMemberships(db, removed);
  await deleteMemberships(db, removed);
  await updateMemberships(
    db,
    changed.filter((membership) => !isPrimary(membership)),
    setBy,
    now,
  );
  await updateMemberships(db, changed.filter(isPrimary), setBy, now);
  await insertMemberships(
    db,
    steps.flatMap(({ before, after }) => (!before && after ? [after] : [])),
    setBy,
    now,
  );
  for (const step of steps) auditStep(context, step, reason);
  for (const grant of endedGrants) context.audit(grantEvent(grant, null, reason));
}

const isDifferent = ({ before, after }: MembershipStep): boolean =>
  before === null || after === null || changedFields(toldMembership(before), toldMembership(after)).names.length > 0;

function auditStep(context: CommandContext, { before, after }: MembershipStep, reason: string | undefined): void {
  const membership = after ?? before;
  if (!membership) return;
  const of = { contactId: membership.contact_id, companyId: membership.company_id };
  if (!before) context.audit(membershipEvent("membership.added", of, { after: toldMembership(membership), reason }));
  else if (!after) context.audit(membershipEvent("membership.removed", of, { before: toldMembership(membership), reason }));
  else {
    const told = changedFields(toldMembership(before), toldMembership(after));
    context.audit(membershipEvent("membership.changed", of, { before: told.before, after: told.after, reason }));
  }
}
