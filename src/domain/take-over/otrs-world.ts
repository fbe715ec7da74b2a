/** Who has which company ids and which groups in an OTRS-family system: the facts behind its list and its open rule (otrs-family.md 12.2, 13.5). */
import type { Persons } from "./persons.ts";
import { cell, groupTable, type Raw, type Tables } from "./raw.ts";
import type { TakeOverSettings } from "./settings.ts";
import { recordStates } from "./states.ts";

/** A permission key on a group: `ro`, `create`, `rw`, …; value 0 and groups that are not valid are left out before. */
type OtrsRight = { groupId: string; key: string };

/** Keys are compared exactly: logins and company ids as stored. */
export type OtrsWorld = {
  groupSupport: boolean;
  companyAccessDisabled: boolean;
  otherContext: boolean;
  validGroups: ReadonlySet<string>;
  /** Ids of existing valid groups. */
  alwaysGroups: readonly string[];
  companyAlwaysGroups: readonly string[];
  personRights: ReadonlyMap<string, readonly OtrsRight[]>;
  sameRights: ReadonlyMap<string, readonly OtrsRight[]>;
  otherRights: ReadonlyMap<string, readonly OtrsRight[]>;
  /** customer_user_customer: login → further company ids. */
  furtherIds: ReadonlyMap<string, readonly string[]>;
  /** The record of a login, ignoring case: its own company ids. */
  ownIds(login: string): readonly string[];
};

/** How the keys of relations and rights are read: as stored, or written as their record is (null: as if the row were not there). */
export type Spelling = { login(key: string): string | null; companyId(key: string): string | null };
export const asStored: Spelling = { login: (key) => key, companyId: (key) => key };

export function otrsWorld(settings: TakeOverSettings, tables: Tables, persons: Persons, spelling: Spelling = asStored): OtrsWorld {
  const stateOf = recordStates(tables);
  const valid = groupTable(tables).rows.filter((row) => stateOf(cell(row, "valid_id")) === "active");
  const validGroups = new Set(valid.map((row) => cell(row, "id")));
  const idsNamed = (names: readonly string[]) => valid.filter((row) => names.includes(cell(row, "name"))).map((row) => cell(row, "id"));
  const counts = (row: Raw) => (row.permission_value === undefined || Number(cell(row, "permission_value")) !== 0) && validGroups.has(cell(row, "group_id"));
  const right = (row: Raw): OtrsRight => ({ groupId: cell(row, "group_id"), key: cell(row, "permission_key") });
  const companyRights = (context: string | null) =>
    collect(
      tables("group_customer").rows.filter((row) => counts(row) && context !== null && (row.permission_context ?? context) === context),
      (row) => spelling.companyId(cell(row, "customer_id")),
      right,
    );
  const ownIds = (login: string): readonly string[] => {
    const person = persons.byLogin(login);
    if (!person) return [];
    const ids = [...person.furtherIds, ...(person.source.excludePrimary ? [] : [person.primaryId])];
    return ids.map((id) => spelling.companyId(id) ?? "").filter((id) => id !== "");
  };
  return {
    groupSupport: settings.groupSupport,
    companyAccessDisabled: settings.companyAccessDisabled,
    otherContext: settings.contexts.other !== null,
    validGroups,
    alwaysGroups: idsNamed(settings.alwaysGroups),
    companyAlwaysGroups: idsNamed(settings.companyAlwaysGroups),
    personRights: collect(tables("group_customer_user").rows.filter(counts), (row) => spelling.login(cell(row, "user_id")), right),
    sameRights: companyRights(settings.contexts.same),
    otherRights: companyRights(settings.contexts.other),
    furtherIds: collect(
      tables("customer_user_customer").rows,
      (row) => spelling.login(cell(row, "user_id")),
      (row) => spelling.companyId(cell(row, "customer_id")) ?? "",
    ),
    ownIds,
  };
}

function collect<Value>(rows: readonly Raw[], keyOf: (row: Raw) => string | null, cellOf: (row: Raw) => Value): Map<string, Value[]> {
  const collected = new Map<string, Value[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const values = collected.get(key);
    if (values) values.push(cellOf(row));
    else collected.set(key, [cellOf(row)]);
  }
  return collected;
}

/** §12.2: own ids (primary unless excluded), then the assigned ones; without duplicates and empty ones. */
export const effectiveCompanyIds = (world: OtrsWorld, login: string): string[] => [
  ...new Set([...world.ownIds(login), ...(world.furtherIds.get(login) ?? [])].filter((id) => id !== "")),
];

const gives = (right: OtrsRight, type: string): boolean => right.key === type || right.key === "rw";
const groupsOf = (rights: readonly OtrsRight[] | undefined, type: string): string[] =>
  (rights ?? []).filter((right) => gives(right, type)).map((right) => right.groupId);

/** §13.5: direct ∪ inherited from the companies ∪ always; all valid groups while group support is off. */
export function effectiveGroups(world: OtrsWorld, login: string, type: string): Set<string> {
  if (!world.groupSupport) return new Set(world.validGroups);
  const companyIds = effectiveCompanyIds(world, login);
  return new Set([
    ...groupsOf(world.personRights.get(login), type),
    ...companyIds.flatMap((id) => groupsOf(world.sameRights.get(id), type)),
    ...(companyIds.length > 0 ? world.companyAlwaysGroups : []),
    ...world.alwaysGroups,
  ]);
}

/** §15 number 4, §16.1 second branch: groups in which a company of the person has a right on other companies' tickets. */
export function otherGroups(world: OtrsWorld, companyIds: readonly string[], type: string): Set<string> {
  if (!world.groupSupport || !world.otherContext || world.companyAccessDisabled) return new Set();
  return new Set(companyIds.flatMap((id) => groupsOf(world.otherRights.get(id), type)));
}

/** Per group the companies, ignoring case, that have a right on it for their own tickets. */
export function companiesWithRight(world: OtrsWorld, type: string): Map<string, string[]> {
  const companies = new Map<string, string[]>();
  for (const [id, rights] of world.sameRights) {
    for (const groupId of groupsOf(rights, type)) companies.set(groupId, [...(companies.get(groupId) ?? []), id]);
  }
  return companies;
}
