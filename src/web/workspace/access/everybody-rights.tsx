/** What everybody has on each group, as visible rows instead of a hidden list. */
import { Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listRights } from "#contract/access.ts";
import { listGroups } from "#contract/master-data.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { ReviewDialog } from "./review-dialog.tsx";
import { type CellKey, type Changes, cellOf, storedRights } from "./rights-changes.ts";
import { type MatrixCell, RightsMatrix } from "./rights-matrix.tsx";
import { useCellHint } from "./subject-rights.tsx";
import { useSaveRights } from "./use-save-rights.ts";

type Kind = "everyContact" | "everyCompany";
const kindFrom = (column: string): Kind => (column === "everyCompany" ? "everyCompany" : "everyContact");

export function EverybodyRights() {
  const { t } = useTranslation();
  const may = useMay();
  const cellHint = useCellHint();
  const [changes, setChanges] = useState<Changes>(new Map());
  const [reviewing, review] = useDisclosure();
  const groups = useAll(listGroups);
  const query = { subject: "everybody" as const };
  const answers = useQueries({
    queries: (groups.data ?? []).map((group) => ({
      queryKey: listKey(listRights, { id: group.id }, query),
      queryFn: ({ signal }: { signal: AbortSignal }) => call(listRights, { params: { id: group.id }, query, signal }),
      staleTime: 60_000,
    })),
  });
  const stored = storedRights(
    answers.flatMap((answer) => answer.data?.items ?? []),
    (subject) => (typeof subject === "string" ? subject : null),
  );
  const save = useSaveRights({
    groups: groups.data ?? [],
    subjectOf: kindFrom,
    onSaved: (left) => {
      setChanges(left);
      review.close();
    },
  });
  const failed = groups.error ?? answers.find((answer) => answer.error)?.error ?? null;
  if (failed !== null) return <ErrorState message={problemText(failed)} onRetry={() => void groups.refetch()} />;
  const nameOf = (key: CellKey) => {
    const { rowId, column } = cellOf(key);
    return `${groups.data?.find((group) => group.id === rowId)?.name ?? ""}, ${t(`workspace.access.${kindFrom(column)}`)}`;
  };
  return (
    <Stack gap="sm" maw={860}>
      <Text size="sm" c="dimmed">
        {t("workspace.access.everybodyMeans")}
      </Text>
      <div>
        <RightsMatrix
          label={t("workspace.access.part.everybody")}
          rowTitle={t("workspace.access.group")}
          rows={(groups.data ?? []).map((group) => ({
            id: group.id,
            name: group.name,
            label: <Link to={`/access/groups/${group.id}`}>{group.name}</Link>,
            detail: t("workspace.access.queueCount", { count: group.queueCount }),
          }))}
          columns={[
            { key: "everyContact", title: t("workspace.access.everyContact"), meaning: t("workspace.access.everyContactMeans") },
            { key: "everyCompany", title: t("workspace.access.everyCompany"), meaning: t("workspace.access.everyCompanyMeans") },
          ]}
          stored={new Map<CellKey, MatrixCell>([...stored].map(([key, right]) => [key, { levels: right.rights, hint: cellHint(right) }]))}
          changes={changes}
          onChanges={setChanges}
          readOnly={!may("access:write")}
          isLoading={groups.isPending || answers.some((answer) => answer.isPending)}
          empty={<EmptyState title={t("workspace.access.noGroups")}>{t("workspace.access.groupsHow")}</EmptyState>}
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
          consequence={t("workspace.access.everybodyRightsMean")}
          busy={save.isPending}
          onSave={(reason) => save.mutate({ changes, reason })}
          onClose={review.close}
        />
      </div>
    </Stack>
  );
}
