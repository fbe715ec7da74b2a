/** A table as PostgreSQL's COPY … CSV HEADER writes it. */
export type Table = { name: string; columns: string[]; rows: Record<string, string>[] };

const field = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvText = ({ columns, rows }: Table): string =>
  [columns.join(","), ...rows.map((row) => columns.map((column) => field(row[column] ?? "")).join(","))].map((line) => `${line}\n`).join("");
