/** Rows of the matrix of services as it shows them: services as a tree, companies and contacts by name. */
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceRowView } from "#contract/service-matrix.ts";
import { branchesOf, serviceName } from "#web/client/service-tree.ts";
import { type Changes, cellOf } from "#web/ui/matrix/marks.ts";
import type { MatrixRow } from "#web/ui/matrix/matrix.tsx";

export type ServiceRowText = {
  /** What a row is. */
  by: "service" | "company" | "contact";
  /** The name in the row, for a service its last part; may be a link. */
  labelOf?: ((row: ServiceRowView, name: string) => ReactNode) | undefined;
  detailOf?: ((row: ServiceRowView) => string) | undefined;
};

type Given = ServiceRowText & {
  /** Null: those that are changed. */
  rows: readonly ServiceRowView[] | null;
  changes: Changes;
  rowOf: (rowId: string) => ServiceRowView | undefined;
  pinned: readonly ServiceRowView[];
};

/** Each stays the same object until something is read anew, so that only changed rows are drawn. */
export function useServiceRows({ rows, changes, rowOf, pinned, by, labelOf, detailOf }: Given): readonly MatrixRow[] {
  const { t } = useTranslation();
  const changedIds = rows === null ? [...new Set([...changes.keys()].map((key) => cellOf(key).rowId))].join(" ") : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels are made of the rows
  return useMemo(() => {
    const shown = rows ?? changedIds.split(" ").flatMap((id) => rowOf(id) ?? []);
    const others = shown.filter((row) => !pinned.includes(row));
    const branches = by === "service" ? branchesOf(others) : others.map((row) => ({ row, indent: 0, path: [], label: row.name }));
    const asRow = (row: ServiceRowView, label: ReactNode, more: Partial<MatrixRow>): MatrixRow => ({
      id: row.id,
      name: serviceName(row.name),
      label,
      detail: [detailOf?.(row) ?? row.detail, row.state === "active" ? "" : t(`workspace.state.${row.state}`)].filter(Boolean).join(" · "),
      ...more,
    });
    return [
      ...pinned.map((row) => asRow(row, row.name, { isPinned: true })),
      ...branches.map(({ row, indent, path, label }) =>
        asRow(
          row,
          <>
            {path.length > 0 && <span style={{ color: "var(--mantine-color-dimmed)", fontWeight: 400 }}>{`${path.join(" › ")} › `}</span>}
            {labelOf?.(row, label) ?? label}
          </>,
          { indent },
        ),
      ),
    ];
  }, [rows, changedIds, pinned, by, rowOf, t]);
}
