/** Plans and compares an export without a folder and without a database. */
import type { RoleFact } from "#domain/access/facts.ts";
import type { SettingKey } from "#domain/settings/catalogue.ts";
import { compareVisibility, type Visibility } from "#domain/take-over/compare-visibility.ts";
import type { DifferenceCode } from "#domain/take-over/explain-difference.ts";
import { createFindings, type FindingSummary } from "#domain/take-over/findings.ts";
import { type Plan, planTakeOver } from "#domain/take-over/plan.ts";
import { switchesOf } from "#domain/take-over/plan-settings.ts";
import { emptyTable, type Raw, type RawTable, type Tables } from "#domain/take-over/raw.ts";
import { readSettings, type TakeOverSettings } from "#domain/take-over/settings.ts";
import { sourceClock } from "#domain/take-over/source-time.ts";
import { tablesOf } from "./build-export.ts";
import { settingsOf } from "./build-settings.ts";
import type { ExportDescription } from "./export-description.ts";

type PlanOptions = { applyCaseVariants?: boolean; sourceTimeZone?: string; historyRows?: Raw[] };
type Planned = {
  plan: Plan;
  visibility: Visibility;
  findings: FindingSummary[];
  /** `login sees number` of everybody, as the old system listed and as Pforte lists. */
  before: string[];
  now: string[];
  /** `code: login, number` of differences in the list itself; without those that only concern the old open rule. */
  differences: string[];
  byCode: Partial<Record<DifferenceCode | "UNEXPLAINED", number>>;
};

const role = (scope: RoleFact["scope"]): RoleFact => ({
  ...{ roleId: scope, name: scope, scope },
  verbs: ["read", "create", "reply", "close", "judge"],
  confidential: false,
  createForSubsidiaries: false,
  desk: false,
});

export function planDescription(description: ExportDescription, options: PlanOptions = {}): Planned {
  const tables = new Map(tablesOf(description).map((table): [string, RawTable] => [table.name, { ...table, present: true }]));
  return planTables(readSettings(settingsOf(description)), (name) => tables.get(name) ?? emptyTable(name), options);
}

export function planTables(settings: TakeOverSettings, tables: Tables, options: PlanOptions = {}): Planned {
  const findings = createFindings();
  const clock = sourceClock(options.sourceTimeZone ?? null);
  const { applyCaseVariants = false, historyRows = [] } = options;
  const plan = planTakeOver({ settings, tables, historyRows, clock, applyCaseVariants, takenStatuses: [], findings });
  const visibility = compareVisibility({
    access: {
      contacts: plan.contacts,
      companies: plan.companies.records(),
      groups: plan.master.groups,
      memberships: plan.memberships,
      rights: plan.rights,
      roles: { basic: role("own"), advanced: role("company") },
      switches: switchesOf(new Map<SettingKey, unknown>(plan.settings.map(({ key, value }) => [key, value]))),
    },
    persons: plan.persons,
    tickets: plan.tickets,
    worlds: plan.worlds,
    modules: settings.permissionModules,
    companyKeyOf: (id) => plan.companies.find(id)?.key,
    now: Date.UTC(2026, 10, 1),
  });
  return { plan, visibility, findings: findings.summary(), ...told(visibility) };
}

function told({ contacts, differences }: Visibility): Pick<Planned, "before" | "now" | "differences" | "byCode"> {
  const byCode: Planned["byCode"] = {};
  for (const { code } of differences) byCode[code ?? "UNEXPLAINED"] = (byCode[code ?? "UNEXPLAINED"] ?? 0) + 1;
  return {
    before: contacts.flatMap(({ contact, before }) => before.map((number) => `${contact} sees ${number}`)),
    now: contacts.flatMap(({ contact, now }) => now.map((number) => `${contact} sees ${number}`)),
    differences: differences
      .filter((difference) => difference.listedBefore !== difference.listedNow)
      .map(({ code, contact, ticket }) => `${code ?? "UNEXPLAINED"}: ${contact}, ${ticket}`),
    byCode,
  };
}
