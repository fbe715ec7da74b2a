/** A list of tickets as a file: the same tickets by the same rule, in the same order, all of one state. */

import { type ExportColumn, type ExportFormat, isOwnColumn, type OwnColumn } from "#contract/ticket-export.ts";
import type { ListedTicketView, TicketView } from "#contract/ticket-fields.ts";
import { localeOfContact, resolveFor, zoneOfAgent } from "#server/features/settings/queries.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Ask, FileAnswer } from "#server/platform/http/route.ts";
import type { Asking, Principal } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { TABLE_TYPES, tableFile } from "#server/platform/table-file/table-file.ts";
import type { Cell } from "#server/platform/table-file/write-table.ts";
import { loadOwnColumns, type OwnColumns } from "./own-columns.ts";

type Shown = Omit<TicketView, "view" | "shownFields"> &
  Partial<Pick<ListedTicketView, "companyText" | "contactText" | "categories" | "tags" | "workedMinutes" | "ownFields">>;
type Page = { items: readonly Shown[]; next: string | null };
type Wanted = { format: ExportFormat; columns: readonly (ExportColumn | OwnColumn)[] };
/** Cells of a column whose times are still to be told in the reader's zone. */
type Row = Cell[];
type Gathered = { rows: Row[]; timeZone: string; own: OwnColumns };

/** More would not be read by anybody, and would keep the server busy for minutes. */
export const mostExported = 50_000;
const pageSize = 500;

const cells: Record<ExportColumn, (ticket: Shown) => Cell | null> = {
  number: (ticket) => ticket.number,
  subject: (ticket) => ticket.subject,
  status: (ticket) => ticket.statusLabel,
  priority: (ticket) => ticket.priorityLabel,
  queue: (ticket) => ticket.queueName,
  company: (ticket) => ticket.companyName ?? ticket.companyText ?? null,
  contact: (ticket) => ticket.contactName ?? ticket.contactText ?? null,
  project: (ticket) => ticket.projects.map(({ project, task }) => (task === null ? project.name : `${project.name} › ${task.name}`)).join(", "),
  category: (ticket) => ticket.categories?.map(({ name }) => name).join(", ") ?? null,
  tag: (ticket) => ticket.tags?.map(({ name }) => name).join(", ") ?? null,
  service: (ticket) => ticket.serviceName,
  assignee: (ticket) => ticket.assigneeName,
  reference: (ticket) => ticket.customerReference,
  worked: ({ workedMinutes = 0 }) => workedMinutes / 60,
  due: (ticket) => (ticket.dueAt === null ? null : new Date(ticket.dueAt)),
  created: (ticket) => new Date(ticket.createdAt),
  changed: (ticket) => new Date(ticket.changedAt),
};

const cellOf = (ticket: Shown, column: ExportColumn | OwnColumn, own: OwnColumns): Cell =>
  (isOwnColumn(column) ? own.get(column)?.cell(ticket.ownFields ?? {}) : cells[column](ticket)) ?? "";

/** All pages of a list, one after the other in the caller's snapshot; @throws Refusal export.tooMany */
export async function gatherRows(
  { columns }: Pick<Wanted, "columns">,
  pageOf: (request: { limit: number; cursor: string | undefined; count: "none" }) => Promise<Page>,
  most = mostExported,
  own: OwnColumns = new Map(),
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await pageOf({ limit: pageSize, cursor, count: "none" });
    for (const ticket of items) rows.push(columns.map((column) => cellOf(ticket, column, own)));
    if (rows.length > most || (rows.length === most && next !== null)) throw new Refusal("export.tooMany");
    if (next === null) return rows;
    cursor = next;
  }
}

async function timeZoneOf(db: Tx, { principal }: Ask): Promise<string> {
  if (principal.kind === "contact") return (await localeOfContact(db, principal.contactId)).timeZone;
  return principal.kind === "agent" ? zoneOfAgent(db, principal.agentId) : resolveFor(db, "timeZone");
}

/** Whose file is being made: one at a time for each person. */
const waiting = new Set<string>();

/** @throws Refusal request.tooMany while another file of the same person is being made */
export async function ticketFile(ask: Ask, wanted: Wanted, gather: (db: Tx, who: Asking, own: OwnColumns) => Promise<Row[]>): Promise<FileAnswer> {
  const { principal } = ask;
  const person = principal.kind === "contact" ? principal.contactId : principal.kind === "agent" ? principal.agentId : "";
  if (waiting.has(person)) throw new Refusal("request.tooMany", { retryAfterSeconds: 10 });
  waiting.add(person);
  try {
    const gathered = await ask.read(async (db, who) => {
      const own = await loadOwnColumns(db, wanted.columns, ask);
      return { rows: await gather(db, who, own), timeZone: await timeZoneOf(db, ask), own };
    });
    return await written(ask, wanted, gathered);
  } finally {
    waiting.delete(person);
  }
}

async function written({ language, translate, now, principal }: Ask, { columns, format }: Wanted, { rows, timeZone, own }: Gathered): Promise<FileAnswer> {
  const title = translate("export.tickets");
  const header = columns.map((column) => (isOwnColumn(column) ? (own.get(column)?.title ?? "") : translate(titleOf(column, principal))));
  const bytes = await tableFile(format, { title, header, rows, timeZone, language });
  return {
    stream: new Blob([bytes]).stream(),
    name: `${title} ${now.toISOString().slice(0, 10)}.${format}`,
    contentType: TABLE_TYPES[format],
    sizeBytes: bytes.length,
  };
}

/** To customers a queue is an area. */
const titleOf = (column: ExportColumn, { kind }: Principal): string =>
  column === "queue" && kind === "contact" ? "export.column.area" : `export.column.${column}`;
