/** What a company may: rights on groups, for its own tickets and for those of other companies, and services. */
import { Alert, Anchor } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listSettings } from "#contract/administration.ts";
import type { CompanyView } from "#contract/company.ts";
import { listCompanyRightsByGroup } from "#contract/rights-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { MatrixSides } from "#web/workspace/access/matrix-sides.tsx";
import { RightsMatrix } from "#web/workspace/access/rights-matrix.tsx";
import { ServicesOf } from "#web/workspace/access/services-of.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";

type Given = { company: CompanyView; people: number | null };

export function CompanyAccess({ company, people }: Given) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [pending, setPending] = useState(0);
  const part = address.part === "services" ? "services" : "groups";
  return (
    <>
      <MatrixSides
        label={t("workspace.nav.access")}
        value={part}
        choices={[
          { value: "groups", label: t("workspace.access.part.groups") },
          { value: "services", label: t("workspace.access.part.services") },
        ]}
        pending={pending}
        onChange={(value) => change({ part: value === "groups" ? undefined : value, q: undefined, shown: undefined })}
      />
      {part === "services" ? (
        <ServicesOf of={{ companyId: company.id }} name={company.name} onPending={setPending} />
      ) : (
        <CompanyRights company={company} people={people} onPending={setPending} />
      )}
    </>
  );
}

function CompanyRights({ company, people, onPending }: Given & { onPending: (count: number) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const columns = useMemo(
    () => [
      { key: "own", title: t("workspace.access.ownCompany"), meaning: t("workspace.access.ownCompanyMeans") },
      { key: "others", title: t("workspace.access.otherCompanies"), meaning: t("workspace.access.otherCompaniesMeans") },
    ],
    [t],
  );
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
            underline="always"
          >
            {t("workspace.access.toSetting")}
          </Anchor>
        </Alert>
      )}
      <RightsMatrix
        onPending={onPending}
        label={t("workspace.company.rightsOf", { name: company.name })}
        rowTitle={t("workspace.access.group")}
        source={{ endpoint: listCompanyRightsByGroup, id: company.id }}
        columns={columns}
        subjectOf={(_, column) => ({ companyId: company.id, context: column === "others" ? "others" : "own" })}
        labelOf={(row) => <Link to={`/access/groups/${row.id}`}>{row.name}</Link>}
        detailOf={(row) => t("workspace.access.queueCount", { count: row.queueCount ?? 0 })}
        choices={["all", "assigned", "changed", "inherited"]}
        showsEverybody
        effective={{ title: people === null ? t("workspace.rights.effective") : t("workspace.rights.effectiveFor", { count: people }), of: "people" }}
        consequence={people === null ? t("workspace.company.rightsMean") : t("workspace.company.rightsMeanCount", { count: people, name: company.name })}
        empty={<EmptyState title={t("workspace.access.noGroups")}>{t("workspace.access.noGroupsHow")}</EmptyState>}
      />
    </>
  );
}
