/** What stands beside the mark of a grant in the matrix: how it reads in the cells, and the dialog for one of them. */
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GrantRowView } from "#contract/grant-matrix.ts";
import { type CellKey, type Changes, cellKey, cellOf, withHeld } from "#web/ui/matrix/marks.ts";
import type { MoreTexts } from "#web/ui/matrix/matrix.tsx";
import { DetailsDialog } from "./details-dialog.tsx";
import { GRANT_SCALE, heldBy, useDetailWords } from "./grant-details.ts";

type Given = {
  rowOf: (rowId: string) => GrantRowView | undefined;
  changes: Changes;
  onChanges: (change: (before: Changes) => Changes) => void;
  projectOf: (rowId: string) => string;
  titleOf: (rowId: string) => string;
};

export function useDetails({ rowOf, changes, onChanges, projectOf, titleOf }: Given): { texts: MoreTexts; dialog: ReactNode } {
  const { t } = useTranslation();
  const wordsOf = useDetailWords();
  const [opened, setOpened] = useState<CellKey | null>(null);
  const texts = useMemo(
    () => ({
      text: wordsOf,
      label: t("workspace.grant.details"),
      letter: "d",
      icon: <IconAdjustmentsHorizontal size={16} aria-hidden />,
      open: (rowId: string, column: string) => setOpened(cellKey(rowId, column)),
    }),
    [wordsOf, t],
  );
  const row = opened === null ? undefined : rowOf(cellOf(opened).rowId);
  if (opened === null || row === undefined) return { texts, dialog: null };
  const stored = heldBy(row);
  const change = changes.get(opened);
  const close = () => setOpened(null);
  const dialog = (
    <DetailsDialog
      title={titleOf(row.id)}
      projectId={projectOf(row.id)}
      companyId={row.company?.id ?? null}
      held={{ marks: change?.after ?? stored.marks, more: change?.more?.after ?? stored.more }}
      onSubmit={(held) => {
        onChanges((before) => withHeld(before, GRANT_SCALE, opened, stored, held));
        close();
      }}
      onClose={close}
    />
  );
  return { texts, dialog };
}
