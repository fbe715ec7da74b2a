/** Moves a task with all below it: to another place, or to another project. */
import { Alert } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTask, listTasks, type TaskView } from "#contract/project.ts";
import { withAllBelow } from "#domain/projects/task-tree.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { ProjectPicker } from "#web/workspace/pick/project-picker.tsx";
import { TaskSelect } from "#web/workspace/pick/task-select.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

export function MoveTaskDialog({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const { t } = useTranslation();
  const [projectId, setProjectId] = useState(task.projectId);
  const [parentId, setParentId] = useState(task.parentId);
  const tasks = useEndpoint(listTasks, { params: { id: task.projectId } }, { staleMilliseconds: 60_000 });
  const moving = withAllBelow(tasks.data?.items ?? [], [task.id]);
  const away = projectId !== task.projectId;
  const wanted = { params: { id: task.projectId, taskId: task.id }, body: { version: task.version, parentId, ...(away ? { projectId } : {}) } };
  const move = useAction(() => call(changeTask, wanted), { quiet: true, done: t("workspace.task.moved", { name: task.name }), after: onClose });
  const fields = fieldErrors(move.error);
  return (
    <FormDialog
      title={t("workspace.task.moveTitle", { name: task.name })}
      submitLabel={t("workspace.task.moveDo")}
      busy={move.isPending}
      disabled={!away && parentId === task.parentId}
      error={move.error}
      planned={away ? plannedCall(changeTask, wanted) : null}
      known={["projectId", "parentId"]}
      onSubmit={() => move.mutate()}
      onClose={onClose}
    >
      <ProjectPicker
        label={t("workspace.ticket.project")}
        value={projectId}
        onChange={(id) => {
          setProjectId(id ?? task.projectId);
          setParentId(null);
        }}
        error={errorOf(fields, "projectId")}
      />
      <TaskSelect
        key={projectId}
        label={t("workspace.task.below")}
        none={t("workspace.task.belowNone")}
        projectId={projectId}
        value={parentId}
        onChange={setParentId}
        all={{ except: (one) => moving.includes(one.id) }}
        error={errorOf(fields, "parentId")}
      />
      {away && <Alert color="amber">{t("workspace.task.moveMeans")}</Alert>}
    </FormDialog>
  );
}
