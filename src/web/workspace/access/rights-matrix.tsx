/** Rights on groups, the same from every side: a company or contact by group, a group by company or contact, everybody by group. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RightsRowView } from "#contract/rights-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { type CellKey, type Changes, cellOf, NO_CHANGES } from "#web/ui/matrix/marks.ts";
import type { MatrixColumn, MatrixRow } from "#web/ui/matrix/matrix.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { AssignmentMatrix, type Shown } from "./assignment-matrix.tsx";
import { useRightsAsides } from "./effective-levels.tsx";
import { LEVEL_SCALE, useLevelFaces, useLevelsText } from "./levels.ts";
import { periodText } from "./right-days.ts";
import { useCellHint } from "./use-cell-hint.ts";
import { type RowsSource, useMatrixRows } from "./use-matrix-rows.ts";
import { useRightDays } from "./use-right-days.tsx";
import { cellIn, type RightSubject, storedIn, useSaveRights } from "./use-save-rights.ts";

type Given = {
  label: string;
  rowTitle: string;
  source: RowsSource;
  /** Must be stable, as `asides`. */
  columns: readonly MatrixColumn[];
  subjectOf: (row: RightsRowView, column: string) => RightSubject;
  labelOf?: ((row: RightsRowView) => ReactNode) | undefined;
  detailOf?: ((row: RightsRowView) => string) | undefined;
  /** Rows that stand above all others. */
  pinned?: readonly RightsRowView[];
  choices: readonly Shown[];
  /** What people come to by everything: the title of that column. Absent: it is not shown. */
  effective?: { title: string; of: "people" | "person" };
  /** Beside the cells: what everybody has on the row's group. */
  showsEverybody?: boolean;
  consequence: ReactNode;
  empty?: ReactNode;
  /** How many changes are not saved. */
  onPending?: (count: number) => void;
};

const none: readonly RightsRowView[] = [];

export function RightsMatrix(given: Given) {
  const { columns, subjectOf, labelOf, detailOf, pinned = none, choices, effective, showsEverybody = false, onPending } = given;
  const { t } = useTranslation();
  const may = useMay();
  const levelsText = useLevelsText();
  const faces = useLevelFaces();
  const hintOf = useCellHint();
  const [address, changeAddress] = useAddress();
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  useEffect(() => onPending?.(changes.size), [onPending, changes.size]);
  const shown = choices.find((choice) => choice === address.shown) ?? "all";
  const q = address.q ?? "";
  const list = useMatrixRows<RightsRowView>(given.source, { q, shown });
  const rowOf = useCallback((rowId: string) => pinned.find((row) => row.id === rowId) ?? list.rowOf(rowId), [pinned, list.rowOf]);
  const contentOf = useCallback(
    (rowId: string, column: string) => {
      const cell = cellIn(rowOf(rowId), column);
      return cell === undefined
        ? null
        : {
            stored: cell.rights,
            inherited: cell.inherited.flatMap((one) => one.rights),
            hint: hintOf(cell),
            more: periodText(cell),
          };
    },
    [rowOf, hintOf],
  );
  const save = useSaveRights({
    rowOf,
    reload: async (rowIds) => {
      const reloaded = await list.reload(rowIds.filter((id) => !pinned.some((row) => row.id === id)));
      return (rowId) => reloaded(rowId) ?? rowOf(rowId);
    },
    subjectOf,
    onSaved: () => setChanges(NO_CHANGES),
  });
  const isEmpty = !list.isLoading && list.rows.length === 0 && q === "" && shown === "all";
  const shownRows = useShownRows({ rows: shown === "changed" ? null : list.rows, changes, rowOf, pinned, labelOf, detailOf });
  const asides = useRightsAsides({ rowOf, pinned, showsEverybody, effectiveTitle: effective?.title, effectiveOf: effective?.of });
  const nameOf = (key: CellKey) => {
    const { rowId, column } = cellOf(key);
    const name = rowOf(rowId)?.name ?? "";
    return columns.length > 1 && !pinned.some((row) => row.id === rowId) ? `${name}, ${columns.find((one) => one.key === column)?.title}` : name;
  };
  const days = useRightDays({ rowOf, contentOf, changes, onChanges: setChanges, nameOf });
  if (list.error !== null && list.rows.length === 0) return <ErrorState message={problemText(list.error)} onRetry={list.retry} />;
  if (isEmpty && given.empty !== undefined) return given.empty;
  return (
    <>
      <AssignmentMatrix
        label={given.label}
        rowTitle={given.rowTitle}
        rows={shownRows}
        columns={columns}
        scale={LEVEL_SCALE}
        faces={faces}
        contentOf={contentOf}
        storedOf={storedIn(rowOf)}
        more={days.texts}
        changes={changes}
        onChanges={setChanges}
        asides={asides}
        filter={{
          text: q,
          onText: (text) => changeAddress({ q: text }),
          shown,
          choices,
          onShown: (value) => changeAddress({ shown: value === "all" ? undefined : value }),
        }}
        moreRows={shown === "changed" ? undefined : list.moreRows}
        readOnly={!may("access:write")}
        isLoading={list.isLoading}
        nameOf={nameOf}
        marksText={levelsText}
        legend={t("workspace.rights.legendDays")}
        consequence={given.consequence}
        planned={() => save.planned(changes)}
        busy={save.isPending}
        onSave={(reason, close) => save.mutate({ changes, reason }, { onSettled: close })}
      />
      {days.dialog}
    </>
  );
}

type ShownGiven = Pick<Given, "labelOf" | "detailOf"> & {
  /** Null: those that are changed. */
  rows: readonly RightsRowView[] | null;
  changes: Changes;
  rowOf: (rowId: string) => RightsRowView | undefined;
  pinned: readonly RightsRowView[];
};

/** As the matrix shows them; each stays the same object until something is read anew, so that only changed rows are drawn. */
function useShownRows({ rows, changes, rowOf, pinned, labelOf, detailOf }: ShownGiven): readonly MatrixRow[] {
  const { t } = useTranslation();
  const changedIds = rows === null ? [...new Set([...changes.keys()].map((key) => cellOf(key).rowId))].join(" ") : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels are made of the rows
  return useMemo(() => {
    const shown = rows ?? changedIds.split(" ").flatMap((id) => rowOf(id) ?? []);
    return [...pinned, ...shown.filter((row) => !pinned.includes(row))].map((row) => ({
      id: row.id,
      name: row.name,
      label: labelOf?.(row) ?? row.name,
      detail: [detailOf?.(row) ?? row.detail, row.state === "active" ? "" : t(`workspace.state.${row.state}`)].filter(Boolean).join(" · "),
      isPinned: pinned.includes(row),
    }));
  }, [rows, changedIds, pinned, rowOf, t]);
}
