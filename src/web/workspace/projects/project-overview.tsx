/** The fields of a project. Another company ends its grants: that is asked before. */
import { SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeProject, getProject, type ProjectView } from "#contract/project.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { isStale, useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { SaveBar, StaleNotice } from "#web/workspace/editing/save-bar.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";

const PATHS = ["name", "number", "comment", "companyId", "state"];

export function ProjectOverview({ project }: { project: ProjectView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { name, number, comment, state } = project;
  const editing = useChanges({ name, number, comment, state, companyId: project.company?.id ?? null });
  const [asking, setAsking] = useState(false);
  const disabled = !project.can.includes("change");
  const save = useAction(
    (endGrants: boolean) =>
      call(changeProject, { params: { id: project.id }, body: { version: project.version, ...editing.changes, ...(endGrants ? { endGrants: true } : {}) } }),
    {
      quiet: true,
      done: t("workspace.editing.saved"),
      after: (answer) => {
        setAsking(false);
        keepAnswer(client, getProject, { id: project.id }, answer);
        editing.discard();
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(false, { onError: (error) => setAsking(error instanceof ApiProblem && error.code === "project.hasGrants") });
  };
  const fields = fieldErrors(save.error);
  const text = (key: "name" | "number" | "comment") => ({
    label: key === "comment" ? t("workspace.access.comment") : t(`workspace.project.${key}`),
    value: editing.values[key],
    onChange: (event: { currentTarget: { value: string } }) => editing.set(key, event.currentTarget.value),
    error: errorOf(fields, key),
    ...readOnly(disabled),
  });
  return (
    <form onSubmit={submit} style={{ maxWidth: 860 }}>
      <StaleNotice error={save.error} />
      <FormErrors message={save.error === null || isStale(save.error) || asking ? null : problemText(save.error)} fields={fields} known={PATHS} />
      <FormSection title={t("workspace.project.details")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text("name")} required maxLength={200} />
          <TextInput {...text("number")} required maxLength={150} />
        </SimpleGrid>
        <CompanyPicker
          label={t("workspace.ticket.company")}
          description={t("workspace.project.companyHint")}
          placeholder={t("workspace.project.internal")}
          name={editing.values.companyId === project.company?.id ? project.company?.name : undefined}
          value={editing.values.companyId}
          onChange={(id) => editing.set("companyId", id)}
          clearable
          disabled={disabled}
          error={errorOf(fields, "companyId")}
        />
        <Textarea {...text("comment")} autosize minRows={2} maxRows={10} maxLength={4000} />
        <StateField
          value={editing.values.state}
          onChange={(value) => editing.set("state", value === "closed" ? "closed" : "active")}
          states={["active", "closed"]}
          hint={t("workspace.project.closedMeans")}
          disabled={disabled}
        />
      </FormSection>
      <SaveBar count={editing.count} busy={save.isPending} onDiscard={editing.discard} />
      <ConfirmDialog
        opened={asking}
        title={t("workspace.project.moveTitle")}
        confirmLabel={t("workspace.project.endGrants")}
        danger
        busy={save.isPending}
        onConfirm={() => save.mutate(true)}
        onClose={() => setAsking(false)}
      >
        {t("workspace.project.moveMeans", { count: project.contactCount })}
      </ConfirmDialog>
    </form>
  );
}
