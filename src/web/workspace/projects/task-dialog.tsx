import { NumberInput, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTask, createTask, type TaskView } from "#contract/project.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";
import { MOST_HOURS } from "./most-hours.ts";

type Given = {
  projectId: string;
  /** What a new one lies below; null: directly below the project. */
  parent: TaskView | null;
  /** One to change; null: a new one. */
  task: TaskView | null;
  onClose: () => void;
};

export function TaskDialog({ projectId, parent, task, onClose }: Given) {
  const { t } = useTranslation();
  const [name, setName] = useState(task?.name ?? "");
  const [planned, setPlanned] = useState(task?.plannedMinutes ?? null);
  const save = useAction(
    () =>
      task === null
        ? call(createTask, { params: { id: projectId }, body: { name: name.trim(), parentId: parent?.id ?? null, plannedMinutes: planned } })
        : call(changeTask, { params: { id: projectId, taskId: task.id }, body: { version: task.version, name: name.trim(), plannedMinutes: planned } }),
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  return (
    <FormDialog
      title={task !== null ? t("workspace.task.change") : parent === null ? t("workspace.task.new") : t("workspace.task.newBelowName", { name: parent.name })}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === ""}
      error={save.error}
      known={["name", "plannedMinutes"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField label={t("workspace.task.name")} value={name} onChange={setName} problem={save.error} />
      <NumberInput
        label={t("workspace.project.plannedHours")}
        min={0}
        max={MOST_HOURS}
        decimalScale={2}
        value={planned === null ? "" : planned / 60}
        onChange={(hours) => setPlanned(hours === "" ? null : Math.round(Number(hours) * 60))}
        error={errorOf(fieldErrors(save.error), "plannedMinutes")}
      />
      {task === null && (
        <Text size="sm" c="dimmed">
          {t("workspace.task.newMeans")}
        </Text>
      )}
    </FormDialog>
  );
}
