/** The log of changes, and the log of sign-ins. */
import { useTranslation } from "react-i18next";
import { listAgents } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { FilterRow } from "#web/ui/filter-row.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { CompanyFilter, ContactFilter } from "#web/workspace/pick/record-filter.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { useListView, useStandardView } from "#web/workspace/views/use-list-view.tsx";
import { AuditList } from "./audit-list.tsx";
import { SignInLog } from "./sign-in-log.tsx";

/** Two logs with columns of their own: a view keeps only which one, and its filters. */
const NO_COLUMNS: never[] = [];

export function AuditPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const agents = useAll(listAgents, { enabled: may("agent:read") });
  useCrumbs({ label: t("workspace.nav.audit") });
  const view = useListView("audit", NO_COLUMNS, useStandardView());
  const signIns = address.log === "sign-ins";
  const { company, contact, actor } = address;
  return (
    <>
      <PageHeader title={t("workspace.nav.audit")} below={t(signIns ? "workspace.signInLog.below" : "workspace.audit.below")} />
      {view.chips}
      <FilterRow>
        <ChoiceChips
          label={t("workspace.audit.which")}
          value={signIns ? "sign-ins" : "changes"}
          choices={[
            { value: "changes", label: t("workspace.audit.changes") },
            { value: "sign-ins", label: t("workspace.audit.signIns") },
          ]}
          onChange={(log) => change({ log: log === "changes" ? undefined : log })}
        />
        {!signIns && (
          <>
            <FilterChip
              label={t("workspace.audit.who")}
              single
              values={actor ? [actor] : []}
              choices={(agents.data ?? []).map((agent) => ({ value: agent.id, label: agent.name }))}
              onChange={([value]) => change({ actor: value })}
            />
            <CompanyFilter single values={company ? [company] : []} onChange={([id]) => change({ company: id })} />
          </>
        )}
        <ContactFilter values={contact ? [contact] : []} onChange={([id]) => change({ contact: id })} />
        {view.save}
      </FilterRow>
      {signIns ? (
        <SignInLog contactId={contact} />
      ) : (
        <AuditList query={{ ...(company ? { company } : {}), ...(contact ? { contact } : {}), ...(actor ? { actor } : {}) }} />
      )}
    </>
  );
}
