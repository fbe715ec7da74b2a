/** An agent's rights on groups: which queues' tickets the agent reads, creates in, edits. */
import { Alert, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listGroups } from "#contract/master-data.ts";
import { type AgentView, changeAgentRights, getAgent } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ReviewDialog } from "#web/workspace/access/review-dialog.tsx";
import { type CellKey, type Changes, cellKey, cellOf } from "#web/workspace/access/rights-changes.ts";
import { type MatrixCell, RightsMatrix } from "#web/workspace/access/rights-matrix.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { SaveBar } from "#web/workspace/editing/save-bar.tsx";
import { useMay } from "#web/workspace/session/session.ts";

export function AgentRights({ agent }: { agent: AgentView }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const groups = useAll(listGroups);
  const [changes, setChanges] = useState<Changes>(new Map());
  const [reviewing, review] = useDisclosure();
  const stored = new Map<CellKey, MatrixCell>(agent.rights.map((right) => [cellKey(right.group.id, "agent"), { levels: right.rights }]));
  const save = useAction(
    (reason: string) =>
      call(changeAgentRights, {
        params: { id: agent.id },
        body: {
          version: agent.version,
          changes: [...changes].map(([key, rights]) => ({ groupId: cellOf(key).rowId, rights: [...rights] })),
          ...withReason(reason),
        },
      }),
    {
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getAgent, { id: agent.id }, answer);
        setChanges(new Map());
        review.close();
      },
    },
  );
  const nameOf = (key: CellKey) => groups.data?.find((group) => group.id === cellOf(key).rowId)?.name ?? "";
  return (
    <section>
      <Title order={2}>{t("workspace.agent.groupRights")}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("workspace.agent.groupRightsMean")}
      </Text>
      {agent.administrator && (
        <Alert color="gray" mb="sm">
          {t("workspace.agent.administratorNeedsNone")}
        </Alert>
      )}
      <RightsMatrix
        label={t("workspace.agent.groupRights")}
        rowTitle={t("workspace.access.group")}
        rows={(groups.data ?? []).map((group) => ({ id: group.id, name: group.name, detail: t("workspace.access.queueCount", { count: group.queueCount }) }))}
        columns={[{ key: "agent", title: t("workspace.access.right") }]}
        stored={stored}
        changes={changes}
        onChanges={setChanges}
        readOnly={!may("agent:write")}
        isLoading={groups.isPending}
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
        changes={[...changes].map(([key, after]) => ({ key, name: nameOf(key), before: stored.get(key)?.levels ?? [], after }))}
        consequence={t("workspace.agent.countsAtOnce")}
        busy={save.isPending}
        onSave={(reason) => save.mutate(reason)}
        onClose={review.close}
      />
    </section>
  );
}
