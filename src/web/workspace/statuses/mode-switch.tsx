/** Whether the steps count: a setting, changed on the spot. */
import { Alert, Group, SegmentedControl, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changeSettings } from "#contract/administration.ts";
import { WORKFLOW_MODES, type WorkflowMode } from "#domain/tickets/workflow.ts";
import { call } from "#web/client/call.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";

export function ModeSwitch({ mode, mayChange }: { mode: WorkflowMode | undefined; mayChange: boolean }) {
  const { t } = useTranslation();
  const action = useAction(
    ({ to }: { to: WorkflowMode; from: WorkflowMode | null }) => call(changeSettings, { body: { values: { "tickets.workflow": to } } }),
    {
      after: (_answer, { from }) =>
        toast(t("workspace.editing.saved"), from === null ? undefined : { label: t("ui.undo"), run: () => action.mutate({ to: from, from: null }) }),
    },
  );
  return (
    <Alert color="gray" variant="light" mb="md">
      <Group gap="md" justify="space-between">
        <Text size="sm" style={{ flex: 1, minWidth: 260 }}>
          {t(mode === "steps" ? "workspace.step.modeSteps" : "workspace.step.modeFree")}
        </Text>
        <SegmentedControl
          aria-label={t("workspace.step.mode")}
          value={mode ?? "free"}
          disabled={!mayChange || mode === undefined || action.isPending}
          onChange={(value) => action.mutate({ to: WORKFLOW_MODES.find((one) => one === value) ?? "free", from: mode ?? null })}
          data={WORKFLOW_MODES.map((value) => ({ value, label: t(`workspace.step.modes.${value}`) }))}
        />
      </Group>
    </Alert>
  );
}
