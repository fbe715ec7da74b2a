/** Project, task and categories of a ticket that is written. */
import { MultiSelect, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listCategories } from "#contract/category.ts";
import { errorOf, type FieldTexts } from "#web/ui/form-errors.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { ProjectPicker } from "#web/workspace/pick/project-picker.tsx";
import { TaskSelect } from "#web/workspace/pick/task-select.tsx";
import { useMay } from "#web/workspace/session/session.ts";

export type Relations = { primaryProject: { projectId: string; taskId: string | null } | null; categoryIds: string[] };
export const NO_RELATIONS: Relations = { primaryProject: null, categoryIds: [] };

type Given = {
  values: Relations;
  onChange: (values: Relations) => void;
  companyId: string | null;
  /** The name of a project that was chosen and does not belong to the company. */
  takenOut: string | null;
  errors: FieldTexts;
};

export function RelationFields({ values, onChange, companyId, takenOut, errors }: Given) {
  const { t } = useTranslation();
  const may = useMay();
  const categories = useAll(listCategories, { query: { state: "active" } });
  const { primaryProject, categoryIds } = values;
  return (
    <>
      {may("company:read") && (
        <div>
          <ProjectPicker
            label={t("workspace.ticket.project")}
            value={primaryProject?.projectId ?? null}
            onChange={(projectId) => onChange({ ...values, primaryProject: projectId === null ? null : { projectId, taskId: null } })}
            forCompany={companyId}
            clearable
            error={errorOf(errors, "primaryProject")}
          />
          <Text size="xs" mt={takenOut === null ? 0 : 4} role="status">
            {takenOut !== null && t("workspace.ticket.projectTakenOut", { name: takenOut })}
          </Text>
        </div>
      )}
      {primaryProject !== null && (
        <TaskSelect
          key={primaryProject.projectId}
          label={t("workspace.task.name")}
          projectId={primaryProject.projectId}
          value={primaryProject.taskId}
          onChange={(taskId) => onChange({ ...values, primaryProject: { ...primaryProject, taskId } })}
        />
      )}
      {(categories.data ?? []).length > 0 && (
        <MultiSelect
          label={t("workspace.ticket.categories")}
          data={(categories.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={categoryIds}
          onChange={(chosen) => onChange({ ...values, categoryIds: chosen })}
          searchable
          error={errorOf(errors, "categoryIds")}
        />
      )}
    </>
  );
}
