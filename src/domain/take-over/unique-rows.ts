/** Rows by their ids: a table that was put together from several exports may have an id twice. */
import type { Findings } from "./findings.ts";
import { cell, type RawTable, type Tables } from "./raw.ts";

/** Of rows with one id the first; the others are told. Tables of persons name theirs otherwise (see persons.ts). */
export function uniqueById(tables: Tables, personTables: ReadonlySet<string>, findings: Findings): Tables {
  const known = new Map<string, RawTable>();
  return (name) => {
    const table = known.get(name) ?? (personTables.has(name) ? tables(name) : firstRows(tables(name), findings));
    known.set(name, table);
    return table;
  };
}

function firstRows(table: RawTable, findings: Findings): RawTable {
  if (!table.columns.includes("id")) return table;
  const seen = new Set<string>();
  const rows = table.rows.filter((row) => {
    const id = cell(row, "id");
    if (id === "" || !seen.has(id)) return seen.add(id);
    findings.add("duplicateId", table.name, id);
    return false;
  });
  return rows.length === table.rows.length ? table : { ...table, rows };
}
