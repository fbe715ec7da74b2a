/** Own fields as columns of a file: their titles and cells in the words of the reader. */
import { isOwnColumn, type OwnColumn } from "#contract/ticket-export.ts";
import { fieldLabel, listOf, optionLabel } from "#domain/tickets/own-fields.ts";
import { listOwnFields, type OwnFieldRow } from "#server/features/own-fields/queries.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Ask } from "#server/platform/http/route.ts";
import type { Cell } from "#server/platform/table-file/write-table.ts";

export type OwnColumns = ReadonlyMap<string, { title: string; cell: (ownFields: Readonly<Record<string, unknown>>) => Cell }>;

/** Of those columns that are asked for; a key that no field has is a column without values. */
export async function loadOwnColumns(db: Tx, columns: readonly string[], { language, translate }: Ask): Promise<OwnColumns> {
  const asked = columns.filter(isOwnColumn);
  if (asked.length === 0) return new Map();
  const byColumn = new Map((await listOwnFields(db)).map((field) => [`own:${field.key}` satisfies OwnColumn, field]));
  const yesNo = (value: boolean) => translate(value ? "export.yes" : "export.no");
  return new Map(
    asked.map((column) => {
      const field = byColumn.get(column);
      if (!field) return [column, { title: column.slice("own:".length), cell: () => "" }];
      return [column, { title: fieldLabel(field, language), cell: (values) => cellOf(field, values[field.key], yesNo) }];
    }),
  );
}

function cellOf({ type, options }: OwnFieldRow, value: unknown, yesNo: (value: boolean) => string): Cell {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return yesNo(value);
  if (typeof value === "number") return value;
  if (type === "instant" && typeof value === "string" && !Number.isNaN(Date.parse(value))) return new Date(value);
  if (type === "json") return JSON.stringify(value);
  return listOf(value)
    .map((one) => (type === "choice" || type === "choices" ? optionLabel(options, one) : String(one)))
    .join(", ");
}
