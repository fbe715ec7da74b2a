/** One company: everything about it is reached by its tabs. */
import { Button, Group, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type CompanyView, getCompany } from "#contract/company.ts";
import { listContacts } from "#contract/contact.ts";
import { listProjects } from "#contract/project.ts";
import { useAddress } from "#web/client/address.ts";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { PageTabs } from "#web/workspace/frame/page-tabs.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { Beside } from "#web/workspace/information/card.tsx";
import { CompanyInformation } from "#web/workspace/information/company-information.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { CompanyFacts } from "./company-facts.tsx";
import { CompanyOverview } from "./company-overview.tsx";
import { CompanyStateMenu } from "./company-state-menu.tsx";

// Each part is loaded with its tab: nobody pays for the matrix who reads an address.
const AuditList = lazy(() => import("#web/workspace/audit/audit-list.tsx").then((module) => ({ default: module.AuditList })));
const AssignMemberships = lazy(() => import("#web/workspace/contacts/assign-memberships.tsx").then((module) => ({ default: module.AssignMemberships })));
const ContactTable = lazy(() => import("#web/workspace/contacts/contact-table.tsx").then((module) => ({ default: module.ContactTable })));
const ProjectTable = lazy(() => import("#web/workspace/projects/project-table.tsx").then((module) => ({ default: module.ProjectTable })));
const CompanyAccess = lazy(() => import("./company-access.tsx").then((module) => ({ default: module.CompanyAccess })));
const CompanySettings = lazy(() => import("./company-settings.tsx").then((module) => ({ default: module.CompanySettings })));

export function CompanyPage() {
  const { t } = useTranslation();
  const id = usePathId();
  const company = useEndpoint(getCompany, { params: { id } });
  useCrumbs({ label: t("workspace.nav.companies"), to: "/companies" }, { label: company.data?.name ?? "" });
  if (company.error !== null) return <PageProblem error={company.error} onRetry={() => void company.refetch()} />;
  if (company.data === undefined) return <Skeleton height={320} />;
  return <LoadedCompany key={id} company={company.data} />;
}

function LoadedCompany({ company }: { company: CompanyView }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const [address] = useAddress();
  const params = useParams({ strict: false }) as { tab?: string };
  const tab = params.tab ?? address.tab ?? "overview";
  const people = useEndpoint(listContacts, { query: { companyId: company.id, limit: 1 } }, { enabled: may("contact:read") });
  const projects = useEndpoint(listProjects, { query: { company: company.id, limit: 1 } });
  const base = `/companies/${company.id}`;
  const tabs = [
    { key: "overview", to: base, label: t("workspace.company.overview"), shown: true },
    {
      key: "contacts",
      to: `${base}/contacts`,
      label: t("workspace.nav.contacts"),
      count: people.data === undefined ? undefined : formats.number(people.data.total),
      shown: may("contact:read"),
    },
    { key: "access", to: `${base}/access`, label: t("workspace.nav.access"), shown: may("access:read") },
    {
      key: "projects",
      to: `${base}/projects`,
      label: t("workspace.nav.projects"),
      count: projects.data === undefined ? undefined : formats.number(projects.data.total),
      shown: true,
    },
    { key: "settings", to: `${base}/settings`, label: t("workspace.nav.settings"), shown: true },
    { key: "log", to: `${base}/log`, label: t("workspace.record.log"), shown: may("audit:read") },
  ].filter((one) => one.shown);
  return (
    <>
      <PageHeader
        title={company.name}
        actions={
          <>
            {may("contact:write") && (
              <Button component={Link} to={`/contacts/new?company=${company.id}`} leftSection={<IconPlus size={16} aria-hidden />} variant="default">
                {t("workspace.contact.new")}
              </Button>
            )}
            {company.can.includes("changeAccess") && <CompanyStateMenu company={company} />}
          </>
        }
        below={
          <Group gap="sm">
            <span className="pf-number">#{company.number}</span>
            <RecordState state={company.state} />
            <StateBadge tone={company.portalEnabled ? "open" : "shut"}>
              {t(company.portalEnabled ? "workspace.company.portalIsOn" : "workspace.company.portalIsOff")}
            </StateBadge>
          </Group>
        }
      />
      <PageTabs label={t("workspace.company.tabs")} tabs={tabs} current={tabs.find((one) => one.key === (tab === "assign" ? "contacts" : tab))?.to ?? base} />
      <Suspense fallback={<Skeleton height={320} />}>
        {tab === "contacts" ? (
          <ContactTable companyId={company.id} />
        ) : tab === "assign" ? (
          <AssignMemberships side="company" id={company.id} name={company.name} />
        ) : tab === "access" ? (
          <CompanyAccess company={company} people={people.data?.total ?? null} />
        ) : tab === "projects" ? (
          <ProjectTable company={company} />
        ) : tab === "settings" ? (
          <CompanySettings company={company} />
        ) : tab === "log" ? (
          <AuditList query={{ company: company.id }} />
        ) : (
          <Beside label={t("workspace.information.label")} aside={<CompanyInformation company={company} />}>
            <CompanyFacts company={company} people={people.data?.total ?? null} />
            <CompanyOverview company={company} />
          </Beside>
        )}
      </Suspense>
    </>
  );
}
