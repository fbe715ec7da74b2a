/** From when until when the rights of a matrix hold: how it reads in the cells, and the dialog for one of them. */
import { Text } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RightsRowView } from "#contract/rights-matrix.ts";
import { type CellKey, type Changes, cellKey, cellOf, withHeld } from "#web/ui/matrix/marks.ts";
import type { CellContent, MoreTexts } from "#web/ui/matrix/matrix.tsx";
import { DaysDialog } from "./days-dialog.tsx";
import { LEVEL_SCALE, useLevelsText } from "./levels.ts";
import { periodOf, periodText, usePeriodWords } from "./right-days.ts";
import { capitalised } from "./why-reading.ts";

type Given = {
  rowOf: (rowId: string) => RightsRowView | undefined;
  contentOf: (rowId: string, column: string) => CellContent | null;
  changes: Changes;
  onChanges: (change: (before: Changes) => Changes) => void;
  nameOf: (key: CellKey) => string;
};

export function useRightDays({ rowOf, contentOf, changes, onChanges, nameOf }: Given): { texts: MoreTexts; dialog: ReactNode } {
  const { t } = useTranslation();
  const wordsOf = usePeriodWords();
  const levelsText = useLevelsText();
  const [opened, setOpened] = useState<CellKey | null>(null);
  const zoneOf = (rowId: string) => rowOf(rowId)?.timeZone ?? "UTC";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the zone is part of the row
  const texts = useMemo(
    () => ({
      text: (more: string, rowId: string) => wordsOf(more, zoneOf(rowId)),
      label: t("workspace.days.label"),
      letter: "d",
      open: (rowId: string, column: string) => setOpened(cellKey(rowId, column)),
    }),
    [wordsOf, rowOf, t],
  );
  const cell = opened === null ? null : contentOf(cellOf(opened).rowId, cellOf(opened).column);
  if (opened === null || cell === null) return { texts, dialog: null };
  const change = changes.get(opened);
  const stored = { marks: cell.stored, more: cell.more ?? "" };
  const marks = change?.after ?? cell.stored;
  const close = () => setOpened(null);
  const dialog = (
    <DaysDialog
      title={t("workspace.days.title", { cell: nameOf(opened) })}
      about={<AboutRight words={levelsText(marks)} hint={cell.hint} />}
      period={periodOf(change?.more?.after ?? stored.more)}
      timeZone={zoneOf(cellOf(opened).rowId)}
      onSubmit={(period) => {
        onChanges((before) => withHeld(before, LEVEL_SCALE, opened, stored, { marks, more: periodText(period) }));
        close();
      }}
      onClose={close}
    />
  );
  return { texts, dialog };
}

/** What is set in the cell, by whom, and what comes from elsewhere. */
const AboutRight = ({ words, hint }: { words: string; hint: string | undefined }) => (
  <div>
    <Text fw={550}>{capitalised(words)}</Text>
    {hint !== undefined && (
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    )}
  </div>
);
