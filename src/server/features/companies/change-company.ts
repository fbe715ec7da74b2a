import type { CompanyChange } from "#contract/company.ts";
import { endSessionsOfCompany } from "#server/features/sign-in/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { type CompanyFields, companyFieldsOf, isAtOrAbove, lockCompany, lockCompanyTree, updateCompany } from "./queries.ts";

/** Changes what differs. A company that stops to be active or enabled ends the sessions of people for whom no other membership carries. */
export const changeCompany = command({
  name: "companies.change-company",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: { companyId: string; change: CompanyChange }): Promise<string> {
    const { db, now } = context;
    const { companyId } = input;
    const { version, reason, ...given } = input.change;
    if (given.parentId !== undefined) await lockCompanyTree(db);
    const company = found(await lockCompany(db, companyId));
    if (company.version !== version) throw new Refusal("record.versionStale");
    const changes = changedFields(companyFieldsOf(company), given);
    if (changes.names.length === 0) return companyId;
    await refuseCircle(db, companyId, changes.after);
    await updateCompany(db, companyId, changes.after, now);
    if (shutsPeopleOut(changes.after)) await endSessionsOfCompany(db, companyId, now);
    const { before, after } = changes;
    context.audit({ event: "company.changed", subject: { kind: "company", id: companyId }, companyId, before, after, reason });
    return companyId;
  },
});

async function refuseCircle(db: Queryable, companyId: string, after: Partial<CompanyFields>): Promise<void> {
  const { parentId } = after;
  if (typeof parentId === "string" && (await isAtOrAbove(db, companyId, parentId))) throw new Refusal("company.ownParent");
}

const shutsPeopleOut = (after: Partial<CompanyFields>): boolean => (after.state !== undefined && after.state !== "active") || after.portalEnabled === false;
