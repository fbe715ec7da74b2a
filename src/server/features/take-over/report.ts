/** What an import says at its end: counts, what it noticed, and who sees what they saw before. */
import type { Visibility } from "#domain/take-over/compare-visibility.ts";
import type { DifferenceCode } from "#domain/take-over/explain-difference.ts";
import { FINDINGS, type FindingSummary } from "#domain/take-over/findings.ts";
import type { Tally } from "./run.ts";
import type { MustReset } from "./write-passwords.ts";

export type TakeOverReport = {
  runId: string;
  /** Name of the old system in import keys. */
  source: string;
  folder: string;
  dryRun: boolean;
  /** false: interrupted; `howToGoOn` says how to continue. */
  finished: boolean;
  howToGoOn: string | null;
  startedAt: string;
  seconds: number;
  tables: Record<string, Tally>;
  findings: FindingSummary[];
  mustReset: MustReset[];
  visibility: {
    /** Of every person of the export; without the lists of tickets where they would be longer than a million entries together. */
    contacts: { contact: string; signsIn: boolean; before: number; now: number; ticketsBefore?: string[]; ticketsNow?: string[] }[];
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
      contacts: contacts.map(({ contact, signsIn, before, now }) => ({
        contact,
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

const shownExamples = 5;
const shownDifferences = 200;

/** The same for people. */
export function reportText(report: TakeOverReport): string {
  const { visibility } = report;
  const lines = [
    `${report.dryRun ? "Trial of a take-over" : "Take-over"} of ${report.source} from ${report.folder}`,
    `${report.finished ? "Finished" : "Interrupted"} after ${report.seconds.toFixed(1)} s.`,
    ...(report.howToGoOn === null ? [] : [report.howToGoOn]),
    "",
    ...tableLines(report),
    "",
    ...report.findings.flatMap(findingLines),
    ...(report.findings.length > 0 ? [""] : []),
    `Who sees what: ${visibility.contacts.length} persons compared, ${visibility.differences.length} differences.`,
    ...Object.entries(visibility.byCode).map(([code, count]) => `  ${code}: ${count}`),
    ...visibility.contacts.map(({ contact, before, now }) => `  ${contact}: ${before} before, ${now} now`),
    "",
    ...visibility.differences.slice(0, shownDifferences).map(differenceLine),
    ...(visibility.differences.length > shownDifferences ? [`  … and ${visibility.differences.length - shownDifferences} more in the JSON report`] : []),
    report.unexplained === 0 ? "Every difference is explained." : `UNEXPLAINED differences: ${report.unexplained}`,
  ];
  return `${lines.join("\n")}\n`;
}

function tableLines({ tables, dryRun }: TakeOverReport): string[] {
  const would = dryRun ? "would be " : "";
  return Object.entries(tables).map(([name, tally]) => {
    const parts = [
      [tally.created, `${would}created`],
      [tally.updated, `${would}updated`],
      [tally.unchanged, "unchanged"],
      [tally.removed, `${would}removed`],
      [tally.keptEdited, "edited here and kept"],
      [tally.linked, "here before and left alone"],
      [tally.skipped, "skipped"],
    ] as const;
    const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    return `  ${name}: ${tally.read} read${said.length > 0 ? `: ${said.join(", ")}` : ""}`;
  });
}

function findingLines({ code, count, examples }: FindingSummary): string[] {
  return [
    `${code} (${count}): ${FINDINGS[code]}`,
    ...examples.slice(0, shownExamples).map(({ table, key, note }) => `  ${table}: ${key}${note === "" ? "" : ` (${note})`}`),
    ...(count > shownExamples ? [`  … and ${count - shownExamples} more`] : []),
  ];
}

const yesNo = (yes: boolean): string => (yes ? "yes" : "no");

function differenceLine({ contact, ticket, listedBefore, openedBefore, listedNow, code }: Visibility["differences"][number]): string {
  const before = `listed ${yesNo(listedBefore)}, opened ${yesNo(openedBefore)}`;
  return `  ${code ?? "UNEXPLAINED"}: ${contact}, ticket ${ticket}: ${before}, now ${yesNo(listedNow)}`;
}
