/** Group rights of contacts, companies (own tickets and those of others) and everybody. */
import type { Findings } from "./findings.ts";
import { effectiveCompanyIds, type OtrsWorld } from "./otrs-world.ts";
import type { Persons } from "./persons.ts";
import type { Companies } from "./plan-companies.ts";
import { hasPartnersOnly } from "./plan-memberships.ts";
import { cell, groupTable, type Raw, type Tables } from "./raw.ts";
import type { TakeOverSettings } from "./settings.ts";
import { recordStates } from "./states.ts";

type RightSubjectKey =
  | { kind: "contact"; contactKey: string }
  | { kind: "company"; companyKey: string; context: "own" | "others" }
  | { kind: "everybody"; everybody: "contact" | "company" };

export type RightRecord = { key: string; subject: RightSubjectKey; groupKey: string; read: boolean; create: boolean; edit: boolean };

type RightsInput = {
  settings: TakeOverSettings;
  tables: Tables;
  persons: Persons;
  companies: Companies;
  world: OtrsWorld;
  applyCaseVariants: boolean;
  /** Everybody gets every valid group (see `closedGroup` in findings). */
  everybodyEverywhere: boolean;
  findings: Findings;
};

const levels: Record<string, "read" | "create" | "edit"> = { ro: "read", create: "create", rw: "edit" };

export function planRights(input: RightsInput): RightRecord[] {
  const rights = new Map<string, RightRecord>();
  const give = (subject: RightSubjectKey, groupKey: string, level: "read" | "create" | "edit") => {
    const key = `${subjectText(subject)}|${groupKey}`;
    const held = rights.get(key) ?? { key, subject, groupKey, read: false, create: false, edit: false };
    rights.set(key, { ...held, [level]: true });
  };
  const groups = new Set(groupTable(input.tables).rows.map((row) => cell(row, "id")));
  readPersonRights(input, groups, give);
  readCompanyRights(input, groups, give);
  for (const person of input.persons.all) {
    if (!hasPartnersOnly(person, input.world)) continue;
    for (const groupId of inheritedCreate(input.world, person.login)) give({ kind: "contact", contactKey: person.key }, groupId, "create");
  }
  for (const right of rights.values()) {
    if (right.edit && (right.read || right.create)) input.findings.add("rightBesideEdit", "group_customer, group_customer_user", right.key);
  }
  giveEverybody(input, give);
  return [...rights.values()];
}

type Give = (subject: RightSubjectKey, groupKey: string, level: "read" | "create" | "edit") => void;

function readPersonRights({ tables, persons, applyCaseVariants, findings }: RightsInput, groups: ReadonlySet<string>, give: Give): void {
  const table = "group_customer_user";
  const seen = new Set<string>();
  for (const row of tables(table).rows) {
    const login = cell(row, "user_id");
    const text = `${login} → group ${cell(row, "group_id")} ${cell(row, "permission_key")}`;
    const level = levelOf(row, table, text, groups, seen, findings);
    if (!level) continue;
    const person = persons.byLogin(login);
    if (!person) findings.add("orphan", table, text);
    else if (person.login !== login) findings.add("caseVariant", table, text, `→ ${person.login}`);
    if (person && (person.login === login || applyCaseVariants)) give({ kind: "contact", contactKey: person.key }, cell(row, "group_id"), level);
  }
}

function readCompanyRights({ settings, tables, companies, applyCaseVariants, findings }: RightsInput, groups: ReadonlySet<string>, give: Give): void {
  const table = "group_customer";
  const seen = new Set<string>();
  for (const row of tables(table).rows) {
    const id = cell(row, "customer_id");
    const stored = cell(row, "permission_context");
    const text = `${id} → group ${cell(row, "group_id")} ${cell(row, "permission_key")} ${stored}`.trim();
    const level = levelOf(row, table, text, groups, seen, findings);
    if (!level) continue;
    const context = contextOf(stored, settings);
    if (!context) {
      findings.add("unknownContext", table, text);
      continue;
    }
    const company = companies.find(id);
    if (!company) findings.add("orphan", table, text);
    else if (company.number !== id) findings.add("caseVariant", table, text, `→ ${company.number}`);
    if (company && (company.number === id || applyCaseVariants)) give({ kind: "company", companyKey: company.key, context }, cell(row, "group_id"), level);
  }
}

/** Rights on others' tickets come over also while that context is off: the switch is off here as well. */
function contextOf(stored: string, settings: TakeOverSettings): "own" | "others" | null {
  const { same, other } = settings.contexts;
  if (stored === "" || stored === same) return same === null ? null : "own";
  return stored === (other ?? "Ticket::CustomerID::Other") ? "others" : null;
}

function levelOf(row: Raw, table: string, text: string, groups: ReadonlySet<string>, seen: Set<string>, findings: Findings): "read" | "create" | "edit" | null {
  if (!groups.has(cell(row, "group_id"))) findings.add("unknownId", table, text, `group ${cell(row, "group_id")}`);
  else if (row.permission_value !== undefined && Number(row.permission_value) === 0) findings.add("valueZero", table, text);
  else if (seen.has(text)) findings.add("duplicateRow", table, text);
  else {
    seen.add(text);
    const level = levels[cell(row, "permission_key")];
    if (level) return level;
    findings.add("unknownRight", table, text);
  }
  return null;
}

/** What a person without any group could still do through the company: create. */
function inheritedCreate(world: OtrsWorld, login: string): string[] {
  return effectiveCompanyIds(world, login).flatMap((id) =>
    (world.sameRights.get(id) ?? []).filter((right) => right.key === "create").map((right) => right.groupId),
  );
}

function giveEverybody({ settings, tables, everybodyEverywhere, findings }: RightsInput, give: Give): void {
  const stateOf = recordStates(tables);
  const valid = groupTable(tables).rows.filter((row) => stateOf(cell(row, "valid_id")) === "active");
  const lists = [
    { everybody: "contact", names: settings.alwaysGroups, setting: "CustomerGroupAlwaysGroups" },
    { everybody: "company", names: settings.companyAlwaysGroups, setting: "CustomerGroupCompanyAlwaysGroups" },
  ] as const;
  for (const { everybody, names, setting } of lists) {
    for (const name of new Set(names)) {
      const group = valid.find((row) => cell(row, "name") === name);
      if (group) give({ kind: "everybody", everybody }, cell(group, "id"), "edit");
      else findings.add("alwaysGroupUnknown", setting, name);
    }
  }
  if (!everybodyEverywhere) return;
  for (const group of valid) give({ kind: "everybody", everybody: "contact" }, cell(group, "id"), "edit");
}

function subjectText(subject: RightSubjectKey): string {
  switch (subject.kind) {
    case "contact":
      return `contact:${subject.contactKey}`;
    case "company":
      return `company:${subject.companyKey}:${subject.context}`;
    case "everybody":
      return `everybody:${subject.everybody}`;
  }
}
