/** Which status leads to which: from × to, once for agents and once for contacts. */
import { Alert, Group, SegmentedControl, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listStatuses } from "#contract/master-data.ts";
import { getWorkflow } from "#contract/status.ts";
import { useAddress } from "#web/client/address.ts";
import { type Changes, cellOf, type Marks, NO_CHANGES } from "#web/ui/matrix/marks.ts";
import { AssignmentMatrix, type Shown } from "#web/workspace/access/assignment-matrix.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { ModeSwitch } from "./mode-switch.tsx";
import { AUDIENCES, type Audience, marksIn, SCALES, useSaveSteps } from "./use-save-steps.ts";

const SHOWN: readonly Shown[] = ["all", "changed"];

export function StepMatrix() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const audience: Audience = AUDIENCES.find((one) => one === address.for) ?? "agents";
  const statuses = useEndpoint(listStatuses);
  const workflow = useEndpoint(getWorkflow);
  const [changes, setChanges] = useState<Record<Audience, Changes>>({ agents: NO_CHANGES, contacts: NO_CHANGES });
  const setOwn = useCallback((next: (before: Changes) => Changes) => setChanges((before) => ({ ...before, [audience]: next(before[audience]) })), [audience]);
  const items = useMemo(() => (statuses.data?.items ?? []).filter(({ statusType }) => statusType !== "merged"), [statuses.data]);
  const stored = useMemo(() => marksIn(workflow.data?.steps ?? [], audience), [workflow.data, audience]);
  const save = useSaveSteps({ workflow: workflow.data, audience, onSaved: () => setOwn(() => NO_CHANGES) });
  const contentOf = useCallback(
    (fromId: string, toId: string) => {
      const from = items.find(({ id }) => id === fromId);
      // Nobody but an administrator takes a ticket out of a locked status.
      if (fromId === toId || (from?.locks && audience === "contacts")) return null;
      return { stored: stored(`${fromId}|${toId}`)?.marks ?? [], inherited: [] };
    },
    [items, stored, audience],
  );
  const q = (address.q ?? "").toLocaleLowerCase();
  const shown = SHOWN.find((one) => one === address.shown) ?? "all";
  const own = changes[audience];
  const rows = useMemo(() => {
    const isChanged = (id: string) => [...own.keys()].some((key) => cellOf(key).rowId === id);
    return items
      .filter(({ id, label }) => label.toLocaleLowerCase().includes(q) && (shown === "all" || isChanged(id)))
      .map(({ id, label, locks, state }) => ({
        id,
        name: label,
        detail: locks ? t("workspace.status.locksRow") : state === "closed" ? t("workspace.state.closed") : "",
      }));
  }, [items, q, shown, own, t]);
  const columns = useMemo(() => items.filter(({ state }) => state === "active").map(({ id, label }) => ({ key: id, title: label })), [items]);
  const faces = useMemo(
    () => ({
      administrators: { letter: t("workspace.step.letter.administrators"), name: t("workspace.step.agents.administrators") },
      assignee: { letter: t("workspace.step.letter.assignee"), name: t("workspace.step.agents.assignee") },
      everybody: { letter: t("workspace.step.letter.everybody"), name: t("workspace.step.agents.everybody") },
      contacts: { letter: "", name: t("workspace.step.contacts") },
    }),
    [t],
  );
  const nameOf = (id: string) => items.find((status) => status.id === id)?.label ?? "";
  const marksText = (marks: Marks) =>
    marks.length === 0 ? t("workspace.step.nobody") : marks.map((mark) => faces[mark as keyof typeof faces].name).join(", ");
  const error = statuses.error ?? workflow.error;
  if (error !== null && (statuses.data === undefined || workflow.data === undefined))
    return <PageProblem error={error} onRetry={() => void Promise.all([statuses.refetch(), workflow.refetch()])} />;
  const unsaved = AUDIENCES.some((other) => other !== audience && changes[other].size > 0);
  return (
    <>
      <ModeSwitch mode={workflow.data?.mode} mayChange={may("setting:write")} />
      <Group gap="sm" mb="sm">
        <SegmentedControl
          aria-label={t("workspace.step.forWhom")}
          value={audience}
          disabled={own.size > 0 && unsaved}
          onChange={(value) => change({ for: value === "agents" ? undefined : value })}
          data={AUDIENCES.map((value) => ({ value, label: t(`workspace.step.for.${value}`, { count: changes[value].size }) }))}
        />
        <Text size="sm" c="dimmed" style={{ flex: 1, minWidth: 240 }}>
          {t(`workspace.step.forMeans.${audience}`)}
        </Text>
      </Group>
      {unsaved && (
        <Alert color="amber" variant="light" icon={<IconInfoCircle size={18} />} mb="sm">
          {t("workspace.step.unsavedThere")}
        </Alert>
      )}
      <AssignmentMatrix
        key={audience}
        label={t(`workspace.step.for.${audience}`, { count: 0 })}
        rowTitle={t("workspace.step.from")}
        rows={rows}
        columns={columns}
        scale={SCALES[audience]}
        faces={faces}
        contentOf={contentOf}
        storedOf={stored}
        changes={own}
        onChanges={setOwn}
        filter={{
          text: address.q ?? "",
          onText: (text) => change({ q: text }),
          shown,
          choices: SHOWN,
          onShown: (value) => change({ shown: value === "all" ? undefined : value }),
          hint: t("workspace.step.filter"),
        }}
        readOnly={!may("setting:write")}
        isLoading={statuses.data === undefined || workflow.data === undefined}
        nameOf={(key) => `${nameOf(cellOf(key).rowId)} → ${nameOf(cellOf(key).column)}`}
        marksText={marksText}
        nothing={t("workspace.step.nobody")}
        legend={t(`workspace.step.legend.${audience}`)}
        consequence={t(workflow.data?.mode === "free" ? "workspace.step.meansFree" : "workspace.step.means")}
        busy={save.isPending}
        onSave={(reason, close) => save.mutate({ changes: own, reason }, { onSettled: close })}
      />
    </>
  );
}
