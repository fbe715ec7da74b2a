/** One project: its tasks, who has a grant on it, its log. */
import { Button, Group, Skeleton, Text } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { getProject, type ProjectView } from "#contract/project.ts";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { AuditList } from "#web/workspace/audit/audit-list.tsx";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { PageTabs } from "#web/workspace/frame/page-tabs.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { GrantTable } from "#web/workspace/grants/grant-table.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { ProjectOverview } from "./project-overview.tsx";
import { Tasks } from "./tasks.tsx";

const AssignGrants = lazy(() => import("#web/workspace/grants/assign-grants.tsx").then((module) => ({ default: module.AssignGrants })));

export function ProjectPage() {
  const { t } = useTranslation();
  const id = usePathId();
  const project = useEndpoint(getProject, { params: { id } });
  useCrumbs({ label: t("workspace.nav.projects"), to: "/projects" }, { label: project.data?.name ?? "" });
  if (project.error !== null) return <PageProblem error={project.error} onRetry={() => void project.refetch()} />;
  if (project.data === undefined) return <Skeleton height={320} />;
  return <LoadedProject key={id} project={project.data} />;
}

function LoadedProject({ project }: { project: ProjectView }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const { tab = "tasks" } = useParams({ strict: false }) as { tab?: string };
  const base = `/projects/${project.id}`;
  const tabs = [
    { key: "tasks", to: base, label: t("workspace.project.tasks"), count: formats.number(project.taskCount), shown: true },
    { key: "contacts", to: `${base}/contacts`, label: t("workspace.nav.contacts"), count: formats.number(project.contactCount), shown: may("access:read") },
    { key: "details", to: `${base}/details`, label: t("workspace.project.details"), shown: true },
    { key: "log", to: `${base}/log`, label: t("workspace.record.log"), shown: may("audit:read") },
  ].filter((one) => one.shown);
  return (
    <>
      <PageHeader
        title={project.name}
        actions={
          may("ticket:read") && (
            <Button component={Link} to={`/tickets?state=all&project=${project.id}`} leftSection={<IconTicket size={16} aria-hidden />} variant="default">
              {t("workspace.project.toTickets")}
            </Button>
          )
        }
        below={
          <Group gap="sm">
            <span className="pf-number">{project.number}</span>
            <RecordState state={project.state} />
            {project.company === null ? (
              <Text component="span" size="sm" c="dimmed">
                {t("workspace.project.internal")}
              </Text>
            ) : (
              <Link to={`/companies/${project.company.id}`}>{project.company.name}</Link>
            )}
          </Group>
        }
      />
      <PageTabs label={t("workspace.project.tabs")} tabs={tabs} current={tabs.find((one) => one.key === (tab === "assign" ? "contacts" : tab))?.to ?? base} />
      {tab === "contacts" ? (
        <GrantTable of={{ project }} />
      ) : tab === "assign" ? (
        <Suspense fallback={<Skeleton height={320} />}>
          <AssignGrants of={{ project }} />
        </Suspense>
      ) : tab === "details" ? (
        <ProjectOverview project={project} />
      ) : tab === "log" ? (
        <AuditList query={{ project: project.id }} />
      ) : (
        <Tasks project={project} />
      )}
    </>
  );
}
