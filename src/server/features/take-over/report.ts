/** What an import says at its end: counts, what it noticed, and who sees what they saw before. */
import type { Visibility } from "#domain/take-over/compare-visibility.ts";
import type { DifferenceCode } from "#domain/take-over/explain-difference.ts";
import type { FindingSummary } from "#domain/take-over/findings.ts";
import type { Tally } from "./run.ts";
import type { MustReset } from "./write-passwords.ts";

export type TakeOverReport = {
  runId: string;
  /** Name of the old system in import keys. */
  source: string;
  folder: string;
  dryRun: boolean;
  /** false: interrupted; the same command goes on where it stopped. */
  finished: boolean;
  startedAt: string;
  seconds: number;
  tables: Record<string, Tally>;
  findings: FindingSummary[];
  mustReset: MustReset[];
  visibility: {
    /** Of every person of the export; without the lists of tickets where they would be longer than a million entries together. */
    contacts: { contact: string; source: string; signsIn: boolean; before: number; now: number; ticketsBefore?: string[]; ticketsNow?: string[] }[];
    /** `listedNow` differs from `listedBefore`, or, with list-open-split and login-case, from `openedBefore`. */
    differences: Visibility["differences"];
    byCode: Partial<Record<DifferenceCode, number>>;
  };
  /** Differences without a code: none of the known causes explains them. */
  unexplained: number;
};

const mostEntries = 1_000_000;

export function visibilityReport({ contacts, differences }: Visibility): Pick<TakeOverReport, "visibility" | "unexplained"> {
  const entries = contacts.reduce((sum, contact) => sum + contact.before.length + contact.now.length, 0);
  const byCode: Partial<Record<DifferenceCode, number>> = {};
  for (const { code } of differences) if (code !== null) byCode[code] = (byCode[code] ?? 0) + 1;
  return {
    visibility: {
      contacts: contacts.map(({ contact, source, signsIn, before, now }) => ({
        contact,
        source,
        signsIn,
        before: before.length,
        now: now.length,
        ...(entries <= mostEntries ? { ticketsBefore: before, ticketsNow: now } : {}),
      })),
      differences,
      byCode,
    },
    unexplained: differences.filter((difference) => difference.code === null).length,
  };
}

/** Without the long lists, for the row of the run. */
export const reportSummary = (report: TakeOverReport) => ({
  ...report,
  findings: report.findings.map(({ code, count }) => ({ code, count })),
  visibility: { contacts: report.visibility.contacts.length, differences: report.visibility.differences.length, byCode: report.visibility.byCode },
});
