/** The log of changes, and the log of sign-ins. */
import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listAgents } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { AuditList } from "./audit-list.tsx";
import { SignInLog } from "./sign-in-log.tsx";

export function AuditPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const agents = useAll(listAgents, { enabled: may("agent:read") });
  useCrumbs({ label: t("workspace.nav.audit") });
  const signIns = address.log === "sign-ins";
  const { company, contact, actor } = address;
  return (
    <>
      <PageHeader title={t("workspace.nav.audit")} below={t("workspace.audit.below")} />
      <Group gap="xs" mb="sm">
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
            <div style={{ width: 200 }}>
              <CompanyPicker
                label={t("workspace.ticket.company")}
                hideLabel
                placeholder={t("workspace.ticket.company")}
                value={company ?? null}
                onChange={(id) => change({ company: id ?? undefined })}
                clearable
              />
            </div>
          </>
        )}
        <div style={{ width: 220 }}>
          <ContactPicker
            label={t("workspace.ticket.contact")}
            hideLabel
            placeholder={t("workspace.ticket.contact")}
            value={contact ?? null}
            onChange={(id) => change({ contact: id ?? undefined })}
            clearable
          />
        </div>
      </Group>
      {signIns ? (
        <SignInLog contactId={contact} />
      ) : (
        <AuditList query={{ ...(company ? { company } : {}), ...(contact ? { contact } : {}), ...(actor ? { actor } : {}) }} />
      )}
    </>
  );
}
