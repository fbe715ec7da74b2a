import { SegmentedControl, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createProject } from "#contract/project.ts";
import { call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CommentField, NameField } from "#web/workspace/editing/name-fields.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";

/** `company`: whose page it is opened on. */
export function NewProjectDialog({ company, onClose }: { company?: { id: string; name: string } | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => freshKey());
  const [name, setName] = useState("");
  const [number, setNumber] = useState("");
  const [comment, setComment] = useState("");
  const [kind, setKind] = useState<"company" | "internal">("company");
  const [companyId, setCompanyId] = useState(company?.id ?? null);
  const create = useAction(
    () =>
      call(createProject, {
        idempotencyKey,
        body: { name: name.trim(), number: number.trim(), comment, companyId: kind === "internal" ? null : companyId },
      }),
    {
      quiet: true,
      done: (project) => t("workspace.project.created", { name: project.name }),
      after: (project) => {
        onClose();
        return navigate({ to: "/projects/$id", params: { id: project.id }, ignoreBlocker: true });
      },
    },
  );
  const fields = fieldErrors(create.error);
  return (
    <FormDialog
      title={t("workspace.project.new")}
      submitLabel={t("workspace.project.create")}
      busy={create.isPending}
      disabled={name.trim() === "" || number.trim() === "" || (kind === "company" && companyId === null)}
      error={create.error}
      known={["name", "number", "companyId"]}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <NameField label={t("workspace.project.name")} value={name} onChange={setName} problem={create.error} />
      <TextInput
        label={t("workspace.project.number")}
        description={t("workspace.project.numberHint")}
        required
        maxLength={150}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={errorOf(fields, "number")}
      />
      <SegmentedControl
        aria-label={t("workspace.project.kind")}
        value={kind}
        onChange={(value) => setKind(value === "internal" ? "internal" : "company")}
        data={[
          { value: "company", label: t("workspace.project.ofCompany") },
          { value: "internal", label: t("workspace.project.internal") },
        ]}
      />
      {kind === "company" && (
        <CompanyPicker
          label={t("workspace.ticket.company")}
          name={companyId === company?.id ? company?.name : undefined}
          value={companyId}
          onChange={setCompanyId}
          required
          error={errorOf(fields, "companyId")}
        />
      )}
      <CommentField value={comment} onChange={setComment} />
    </FormDialog>
  );
}
