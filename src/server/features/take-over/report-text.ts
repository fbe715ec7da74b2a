/** The report of an import for people: the same facts as its JSON, shortened where lists are long. */
import type { Difference } from "#domain/take-over/compare-visibility.ts";
import { FINDINGS, type FindingSummary } from "#domain/take-over/findings.ts";
import type { TakeOverReport } from "./report.ts";

const shownExamples = 5;
const shownDifferences = 500;

export function reportText(report: TakeOverReport): string {
  const lines = [
    `${report.dryRun ? "Trial of a take-over (nothing is written)" : "Take-over"}: ${report.source}, from ${report.folder}`,
    `${report.finished ? "Finished" : "Interrupted"} after ${report.seconds.toFixed(1)} s.`,
    ...(report.howToGoOn === null ? [] : [report.howToGoOn]),
    "",
    ...tableLines(report),
    "",
    ...report.findings.flatMap(findingLines),
    ...(report.findings.length > 0 ? [""] : []),
    ...visibilityLines(report),
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

/** First whose list changed and why; then, per person, what the old system opened without listing it or the other way round. */
function visibilityLines({ visibility, unexplained }: TakeOverReport): string[] {
  const isInList = (difference: Difference) => difference.listedBefore !== difference.listedNow || difference.code === null;
  const inList = visibility.differences.filter(isInList);
  const onlyOpened = visibility.differences.filter((difference) => !isInList(difference));
  return [
    "Who sees which tickets, before and now:",
    ...visibility.contacts.map(({ contact, before, now, signsIn }) => `  ${contact}: ${before} before, ${now} now${signsIn ? "" : " (no sign-in)"}`),
    "",
    `Differences by cause: ${visibility.differences.length}`,
    ...Object.entries(visibility.byCode).map(([code, count]) => `  ${code}: ${count}`),
    `In the list: ${inList.length}`,
    ...inList.slice(0, shownDifferences).map(differenceLine),
    ...(inList.length > shownDifferences ? [`  … and ${inList.length - shownDifferences} more in the JSON report`] : []),
    `Only in what the old system opened beside its own list: ${onlyOpened.length}`,
    ...[
      ...Map.groupBy(onlyOpened, ({ contact, code, openedBefore }) => `  ${code}: ${contact}, ${openedBefore ? "opened, not listed" : "listed, not opened"}`),
    ].map(([line, of]) => `${line}: ${of.length}`),
    "",
    unexplained === 0 ? "Every difference is explained." : `UNEXPLAINED differences: ${unexplained}`,
  ];
}

const differenceLine = ({ contact, ticket, listedNow, code }: Difference): string =>
  `  ${code ?? "UNEXPLAINED"}: ${contact}, ticket ${ticket}: ${listedNow ? "not listed before, now it is" : "listed before, not now"}`;
