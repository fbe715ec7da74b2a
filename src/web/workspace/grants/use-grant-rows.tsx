/** Rows of the matrix of grants as it shows them; one with several grants leads to them in the list. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GrantRowView } from "#contract/grant-matrix.ts";
import { Link } from "#web/ui/link.tsx";
import { type Changes, cellOf } from "#web/ui/matrix/marks.ts";
import type { MatrixRow } from "#web/ui/matrix/matrix.tsx";

type Given = {
  side: "contact" | "project";
  /** The list of the same grants. */
  listPath: string;
  /** Null: those that are changed. */
  rows: readonly GrantRowView[] | null;
  changes: Changes;
  rowOf: (rowId: string) => GrantRowView | undefined;
};

/** Each stays the same object until something is read anew, so that only changed rows are drawn. */
export function useGrantRows({ side, listPath, rows, changes, rowOf }: Given): readonly MatrixRow[] {
  const { t } = useTranslation();
  const changedIds = rows === null ? [...new Set([...changes.keys()].map((key) => cellOf(key).rowId))].join(" ") : "";
  return useMemo(() => {
    const shown = rows ?? changedIds.split(" ").flatMap((id) => rowOf(id) ?? []);
    return shown.map((row): MatrixRow => {
      const company = side === "contact" ? (row.company?.name ?? t("workspace.project.internal")) : "";
      const obstacle = row.grant?.obstacle;
      // Days stand in the cell.
      const idle = obstacle === "membership" || obstacle === "internalOff" ? t(`workspace.grant.obstacle.${obstacle}`) : "";
      const searched = encodeURIComponent(side === "contact" ? row.detail : row.name);
      return {
        id: row.id,
        name: row.name,
        label: <Link to={side === "contact" ? `/projects/${row.id}/contacts` : `/contacts/${row.id}/access`}>{row.name}</Link>,
        detail: [row.detail, company, row.state === "active" ? "" : t(`workspace.state.${row.state}`), idle].filter(Boolean).join(" · "),
        whereNoCell: row.grantCount > 1 && <Link to={`${listPath}?grants=${searched}`}>{t("workspace.grant.count", { count: row.grantCount })}</Link>,
      };
    });
  }, [side, listPath, rows, changedIds, rowOf, t]);
}
