/** The table that bench prints and, on request, writes. */
import { type Measured, percentile } from "./measure.ts";

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(4);
const headings = ["case", "clients", "n", "p50", "p95", "p99", "max", "per second", "CPU node", "CPU postgres", "CPU load", "others", "speed"] as const;
const widths = [58, 7, 7, 8, 8, 8, 8, 10, 8, 12, 8, 6, 5] as const;

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index] ?? 0))).join(" | ")} |`;

export const tableHead = (): string =>
  `${line(headings)}\n|${widths.map((width, index) => (index === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;

/** Times and CPU are milliseconds per round. */
export function tableRow(name: string, measured: Measured): string {
  const { times, cpu } = measured;
  return line([
    name,
    String(measured.clients),
    String(times.length),
    ...[0.5, 0.95, 0.99, 1].map((share) => digits(percentile(times, share))),
    digits(measured.perSecond),
    ...(cpu ? [cpu.node, cpu.postgres, cpu.load].map(digits) : ["", "", ""]),
    measured.othersShare === undefined ? "" : `${Math.round(measured.othersShare * 100)} %`,
    measured.speed?.toFixed(2) ?? "",
  ]);
}

export const reportText = (heading: readonly string[], rows: readonly string[], notes: readonly string[]): string =>
  [
    "# What the bench measured",
    "",
    ...heading.map((text) => `- ${text}`),
    "",
    "Times and CPU in milliseconds per round; of half-second slices the least disturbed are taken; *others*: share of all cores that other programs used meanwhile; *speed*: of the machine itself, compared with its best during the run.",
    "",
    tableHead(),
    ...rows,
    "",
    ...notes.map((text) => `- ${text}`),
    "",
  ].join("\n");
