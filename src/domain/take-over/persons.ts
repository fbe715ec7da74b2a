/** The persons of all sources: who stands for which login, and with which company ids (otrs-family.md 7, 12.2). */

import type { Findings } from "./findings.ts";
import { fold } from "./fold.ts";
import { cell, type Raw, type RawTable, type Tables } from "./raw.ts";
import type { PersonSource } from "./sources.ts";
import { type RecordStateOf, recordStates } from "./states.ts";

export type Person = {
  /** Unique over all sources; the same in every export. */
  key: string;
  source: PersonSource;
  row: Raw;
  /** As stored; "" where there is none. */
  login: string;
  /** This record is the one that the old system knew under the login. */
  standsForLogin: boolean;
  /** Primary company id as stored; "" where there is none. */
  primaryId: string;
  /** Further ids from the person's own record (`UserCustomerIDs`). */
  furtherIds: readonly string[];
  state: ReturnType<RecordStateOf>;
};

export type Persons = {
  all: readonly Person[];
  /** The record the old system took for a login, ignoring case: the first of the first source. */
  byLogin(login: string): Person | undefined;
};

const longestLogin = 200;

export function readPersons(sources: readonly PersonSource[], tables: Tables, findings: Findings): Persons {
  const all: Person[] = [];
  const byFold = new Map<string, Person>();
  const stateOf = recordStates(tables);
  for (const source of sources) {
    if (source.table === "") {
      findings.add("sourceNotInExport", "settings.json", source.configKey);
      continue;
    }
    const table = tables(source.table);
    const keyOf = personKeys(source, table);
    table.rows.forEach((row, index) => {
      const person = readPerson(source, row, keyOf(row, index), table.columns.includes(source.validColumn) ? stateOf : () => "active");
      const folded = fold(person.login);
      const earlier = byFold.get(folded);
      person.standsForLogin = person.login !== "" && person.login.length <= longestLogin && earlier === undefined;
      if (person.standsForLogin) byFold.set(folded, person);
      else if (earlier) findings.add("loginTaken", source.table, person.key, `${person.login} = ${earlier.login} (${earlier.source.table})`);
      else findings.add("loginUnusable", source.table, person.key, person.login.slice(0, 40));
      all.push(person);
    });
  }
  return { all, byLogin: (login) => byFold.get(fold(login)) };
}

function readPerson(source: PersonSource, row: Raw, key: string, stateOf: RecordStateOf): Person {
  return {
    key,
    source,
    row,
    login: cell(row, source.loginColumn),
    standsForLogin: false,
    primaryId: cell(row, source.companyColumn),
    furtherIds: source.furtherColumn === null ? [] : splitIds(cell(row, source.furtherColumn)),
    state: stateOf(cell(row, source.validColumn)),
  };
}

/** The row's own id where the table has one that names every row once; else the login, numbered where it repeats. */
function personKeys(source: PersonSource, table: RawTable): (row: Raw, index: number) => string {
  const ids = new Set(table.rows.map((row) => cell(row, "id")));
  if (ids.size === table.rows.length && !ids.has("")) return (row) => `${source.table}:${cell(row, "id")}`;
  const seen = new Map<string, number>();
  return (row) => {
    const login = cell(row, source.loginColumn);
    const times = (seen.get(login) ?? 0) + 1;
    seen.set(login, times);
    return `${source.table}:${login}${times === 1 ? "" : `#${times}`}`;
  };
}

/** Split at ";", else at ",", else at "|". */
function splitIds(text: string): string[] {
  const separator = [";", ",", "|"].find((candidate) => text.includes(candidate));
  const parts = separator === undefined ? [text] : text.split(separator);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
