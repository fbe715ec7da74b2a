/** An agent's rights on groups: which queues' tickets the agent reads, creates in, edits. */
import { Alert, Text, Title } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listGroups } from "#contract/master-data.ts";
import type { AgentView } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { type Changes, cellOf, NO_CHANGES } from "#web/ui/matrix/marks.ts";
import { AssignmentMatrix, type Shown } from "#web/workspace/access/assignment-matrix.tsx";
import { LEVEL_SCALE, useLevelFaces, useLevelsText } from "#web/workspace/access/levels.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { storedIn, useSaveAgentRights } from "./use-save-agent-rights.ts";

const choices = ["all", "assigned", "changed"] as const satisfies readonly Shown[];
const column = "agent";

export function AgentRights({ agent }: { agent: AgentView }) {
  const { t } = useTranslation();
  const may = useMay();
  const faces = useLevelFaces();
  const levelsText = useLevelsText();
  const [address, changeAddress] = useAddress();
  const groups = useAll(listGroups);
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const shown = choices.find((choice) => choice === address.shown) ?? "all";
  const q = address.q ?? "";
  const rightsOf = useCallback((groupId: string) => agent.rights.find((right) => right.group.id === groupId)?.rights ?? [], [agent.rights]);
  const contentOf = useCallback((groupId: string) => ({ stored: rightsOf(groupId), inherited: [] }), [rightsOf]);
  const columns = useMemo(() => [{ key: column, title: t("workspace.access.right") }], [t]);
  const save = useSaveAgentRights(agent, () => setChanges(NO_CHANGES));
  const isShown = (groupId: string) =>
    shown === "all" || (shown === "changed" ? [...changes.keys()].some((key) => cellOf(key).rowId === groupId) : rightsOf(groupId).length > 0);
  const all = useMemo(
    () => (groups.data ?? []).map((group) => ({ id: group.id, name: group.name, detail: t("workspace.access.queueCount", { count: group.queueCount }) })),
    [groups.data, t],
  );
  const rows = all.filter((row) => isShown(row.id) && row.name.toLocaleLowerCase().includes(q.toLocaleLowerCase()));
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
      <AssignmentMatrix
        label={t("workspace.agent.groupRights")}
        rowTitle={t("workspace.access.group")}
        rows={rows}
        columns={columns}
        scale={LEVEL_SCALE}
        faces={faces}
        contentOf={contentOf}
        storedOf={storedIn(agent)}
        changes={changes}
        onChanges={setChanges}
        filter={{
          text: q,
          onText: (text) => changeAddress({ q: text }),
          shown,
          choices,
          onShown: (value) => changeAddress({ shown: value === "all" ? undefined : value }),
        }}
        readOnly={!may("agent:write")}
        isLoading={groups.isPending}
        nameOf={(key) => groups.data?.find((group) => group.id === cellOf(key).rowId)?.name ?? ""}
        marksText={levelsText}
        legend={t("workspace.rights.legendKeys")}
        consequence={t("workspace.agent.countsAtOnce")}
        busy={save.isPending}
        onSave={(reason, close) => save.mutate({ changes, reason }, { onSettled: close })}
      />
    </section>
  );
}
