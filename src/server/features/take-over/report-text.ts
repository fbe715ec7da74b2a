/** The report of an import for people, in their language: the same facts as its JSON, shortened where lists are long. */
import type { Difference } from "#domain/take-over/compare-visibility.ts";
import type { FindingSummary } from "#domain/take-over/findings.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import type { TakeOverReport } from "./report.ts";

const shownExamples = 5;
const shownDifferences = 500;

export function reportText(report: TakeOverReport, translate: Translate): string {
  const say: Translate = (key, values) => translate(`takeOver.report.${key}`, values);
  const lines = [
    say(report.dryRun ? "trialTitle" : "title", { source: report.source, folder: report.folder }),
    say(report.finished ? "finished" : "interrupted", { seconds: report.seconds.toFixed(1) }),
    ...(report.finished ? [] : [say("howToGoOn")]),
    "",
    ...tableLines(report, say),
    "",
    ...report.findings.flatMap((finding) => findingLines(finding, translate(`takeOver.finding.${finding.code}`), say)),
    ...(report.findings.length > 0 ? [""] : []),
    ...visibilityLines(report, say),
  ];
  return `${lines.join("\n")}\n`;
}

function tableLines({ tables, dryRun }: TakeOverReport, say: Translate): string[] {
  return Object.entries(tables).map(([name, tally]) => {
    const parts = [
      [tally.created, dryRun ? "wouldCreate" : "created"],
      [tally.updated, dryRun ? "wouldUpdate" : "updated"],
      [tally.unchanged, "unchanged"],
      [tally.removed, dryRun ? "wouldRemove" : "removed"],
      [tally.keptEdited, "keptEdited"],
      [tally.linked, "linked"],
      [tally.skipped, "skipped"],
    ] as const;
    const said = parts.filter(([count]) => count > 0).map(([count, key]) => say(key, { count }));
    return `  ${name}: ${[say("read", { count: tally.read }), ...(said.length > 0 ? [said.join(", ")] : [])].join(": ")}`;
  });
}

function findingLines({ code, count, examples }: FindingSummary, meaning: string, say: Translate): string[] {
  return [
    `${code} (${count}): ${meaning}`,
    ...examples.slice(0, shownExamples).map(({ table, key, note }) => `  ${table}: ${key}${note === "" ? "" : ` (${note})`}`),
    ...(count > shownExamples ? [`  ${say("more", { count: count - shownExamples })}`] : []),
  ];
}

/** First whose list changed and why; then, per person, what the old system opened without listing it or the other way round. */
function visibilityLines({ visibility, unexplained }: TakeOverReport, say: Translate): string[] {
  const isInList = (difference: Difference) => difference.listedBefore !== difference.listedNow || difference.code === null;
  const inList = visibility.differences.filter(isInList);
  const onlyOpened = visibility.differences.filter((difference) => !isInList(difference));
  const byPerson = Map.groupBy(onlyOpened, ({ contact, code, openedBefore }) => JSON.stringify([code, contact, openedBefore]));
  return [
    say("whoSeesWhat"),
    ...visibility.contacts.map(({ contact, before, now, signsIn }) => `  ${say(signsIn ? "seen" : "seenWithoutSignIn", { contact, before, now })}`),
    "",
    say("differences", { count: visibility.differences.length }),
    ...Object.entries(visibility.byCode).map(([code, count]) => `  ${code}: ${count}`),
    say("inList", { count: inList.length }),
    ...inList.slice(0, shownDifferences).map((difference) => differenceLine(difference, say)),
    ...(inList.length > shownDifferences ? [`  ${say("moreInJson", { count: inList.length - shownDifferences })}`] : []),
    say("onlyOpened", { count: onlyOpened.length }),
    ...[...byPerson.values()].map((of) => openedLine(of, say)),
    "",
    unexplained === 0 ? say("allExplained") : say("unexplained", { count: unexplained }),
  ];
}

const differenceLine = ({ contact, ticket, listedNow, code }: Difference, say: Translate): string =>
  `  ${code ?? say("unexplainedWord")}: ${say(listedNow ? "nowListed" : "noLongerListed", { contact, ticket })}`;

function openedLine(differences: readonly Difference[], say: Translate): string {
  const { code = null, contact = "", openedBefore = false } = differences[0] ?? {};
  return `  ${code}: ${say(openedBefore ? "openedNotListed" : "listedNotOpened", { contact, count: differences.length })}`;
}
