import { z } from "zod";
import { agent, contact, get } from "./endpoint.ts";
import { agentTicketFilter } from "./ticket.ts";
import { agentTicketSort, ticketListQuery } from "./ticket-fields.ts";

/** What a file of tickets can tell, in this order. Categories, tags and all worked time are for agents. */
export const EXPORT_COLUMNS = [
  "number",
  "subject",
  "status",
  "priority",
  "queue",
  "company",
  "contact",
  "project",
  "category",
  "tag",
  "service",
  "assignee",
  "reference",
  "worked",
  "due",
  "created",
  "changed",
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];
export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `own:` and the key of an own field. */
export type OwnColumn = `own:${string}`;
export const isOwnColumn = (column: string): column is OwnColumn => column.startsWith("own:");
const ownColumn = z.templateLiteral(["own:", z.string().min(1).max(200)]);

const splitColumns = (value: unknown) => (typeof value === "string" ? value.split(",") : value);
const columnsOf = <Name extends ExportColumn>(columns: readonly [Name, ...Name[]]) =>
  z.preprocess(splitColumns, z.array(z.enum(columns)).min(1).max(columns.length)).default([...columns]);
const agentColumns = z
  .preprocess(
    splitColumns,
    z
      .array(z.union([z.enum(EXPORT_COLUMNS), ownColumn]))
      .min(1)
      .max(40),
  )
  .default([...EXPORT_COLUMNS]);
const AGENTS_ONLY: readonly ExportColumn[] = ["category", "tag", "worked"];
const portalColumns = EXPORT_COLUMNS.filter((column) => !AGENTS_ONLY.includes(column)) as [ExportColumn, ...ExportColumn[]];
const format = z.enum(EXPORT_FORMATS);
const { limit: _limit, cursor: _cursor, count: _count, ...portalFilter } = ticketListQuery.shape;

export const exportTickets = get("/api/v1/tickets/export", {
  summary: "The list of tickets as a file, CSV or Excel: the same tickets as in the list, 50,000 at most",
  policy: agent("ticket:read"),
  query: z.strictObject({ ...agentTicketFilter.shape, sort: agentTicketSort.default("-changed"), format, columns: agentColumns }),
  gives: "file",
  errors: ["export.tooMany"],
});
export const exportPortalTickets = get("/api/v1/portal/tickets/export", {
  summary: "My list of tickets as a file, CSV or Excel: the same tickets as in the list, 50,000 at most",
  policy: contact,
  query: z.strictObject({ ...portalFilter, format, columns: columnsOf(portalColumns) }),
  gives: "file",
  errors: ["export.tooMany"],
});
