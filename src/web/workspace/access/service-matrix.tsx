/** Who may choose which service, the same from every side: a contact, a company or everybody by service, a service by company or contact. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListOf } from "#contract/fields.ts";
import type { ServiceRowView, ServiceRule } from "#contract/service-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { problemText } from "#web/client/problem-text.ts";
import { serviceName } from "#web/client/service-tree.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { type Changes, cellOf, type Marks, NO_CHANGES } from "#web/ui/matrix/marks.ts";
import type { MatrixAside } from "#web/ui/matrix/matrix.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { AssignmentMatrix, type Shown } from "./assignment-matrix.tsx";
import { ChoosesFrom, ServiceRuleLine, ServiceRuleToCome } from "./service-rule.tsx";
import { type RowsSource, useMatrixRows } from "./use-matrix-rows.ts";
import { SERVICE_SCALE, type ServiceSubject, storedIn, useSaveServices } from "./use-save-services.ts";
import { useServiceHint } from "./use-service-hint.ts";
import { type ServiceRowText, useServiceRows } from "./use-service-rows.tsx";

type Given = ServiceRowText & {
  label: string;
  rowTitle: string;
  source: RowsSource;
  subjectOf: (row: ServiceRowView) => ServiceSubject;
  choices: readonly Shown[];
  /** Rows that stand above all others; must be stable. */
  pinned?: readonly ServiceRowView[];
  empty?: ReactNode;
  /** How many changes are not saved. */
  onPending?: (count: number) => void;
};

type Page = ListOf<ServiceRowView> & { rule?: ServiceRule };
const none: readonly ServiceRowView[] = [];

export function ServiceMatrix(given: Given) {
  const { by, pinned = none, choices, onPending } = given;
  const { t } = useTranslation();
  const may = useMay();
  const [address, changeAddress] = useAddress();
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  useEffect(() => onPending?.(changes.size), [onPending, changes.size]);
  const shown = choices.find((choice) => choice === address.shown) ?? "all";
  const q = address.q ?? "";
  const list = useMatrixRows<ServiceRowView, Page>(given.source, { q, shown });
  const rowOf = useCallback((rowId: string) => pinned.find((row) => row.id === rowId) ?? list.rowOf(rowId), [pinned, list.rowOf]);
  const rule = list.firstPage?.rule;
  const own = (rule?.own ?? 0) + grownBy(changes, rowOf);
  const isReplaced = by === "service" && own > 0;
  const hintOf = useServiceHint();
  const contentOf = useCallback(
    (rowId: string) => {
      const row = rowOf(rowId);
      if (row === undefined) return null;
      const inherits = !isReplaced && row.above.length > 0 && ownBeside(row) === 0;
      return { stored: row.assigned ? SERVICE_SCALE.marks : [], inherited: inherits ? SERVICE_SCALE.marks : [], hint: hintOf(row, inherits) };
    },
    [rowOf, isReplaced, hintOf],
  );
  const save = useSaveServices({
    rowOf,
    reload: async (rowIds) => {
      const reloaded = await list.reload(rowIds.filter((id) => !pinned.some((row) => row.id === id)));
      return (rowId) => reloaded(rowId) ?? rowOf(rowId);
    },
    subjectOf: given.subjectOf,
    onSaved: () => setChanges(NO_CHANGES),
  });
  const rows = useServiceRows({ rows: shown === "changed" ? null : list.rows, changes, rowOf, pinned, by, labelOf: given.labelOf, detailOf: given.detailOf });
  const columns = useMemo(() => [{ key: "assigned", title: t("workspace.services.column"), meaning: t("workspace.services.columnMeans") }], [t]);
  const faces = useMemo(() => ({ assigned: { letter: "", name: t("workspace.services.assigned") } }), [t]);
  const marksText = (marks: Marks) => t(marks.length === 0 ? "workspace.services.notAssigned" : "workspace.services.assigned");
  const asides = useMemo<readonly MatrixAside[]>(
    () => (by === "service" ? [] : [{ key: "from", title: t("workspace.services.choosesFrom"), render: (rowId) => <ChoosesFrom rule={rowOf(rowId)?.rule} /> }]),
    [by, rowOf, t],
  );
  const isEmpty = !list.isLoading && list.rows.length === 0 && q === "" && shown === "all";
  if (list.error !== null && list.rows.length === 0) return <ErrorState message={problemText(list.error)} onRetry={list.retry} />;
  if (isEmpty && given.empty !== undefined) return given.empty;
  return (
    // The tick stays near the name.
    <div style={{ maxWidth: by === "service" ? 760 : 1080 }}>
      {by === "service" && (rule === undefined ? <ServiceRuleToCome /> : <ServiceRuleLine rule={rule} own={own} isEverybody={given.source.id === undefined} />)}
      <AssignmentMatrix
        label={given.label}
        rowTitle={given.rowTitle}
        rows={rows}
        columns={columns}
        scale={SERVICE_SCALE}
        faces={faces}
        contentOf={contentOf}
        storedOf={storedIn(rowOf)}
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
        nameOf={(key) => serviceName(rowOf(cellOf(key).rowId)?.name ?? "")}
        marksText={marksText}
        nothing={t("workspace.services.notAssigned")}
        legend={t("workspace.services.legend")}
        consequence={t("workspace.services.means")}
        busy={save.isPending}
        onSave={(reason, close) => save.mutate({ changes, reason }, { onSettled: close })}
      />
    </div>
  );
}

/** How many active services more are assigned with the changes than without. */
const grownBy = (changes: Changes, rowOf: (rowId: string) => ServiceRowView | undefined): number =>
  [...changes].reduce((sum, [key, { before, after }]) => {
    const isCounted = rowOf(cellOf(key).rowId)?.state === "active";
    return isCounted ? sum + after.length - before.length : sum;
  }, 0);

/** Own services of a row's company or contact beside the one that the matrix is about: with them nothing from above counts. */
const ownBeside = ({ rule, assigned }: ServiceRowView): number => Math.max(0, (rule?.own ?? 0) - (assigned ? 1 : 0));
