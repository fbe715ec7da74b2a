/** The frame around every matrix: filter, which rows, legend, what others changed meanwhile, review and saving. */
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceChips } from "#web/ui/filter-chips.tsx";
import {
  type CellKey,
  type Changes,
  cellOf,
  changedMeanwhile,
  type Held,
  type Marks,
  type Meanwhile,
  NO_CHANGES,
  rebased,
  type Scale,
  type StoredOf,
} from "#web/ui/matrix/marks.ts";
import {
  type CellContent,
  Matrix,
  type MatrixAside,
  type MatrixColumn,
  type MatrixRow,
  type MatrixTexts,
  type MoreRows,
  type MoreTexts,
} from "#web/ui/matrix/matrix.tsx";
import type { Faces } from "#web/ui/matrix/matrix-cell.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import type { PlannedCall } from "#web/workspace/what-if/planned-call.ts";
import { ReviewDialog, type ReviewedChange } from "./review-dialog.tsx";

export type Shown = "all" | "assigned" | "changed" | "inherited";

type Given = {
  label: string;
  rowTitle: string;
  rows: readonly MatrixRow[];
  columns: readonly MatrixColumn[];
  scale: Scale;
  faces: Faces;
  contentOf: (rowId: string, column: string) => CellContent | null;
  storedOf: StoredOf;
  changes: Changes;
  onChanges: (change: (before: Changes) => Changes) => void;
  /** What stands beside the marks (days, tasks) and its dialog. */
  more?: MoreTexts | undefined;
  asides?: readonly MatrixAside[];
  filter: { text: string; onText: (text: string) => void; shown: Shown; choices: readonly Shown[]; onShown: (shown: Shown) => void; hint?: string | undefined };
  moreRows?: MoreRows | undefined;
  readOnly: boolean;
  isLoading: boolean;
  /** "Hardware, own company". */
  nameOf: (key: CellKey) => string;
  marksText: (marks: Marks) => string;
  /** What an empty cell is called where it is set; without: "nothing". */
  nothing?: string;
  /** How many rows a column is set for, where that assigns them. */
  setTexts?: Pick<MatrixTexts, "setAll" | "setHeld"> | undefined;
  legend: string;
  /** What saving means, in numbers. */
  consequence: ReactNode;
  /** Further fields of the review. */
  reviewFields?: ReactNode;
  /** What saving would call, where that decides who sees what; asked while it is reviewed. */
  planned?: () => PlannedCall;
  busy: boolean;
  onSave: (reason: string, close: () => void) => void;
  /** Saves and leaves. */
  onFinish?: (reason: string, close: () => void) => void;
};

export function AssignmentMatrix(given: Given) {
  const { t } = useTranslation();
  const { changes, onChanges, scale, storedOf, filter } = given;
  const [reviewing, review] = useDisclosure();
  const texts = useMatrixTexts(given.nothing, given.setTexts);
  const meanwhile = changedMeanwhile(changes, scale, storedOf);
  const heldText = ({ marks, more }: Held, rowId: string) =>
    [given.marksText(marks), marks.length === 0 ? "" : (given.more?.text(more, rowId) ?? "")].filter(Boolean).join(", ");
  const reviewed = (): ReviewedChange[] =>
    [...changes].map(([key, { after: marks, more }]) => {
      const { rowId } = cellOf(key);
      const before = storedOf(key) ?? { marks: [], more: "" };
      const after = { marks, more: more?.after ?? before.more };
      return { key, name: given.nameOf(key), before, after, words: { before: heldText(before, rowId), after: heldText(after, rowId) } };
    });
  return (
    <div>
      <Group gap="xs" mb="sm">
        <SearchBox value={filter.text} onChange={filter.onText} placeholder={filter.hint ?? t("workspace.rights.filter")} maxWidth={280} />
        <ChoiceChips
          label={t("workspace.rights.shown")}
          value={filter.shown}
          choices={filter.choices.map((value) => ({ value, label: t(`workspace.rights.${value}`) }))}
          onChange={(value) => filter.onShown(filter.choices.find((one) => one === value) ?? "all")}
        />
      </Group>
      <ChangedMeanwhile
        cells={meanwhile}
        nameOf={given.nameOf}
        heldText={heldText}
        onKeepMine={() => onChanges((before) => rebased(before, scale, storedOf))}
        onTakeTheirs={() => onChanges((before) => new Map([...before].filter(([key]) => !meanwhile.some((cell) => cell.key === key))))}
      />
      <Matrix
        label={given.label}
        rowTitle={given.rowTitle}
        rows={given.rows}
        columns={given.columns}
        scale={scale}
        faces={given.faces}
        contentOf={given.contentOf}
        changes={changes}
        onChanges={onChanges}
        readOnly={given.readOnly}
        isLoading={given.isLoading}
        {...(given.asides === undefined ? {} : { asides: given.asides })}
        more={given.more}
        moreRows={given.moreRows}
        texts={texts}
      />
      {/* Its place depends on the rows: it is seen when they are there. */}
      <Text size="xs" c="dimmed" mt="xs" style={given.isLoading ? { visibility: "hidden" } : undefined}>
        {given.readOnly ? t("workspace.rights.readOnly") : given.legend}
      </Text>
      <SaveBar
        count={changes.size}
        busy={given.busy}
        onDiscard={() => onChanges(() => NO_CHANGES)}
        onSave={review.open}
        saveLabel={t("workspace.rights.review")}
      />
      <ReviewDialog
        opened={reviewing}
        count={changes.size}
        changesOf={reviewed}
        scale={scale}
        consequence={given.consequence}
        fields={given.reviewFields}
        planned={reviewing && changes.size > 0 && given.planned !== undefined ? given.planned() : null}
        busy={given.busy}
        onSave={(reason) => given.onSave(reason, review.close)}
        onFinish={given.onFinish && ((reason) => given.onFinish?.(reason, review.close))}
        onClose={review.close}
      />
    </div>
  );
}

type MeanwhileGiven = {
  cells: readonly Meanwhile[];
  nameOf: (key: CellKey) => string;
  heldText: (held: Held, rowId: string) => string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

/** What somebody else saved in the same cells: nothing of it is lost, and nothing of one's own. */
function ChangedMeanwhile({ cells, nameOf, heldText, onKeepMine, onTakeTheirs }: MeanwhileGiven) {
  const { t } = useTranslation();
  if (cells.length === 0) return null;
  return (
    <Alert color="amber" icon={<IconAlertTriangle size={18} />} title={t("workspace.rights.meanwhile", { count: cells.length })} mb="sm" role="alert">
      <List size="sm" mb="sm">
        {cells.slice(0, mostTold).map(({ key, before, now, after }) => (
          <List.Item key={key}>
            {t("workspace.rights.meanwhileCell", {
              cell: nameOf(key),
              before: heldText(before, cellOf(key).rowId),
              now: heldText(now, cellOf(key).rowId),
              after: heldText(after, cellOf(key).rowId),
            })}
          </List.Item>
        ))}
        {cells.length > mostTold && <List.Item>{t("workspace.rights.andMore", { count: cells.length - mostTold })}</List.Item>}
      </List>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onKeepMine}>
          {t("workspace.rights.keepMine")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
          {t("workspace.rights.takeTheirs")}
        </Button>
      </Group>
    </Alert>
  );
}

const mostTold = 8;

function useMatrixTexts(nothing: string | undefined, setTexts: Given["setTexts"]) {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      nothing: nothing ?? t("workspace.level.none"),
      changed: t("workspace.rights.changedCell"),
      setColumn: (count: number) => t("workspace.rights.setColumn", { count }),
      setAll: (count: number) => t("workspace.rights.setAll", { count }),
      setRow: (row: string) => t("workspace.rights.setRow", { row }),
      showMore: (count: number) => t("workspace.rights.showMore", { count }),
      noneMatch: t("workspace.rights.noneMatch"),
      ...setTexts,
    }),
    [t, nothing, setTexts],
  );
}
