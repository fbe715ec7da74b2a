/** Rights of a company on groups: for its own tickets, and for those of other companies. */
import { Alert, Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listCompanyRights } from "#contract/access.ts";
import { listSettings } from "#contract/administration.ts";
import type { CompanyView } from "#contract/company.ts";
import { Link } from "#web/ui/link.tsx";
import type { RightSubject } from "#web/workspace/access/rights-changes.ts";
import { SubjectRights } from "#web/workspace/access/subject-rights.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";

export function CompanyAccess({ company, people }: { company: CompanyView; people: number | null }) {
  const { t } = useTranslation();
  const may = useMay();
  const rights = useAll(listCompanyRights, { params: { id: company.id } });
  const settings = useEndpoint(listSettings, {}, { enabled: may("setting:read") });
  const off = (key: string) => settings.data?.items.find((setting) => setting.key === key)?.value === false;
  const hint = off("access.restrictQueuesByGroup") ? "workspace.access.restrictOff" : off("access.otherCompanies") ? "workspace.access.othersOff" : null;
  return (
    <>
      {hint !== null && (
        <Alert color="amber" mb="md">
          {t(hint)}{" "}
          <Anchor
            component={Link}
            to={`/settings#${hint === "workspace.access.restrictOff" ? "access.restrictQueuesByGroup" : "access.otherCompanies"}`}
            inherit
          >
            {t("workspace.access.toSetting")}
          </Anchor>
        </Alert>
      )}
      <SubjectRights
        label={t("workspace.company.rightsOf", { name: company.name })}
        rights={rights.data}
        error={rights.error}
        onRetry={() => void rights.refetch()}
        columns={[
          { key: "own", title: t("workspace.access.ownCompany"), meaning: t("workspace.access.ownCompanyMeans") },
          { key: "others", title: t("workspace.access.otherCompanies"), meaning: t("workspace.access.otherCompaniesMeans") },
        ]}
        subjectOf={(column): RightSubject => ({ companyId: company.id, context: column === "others" ? "others" : "own" })}
        columnOf={columnOf}
        consequence={people === null ? t("workspace.company.rightsMean") : t("workspace.company.rightsMeanCount", { count: people, name: company.name })}
      />
    </>
  );
}

const columnOf = (subject: RightSubject): string | null => (typeof subject !== "string" && "context" in subject ? subject.context : null);
