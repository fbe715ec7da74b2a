/** One task of a project, shown as the tree that they are. */
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listTasks, type TaskView } from "#contract/project.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { readOnly } from "#web/workspace/editing/read-only.ts";

type Given = {
  label: string;
  projectId: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** What no task is called; default: none. */
  none?: string;
  /** Closed ones too, and without these. */
  all?: { except: (task: TaskView) => boolean };
  disabled?: boolean;
  error?: string | undefined;
};

const INDENT = "\u2003";

export function TaskSelect({ label, projectId, value, onChange, none, all, disabled = false, error }: Given) {
  const { t } = useTranslation();
  const tasks = useEndpoint(listTasks, { params: { id: projectId } }, { staleMilliseconds: 60_000 });
  const offered = (tasks.data?.items ?? []).filter((task) => (all ? !all.except(task) : task.state === "active" || task.id === value));
  return (
    <Select
      label={label}
      placeholder={none ?? t("workspace.task.without")}
      data={offered.map((task) => ({ value: task.id, label: INDENT.repeat(task.depth) + task.name }))}
      value={value}
      onChange={onChange}
      clearable
      searchable
      nothingFoundMessage={tasks.data === undefined ? t("ui.loading") : t("workspace.pick.nothing")}
      {...readOnly(disabled)}
      error={error}
    />
  );
}
