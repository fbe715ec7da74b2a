/** The frame around every matrix: filter, which rows, legend, what others changed meanwhile, review and saving. */
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceChips } from "#web/ui/filter-chips.tsx";
import { type CellKey, type Changes, changedMeanwhile, type Marks, NO_CHANGES, rebased, type Scale } from "#web/ui/matrix/marks.ts";
import { type CellContent, Matrix, type MatrixAside, type MatrixColumn, type MatrixRow } from "#web/ui/matrix/matrix.tsx";
import type { Faces } from "#web/ui/matrix/matrix-cell.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { ReviewDialog } from "./review-dialog.tsx";

export type Shown = "all" | "assigned" | "changed" | "inherited";

type Given = {
  label: string;
  rowTitle: string;
  rows: readonly MatrixRow[];
  columns: readonly MatrixColumn[];
  scale: Scale;
  faces: Faces;
  contentOf: (rowId: string, column: string) => CellContent | null;
  storedOf: (key: CellKey) => Marks | undefined;
  changes: Changes;
  onChanges: (change: (before: Changes) => Changes) => void;
  asides?: readonly MatrixAside[];
  filter: { text: string; onText: (text: string) => void; shown: Shown; choices: readonly Shown[]; onShown: (shown: Shown) => void; hint?: string | undefined };
  more?: { count: number; isLoading: boolean; load: () => void } | undefined;
  readOnly: boolean;
  isLoading: boolean;
  /** "Hardware, own company". */
  nameOf: (key: CellKey) => string;
  marksText: (marks: Marks) => string;
  /** What an empty cell is called where it is set; without: "nothing". */
  nothing?: string;
  legend: string;
  /** What saving means, in numbers. */
  consequence: ReactNode;
  /** Further fields of the review. */
  reviewFields?: ReactNode;
  busy: boolean;
  onSave: (reason: string, close: () => void) => void;
  /** Saves and leaves. */
  onFinish?: (reason: string, close: () => void) => void;
};

export function AssignmentMatrix(given: Given) {
  const { t } = useTranslation();
  const { changes, onChanges, scale, storedOf, filter } = given;
  const [reviewing, review] = useDisclosure();
  const texts = useMatrixTexts(given.nothing);
  const meanwhile = changedMeanwhile(changes, scale, storedOf);
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
      {meanwhile.length > 0 && (
        <Alert color="amber" icon={<IconAlertTriangle size={18} />} title={t("workspace.rights.meanwhile", { count: meanwhile.length })} mb="sm" role="alert">
          <List size="sm" mb="sm">
            {meanwhile.slice(0, 8).map((cell) => (
              <List.Item key={cell.key}>
                {t("workspace.rights.meanwhileCell", {
                  cell: given.nameOf(cell.key),
                  before: given.marksText(cell.before),
                  now: given.marksText(cell.now),
                  after: given.marksText(cell.after),
                })}
              </List.Item>
            ))}
          </List>
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => onChanges((before) => rebased(before, scale, storedOf))}>
              {t("workspace.rights.keepMine")}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChanges((before) => new Map([...before].filter(([key]) => !meanwhile.some((cell) => cell.key === key))))}
            >
              {t("workspace.rights.takeTheirs")}
            </Button>
          </Group>
        </Alert>
      )}
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
        changes={[...changes].map(([key, { after }]) => ({ key, name: given.nameOf(key), before: storedOf(key) ?? [], after }))}
        scale={scale}
        marksText={given.marksText}
        consequence={given.consequence}
        fields={given.reviewFields}
        busy={given.busy}
        onSave={(reason) => given.onSave(reason, review.close)}
        onFinish={given.onFinish && ((reason) => given.onFinish?.(reason, review.close))}
        onClose={review.close}
      />
    </div>
  );
}

function useMatrixTexts(nothing: string | undefined) {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      nothing: nothing ?? t("workspace.level.none"),
      changed: t("workspace.rights.changedCell"),
      setColumn: (count: number) => t("workspace.rights.setColumn", { count }),
      setRow: (row: string) => t("workspace.rights.setRow", { row }),
      showMore: (count: number) => t("workspace.rights.showMore", { count }),
      noneMatch: t("workspace.rights.noneMatch"),
    }),
    [t, nothing],
  );
}
