/** Tables of an export as they were written: every cell a text, NULL and the empty text alike. */
export type Raw = Readonly<Record<string, string | undefined>>;

export type RawTable = {
  name: string;
  /** Not part of the export: no columns, no rows. */
  present: boolean;
  columns: readonly string[];
  rows: readonly Raw[];
};

/** By name; a table that is not part of the export is empty. */
export type Tables = (name: string) => RawTable;

export const cell = (row: Raw, column: string): string => row[column] ?? "";

export const emptyTable = (name: string): RawTable => ({ name, present: false, columns: [], rows: [] });

/** Stands where a group's or queue's row should be: the same names in every version (otrs-family.md 25.1). */
export const GROUP_TABLES = ["groups_table", "permission_groups", "groups"] as const;

export function groupTable(tables: Tables): RawTable {
  const present = GROUP_TABLES.map((name) => tables(name)).find((table) => table.present);
  return present ?? emptyTable("groups");
}

/** Names by id of a table that only names things. */
export const namesOf = (table: RawTable): Map<string, string> => new Map(table.rows.map((row) => [cell(row, "id"), cell(row, "name")]));
