import { randomUUIDv7 } from "node:crypto";
import type { CompanyInput } from "#contract/company.ts";
import { command } from "#server/platform/run-command.ts";
import { nextCompanyNumber } from "./company-number.ts";
import { insertCompany } from "./queries.ts";

/** Creates a company; its number is the next one of the configured format where none is given. */
export const createCompany = command({
  name: "companies.create-company",
  async run(context, input: CompanyInput): Promise<string> {
    const { db, now } = context;
    const companyId = randomUUIDv7();
    const fields = { ...input, number: input.number ?? (await nextCompanyNumber(db, now)) };
    await insertCompany(db, { companyId, now, ...fields });
    context.audit({ event: "company.created", subject: { kind: "company", id: companyId }, companyId, after: fields });
    return companyId;
  },
});
