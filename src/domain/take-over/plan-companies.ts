/** Companies: those with a record, and those that persons belong to without one. */
import type { Instant, RecordState } from "#domain/access/facts.ts";
import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import type { OtrsWorld } from "./otrs-world.ts";
import { extraColumns, type OwnFields, type OwnFieldValues } from "./own-fields.ts";
import type { Persons } from "./persons.ts";
import { cell, type Raw, type Tables } from "./raw.ts";
import type { SourceClock } from "./source-time.ts";
import type { CompanyField, CompanySource } from "./sources.ts";
import { recordStates } from "./states.ts";

export type CompanyRecord = Readonly<Record<CompanyField, string>> & {
  key: string;
  /** As written in the record; of one made by the import: as the first person has it. */
  number: string;
  state: RecordState;
  origin: "import" | "madeByImport";
  ownFields: OwnFieldValues;
  createdAt: Instant | null;
  changedAt: Instant | null;
};

export type Companies = {
  records(): CompanyRecord[];
  /** By company id, ignoring case. */
  find(id: string): CompanyRecord | undefined;
  /** For persons who belong to none at all: made when it is first asked for. */
  withoutCompany(): CompanyRecord;
};

const longestNumber = 150;
const noCompanyNumber = "no-company";

export function planCompanies(
  sources: readonly CompanySource[],
  tables: Tables,
  persons: Persons,
  world: OtrsWorld,
  /** Company ids of tickets, case folded. */
  ticketCompanyIds: ReadonlySet<string>,
  fields: OwnFields,
  clock: SourceClock,
  findings: Findings,
): Companies {
  const byFold = new Map<string, CompanyRecord>();
  for (const source of sources) readSource(source, tables, byFold, fields, clock, findings);
  for (const { id, by } of idsOfPersonsAndPartners(persons, world, ticketCompanyIds)) {
    const key = fold(id.slice(0, longestNumber));
    if (byFold.has(key)) continue;
    byFold.set(key, madeCompany(key, id, id, fields));
    findings.add("companyMadeByImport", "customer_company", id, by);
  }
  let without: CompanyRecord | null = null;
  return {
    records: () => [...byFold.values()],
    find: (id) => (id === "" ? undefined : byFold.get(fold(id.slice(0, longestNumber)))),
    withoutCompany() {
      if (without) return without;
      let number = noCompanyNumber;
      while (byFold.has(number)) number += "-otrs";
      without = madeCompany(number, number, "Contacts without a company", fields);
      byFold.set(number, without);
      return without;
    },
  };
}

function readSource(
  source: CompanySource,
  tables: Tables,
  byFold: Map<string, CompanyRecord>,
  fields: OwnFields,
  clock: SourceClock,
  findings: Findings,
): void {
  const table = tables(source.table);
  const stateOf = table.columns.includes(source.validColumn) ? recordStates(tables) : () => "active" as const;
  const used = new Set([source.keyColumn, source.validColumn, ...Object.values(source.columns)]);
  const extra = extraColumns(fields, "company", table, used, source.labels);
  for (const row of table.rows) {
    const id = cell(row, source.keyColumn);
    if (id === "") {
      findings.add("orphan", source.table, "", cell(row, source.columns.name ?? ""));
      continue;
    }
    if (id.length > longestNumber) findings.add("companyNumberTooLong", source.table, id);
    const number = id.slice(0, longestNumber);
    const key = fold(number);
    const earlier = byFold.get(key);
    if (earlier) {
      findings.add("companyDuplicate", source.table, id, `→ ${earlier.number}`);
      continue;
    }
    byFold.set(key, {
      key,
      number,
      ...companyTexts(source, row, number),
      state: stateOf(cell(row, source.validColumn)),
      origin: "import",
      ownFields: { ...fields.dynamic("company", id), ...extra(row) },
      createdAt: clock(cell(row, "create_time")),
      changedAt: clock(cell(row, "change_time")),
    });
  }
}

function companyTexts(source: CompanySource, row: Raw, number: string): Record<CompanyField, string> {
  const text = (field: CompanyField): string => cell(row, source.columns[field] ?? "");
  return {
    name: text("name") || number,
    street: text("street"),
    zip: text("zip"),
    city: text("city"),
    country: text("country"),
    url: text("url"),
    comment: text("comment"),
  };
}

const madeCompany = (key: string, id: string, name: string, fields: OwnFields): CompanyRecord => ({
  key,
  number: id.slice(0, longestNumber),
  name,
  street: "",
  zip: "",
  city: "",
  country: "",
  url: "",
  comment: "",
  state: "active",
  origin: "madeByImport",
  ownFields: fields.dynamic("company", id),
  createdAt: null,
  changedAt: null,
});

/**
 * Ids that persons have, in their record or assigned to them; and ids that have rights and tickets while partners are listed
 * such tickets: those are not a ticket's text alone.
 */
function idsOfPersonsAndPartners(persons: Persons, world: OtrsWorld, ticketCompanyIds: ReadonlySet<string>): { id: string; by: string }[] {
  const ids: { id: string; by: string }[] = [];
  for (const person of persons.all) {
    const assigned = person.standsForLogin ? (world.furtherIds.get(person.login) ?? []) : [];
    for (const id of [person.primaryId, ...person.furtherIds, ...assigned]) ids.push({ id, by: person.login });
  }
  if (world.groupSupport && world.otherContext) {
    for (const id of world.sameRights.keys()) {
      if (ticketCompanyIds.has(fold(id))) ids.push({ id, by: "group_customer, ticket" });
    }
  }
  return ids.filter(({ id }) => id !== "");
}
