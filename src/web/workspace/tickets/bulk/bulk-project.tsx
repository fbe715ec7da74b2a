/** In which project the selected tickets shall be, as their main one or as a further one. */
import { SegmentedControl, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { ProjectPicker } from "#web/workspace/pick/project-picker.tsx";
import { TaskSelect } from "#web/workspace/pick/task-select.tsx";
import { useSession } from "#web/workspace/session/session.ts";
import type { BulkWish } from "./use-bulk.ts";

type Chosen = { projectId: string; taskId: string | null; name: string };

export function BulkProject({ onWish, onClose }: { onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { keepsPrimaryProject } = useSession();
  const [as, setAs] = useState<"primary" | "secondary">("primary");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [keepPrimary, setKeepPrimary] = useState(keepsPrimaryProject);
  const submit = () => {
    if (chosen === null) return;
    const pair = { projectId: chosen.projectId, taskId: chosen.taskId };
    const change = as === "primary" ? { primaryProject: pair, keepPrimary } : { addSecondaryProject: pair };
    onWish({ field: "project", label: chosen.name, change, shown: {} });
  };
  return (
    <FormDialog
      title={t("workspace.bulk.project")}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      disabled={chosen === null}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <ProjectPicker
        label={t("workspace.ticket.project")}
        description={t("workspace.bulk.projectHint")}
        value={chosen?.projectId ?? null}
        onChange={(projectId, option) => setChosen(projectId === null ? null : { projectId, taskId: null, name: option?.label ?? "" })}
        clearable
        autoFocus
      />
      {chosen !== null && (
        <TaskSelect
          key={chosen.projectId}
          label={t("workspace.task.name")}
          projectId={chosen.projectId}
          value={chosen.taskId}
          onChange={(taskId) => setChosen({ ...chosen, taskId })}
        />
      )}
      <SegmentedControl
        aria-label={t("workspace.bulk.projectAs")}
        value={as}
        onChange={(value) => setAs(value === "secondary" ? "secondary" : "primary")}
        data={(["primary", "secondary"] as const).map((value) => ({ value, label: t(`workspace.bulk.projectAs.${value}`) }))}
      />
      {as === "primary" && (
        <Switch
          label={t("workspace.bulk.keepPrimary")}
          description={t("workspace.bulk.keepPrimaryMeans")}
          checked={keepPrimary}
          onChange={(event) => setKeepPrimary(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
