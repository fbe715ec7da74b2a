/** All projects, by name. */
import { useTranslation } from "react-i18next";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { NewProject, ProjectTable } from "./project-table.tsx";

export function ProjectListPage() {
  const { t } = useTranslation();
  useCrumbs({ label: t("workspace.nav.projects") });
  return (
    <>
      <PageHeader title={t("workspace.nav.projects")} actions={<NewProject />} />
      <ProjectTable />
    </>
  );
}
