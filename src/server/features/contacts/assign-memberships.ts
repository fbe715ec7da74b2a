import type { MembershipChange } from "#contract/membership-matrix.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { listHeldMemberships, type MembershipRow, type MembershipToWrite } from "./membership-queries.ts";
import { heldAfter, type MembershipStep, stepsToRemove, stepsToSet, writeSteps } from "./membership-rule.ts";
import { lockContacts } from "./queries.ts";

type Of = { contactId: string; companyId: string };
type Outcome = { memberships: (Of & { version: number | null })[]; changed: number };

/** Sets and takes away several memberships by the rule of one, each against the version that was read; all or nothing. */
export const assignMemberships = command({
  name: "contacts.assign-memberships",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: { changes: readonly MembershipChange[]; reason?: string | undefined }): Promise<Outcome> {
    const changes = input.changes.map((change) => ({ ...change, contactId: change.contactId.toLowerCase(), companyId: change.companyId.toLowerCase() }));
    refuseTwice(changes);
    const contactIds = [...new Set(changes.map((change) => change.contactId))];
    if (!(await lockContacts(context.db, contactIds))) throw new Refusal("record.unknownReference");
    const rows = Map.groupBy(await listHeldMemberships(context.db, contactIds), (row) => row.contact_id);
    const byContact = Map.groupBy(changes, (change) => change.contactId);
    const steps = [...byContact].flatMap(([contactId, ofContact]) => stepsOf(rows.get(contactId) ?? [], ofContact));
    await writeSteps(context, steps, input.reason);
    const stepOf = new Map(steps.map((step) => [keyOf(ofStep(step)), step]));
    return {
      memberships: changes.map(({ contactId, companyId, version }) => {
        const step = stepOf.get(keyOf({ contactId, companyId }));
        return { contactId, companyId, version: !step ? version : step.after === null ? null : (version ?? 0) + 1 };
      }),
      changed: steps.length,
    };
  },
});

function stepsOf(stored: readonly MembershipRow[], changes: readonly MembershipChange[]): MembershipStep[] {
  const byCompany = new Map(stored.map((row) => [row.company_id, row]));
  let held: readonly MembershipToWrite[] = stored;
  return changes.flatMap((change) => {
    const row = byCompany.get(change.companyId);
    if (change.version !== (row?.version ?? null)) throw new Refusal("record.versionStale");
    if (change.membership === null && row?.is_primary) throw new Refusal("membership.isPrimary");
    const steps = change.membership !== null ? stepsToSet(held, change, change.membership) : row ? stepsToRemove(held, row) : [];
    held = heldAfter(held, steps);
    return steps;
  });
}

const keyOf = ({ contactId, companyId }: Of): string => `${contactId} ${companyId}`;

function ofStep({ before, after }: MembershipStep): Of {
  const membership = after ?? before;
  return { contactId: membership?.contact_id ?? "", companyId: membership?.company_id ?? "" };
}

function refuseTwice(changes: readonly Of[]): void {
  const seen = new Set<string>();
  for (const [at, change] of changes.entries()) {
    if (seen.has(keyOf(change))) throw new Refusal("request.invalid", { fields: [{ path: `changes.${at}.companyId`, code: "notInList" }] });
    seen.add(keyOf(change));
  }
}
