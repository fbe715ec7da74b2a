/** Rights of one company or one contact on all groups: the matrix with review and saving. */
import { Alert } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RightView } from "#contract/access.ts";
import { listGroups } from "#contract/master-data.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { EverybodyLevels } from "./everybody-levels.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { type CellKey, type Changes, cellOf, type RightSubject, storedRights } from "./rights-changes.ts";
import { type MatrixCell, type MatrixColumn, RightsMatrix } from "./rights-matrix.tsx";
import { useSaveRights } from "./use-save-rights.ts";

type Given = {
  label: string;
  rights: readonly RightView[] | undefined;
  error: Error | null;
  onRetry: () => void;
  columns: readonly MatrixColumn[];
  subjectOf: (column: string) => RightSubject;
  columnOf: (subject: RightSubject) => string | null;
  /** What saving means, in numbers. */
  consequence: ReactNode;
};

export function SubjectRights({ label, rights, error, onRetry, columns, subjectOf, columnOf, consequence }: Given) {
  const { t } = useTranslation();
  const may = useMay();
  const cellHint = useCellHint();
  const groups = useAll(listGroups);
  const [changes, setChanges] = useState<Changes>(new Map());
  const [reviewing, review] = useDisclosure();
  const stored = useMemo(() => storedRights(rights ?? [], columnOf), [rights, columnOf]);
  const cells = new Map<CellKey, MatrixCell>([...stored].map(([key, right]) => [key, { levels: right.rights, hint: cellHint(right) }]));
  const save = useSaveRights({
    groups: groups.data ?? [],
    subjectOf,
    onSaved: (left) => {
      setChanges(left);
      review.close();
    },
  });
  const failed = error ?? groups.error;
  if (failed !== null) return <ErrorState message={problemText(failed)} onRetry={onRetry} />;
  const readOnly = !may("access:write");
  const nameOf = (key: CellKey) => {
    const { rowId, column } = cellOf(key);
    const group = groups.data?.find((one) => one.id === rowId)?.name ?? "";
    return columns.length > 1 ? `${group}, ${columns.find((one) => one.key === column)?.title}` : group;
  };
  return (
    <div style={{ maxWidth: 860 }}>
      {readOnly && (
        <Alert color="gray" mb="sm">
          {t("workspace.rights.readOnly")}
        </Alert>
      )}
      <RightsMatrix
        label={label}
        rowTitle={t("workspace.access.group")}
        rows={(groups.data ?? []).map((group) => ({
          id: group.id,
          name: group.name,
          detail: [t("workspace.access.queueCount", { count: group.queueCount }), group.state === "active" ? "" : t(`workspace.state.${group.state}`)]
            .filter(Boolean)
            .join(" · "),
        }))}
        columns={columns}
        stored={cells}
        changes={changes}
        onChanges={setChanges}
        readOnly={readOnly}
        isLoading={groups.isPending || rights === undefined}
        aside={{ title: t("workspace.access.everybody"), render: (row) => <EverybodyLevels groupId={row.id} /> }}
        empty={<EmptyState title={t("workspace.access.noGroups")}>{t("workspace.access.noGroupsHow")}</EmptyState>}
      />
      <SaveBar
        count={changes.size}
        busy={save.isPending}
        onDiscard={() => setChanges(new Map())}
        onSave={review.open}
        saveLabel={t("workspace.rights.review")}
      />
      <ReviewDialog
        opened={reviewing}
        changes={[...changes].map(([key, after]) => ({ key, name: nameOf(key), before: stored.get(key)?.rights ?? [], after }))}
        consequence={consequence}
        busy={save.isPending}
        onSave={(reason) => save.mutate({ changes, reason })}
        onClose={review.close}
      />
    </div>
  );
}

/** Who set a right, when, and for how long. */
export function useCellHint(): (right: RightView) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (right) =>
    [
      right.setBy === null
        ? t("workspace.rights.since", { date: formats.date(right.since) })
        : t("workspace.rights.setBy", { name: right.setBy.name, date: formats.date(right.since) }),
      right.from === null ? "" : t("workspace.rights.from", { date: formats.date(right.from) }),
      right.until === null ? "" : t("workspace.rights.until", { date: formats.date(new Date(Date.parse(right.until) - 1).toISOString()) }),
    ]
      .filter(Boolean)
      .join(" · ");
}
