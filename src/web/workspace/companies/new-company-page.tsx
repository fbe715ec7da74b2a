import { Button, Group } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createCompany } from "#contract/company.ts";
import { call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { COMPANY_PATHS, CompanyFields, EMPTY_COMPANY } from "./company-fields.tsx";

export function NewCompanyPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => freshKey());
  const editing = useChanges(EMPTY_COMPANY);
  useCrumbs({ label: t("workspace.nav.companies"), to: "/companies" }, { label: t("workspace.company.new") });
  const create = useAction(
    () => {
      const { name, ...others } = editing.changes;
      return call(createCompany, { idempotencyKey, body: { ...others, name: (name ?? "").trim() } });
    },
    {
      quiet: true,
      done: (company) => t("workspace.company.created", { name: company.name }),
      after: (company) => navigate({ to: "/companies/$id", params: { id: company.id }, ignoreBlocker: true }),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const fields = fieldErrors(create.error);
  return (
    <form onSubmit={submit} style={{ maxWidth: 860 }}>
      <UnsavedGuard when={editing.count > 0 && !create.isPending && !create.isSuccess} />
      <PageHeader title={t("workspace.company.new")} below={t("workspace.company.newBelow")} />
      <FormErrors message={create.error === null ? null : problemText(create.error)} fields={fields} known={COMPANY_PATHS} />
      <CompanyFields values={editing.values} set={editing.set} errors={fields} isNew />
      <Group mt="md">
        <Button type="submit" loading={create.isPending} disabled={editing.values.name.trim() === ""}>
          {t("workspace.company.create")}
        </Button>
      </Group>
    </form>
  );
}
