import { useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { type CompanyView, changeCompany, getCompany } from "#contract/company.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { isStale, useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { SaveBar, StaleNotice } from "#web/workspace/editing/save-bar.tsx";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";
import { COMPANY_PATHS, CompanyFields, type CompanyValues } from "./company-fields.tsx";

const valuesOf = (company: CompanyView): CompanyValues =>
  Object.fromEntries(COMPANY_PATHS.map((key) => [key, company[key as keyof CompanyView]])) as unknown as CompanyValues;

export function CompanyOverview({ company }: { company: CompanyView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const editing = useChanges(valuesOf(company));
  const save = useAction(() => call(changeCompany, { params: { id: company.id }, body: { version: company.version, ...editing.changes } }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: (answer) => {
      keepAnswer(client, getCompany, { id: company.id }, answer);
      editing.discard();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const fields = fieldErrors(save.error);
  const { parentId, billedByCompanyId } = editing.changes;
  const relations = { ...(parentId === undefined ? {} : { parentId }), ...(billedByCompanyId === undefined ? {} : { billedByCompanyId }) };
  const decides = Object.keys(relations).length > 0;
  return (
    <form onSubmit={submit} style={{ maxWidth: 860 }}>
      <StaleNotice error={save.error} />
      <FormErrors message={save.error === null || isStale(save.error) ? null : problemText(save.error)} fields={fields} known={COMPANY_PATHS} />
      <CompanyFields values={editing.values} set={editing.set} errors={fields} disabled={!company.can.includes("change")} />
      <WhatIf planned={decides ? plannedCall(changeCompany, { params: { id: company.id }, body: { version: company.version, ...relations } }) : null} />
      <SaveBar count={editing.count} busy={save.isPending} onDiscard={editing.discard} />
    </form>
  );
}
