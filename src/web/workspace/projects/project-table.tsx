/** Projects by name: all of them, or those of one company. */
import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ListedProject, listProjects } from "#contract/project.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FilterChip } from "#web/ui/filter-chips.tsx";
import { FilterRow } from "#web/ui/filter-row.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { NarrowState, RecordState } from "#web/workspace/frame/record-state.tsx";
import { CompanyFilter } from "#web/workspace/pick/record-filter.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { NewProjectDialog } from "./new-project-dialog.tsx";

const STATES = ["active", "closed"] as const;

export function ProjectTable({ company }: { company?: { id: string; name: string } }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const { q } = address;
  const state = STATES.find((one) => one === address.state);
  const internal = company === undefined && address.internal === "true";
  const companyId = company?.id ?? address.company;
  const { agentId } = useSession();
  const mine = address.member === "me";
  const list = useListQuery(listProjects, {
    query: {
      ...(q ? { q } : {}),
      ...(mine ? { member: agentId } : {}),
      ...(state ? { state } : {}),
      ...(internal ? { internal: "true" } : companyId ? { company: companyId } : {}),
    },
  });
  const filtered = q !== undefined || mine || state !== undefined || internal || (company === undefined && companyId !== undefined);
  const columns = useColumns(company !== undefined);
  return (
    <>
      <FilterRow
        search={<SearchBox value={q ?? ""} onChange={(text) => change({ q: text })} placeholder={t("workspace.project.searchHint")} />}
        end={company === undefined ? undefined : <NewProject company={company} />}
      >
        <FilterChip
          label={t("workspace.record.state")}
          single
          values={state ? [state] : []}
          choices={STATES.map((value) => ({ value, label: t(`workspace.state.${value}`) }))}
          onChange={([value]) => change({ state: value })}
        />
        <FilterChip
          label={t("workspace.project.members")}
          single
          values={mine ? ["me"] : []}
          choices={[{ value: "me", label: t("workspace.project.mine") }]}
          onChange={([value]) => change({ member: value })}
        />
        {company === undefined && (
          <>
            <CompanyFilter
              single
              values={address.company && !internal ? [address.company] : []}
              onChange={([value]) => change({ company: value, internal: undefined })}
            />
            <FilterChip
              label={t("workspace.project.kind")}
              single
              values={internal ? ["true"] : []}
              choices={[{ value: "true", label: t("workspace.project.internal") }]}
              onChange={([value]) => change({ internal: value, company: undefined })}
            />
          </>
        )}
      </FilterRow>
      <DataTable
        label={t("workspace.nav.projects")}
        columns={columns}
        page={list}
        keyOf={(project) => project.id}
        linkOf={(project) => `/projects/${project.id}`}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          filtered ? (
            <EmptyState title={t("workspace.project.noneFiltered")}>{t("workspace.list.otherWords")}</EmptyState>
          ) : (
            <EmptyState
              title={company === undefined ? t("workspace.project.none") : t("workspace.project.noneOf", { company: company.name })}
              action={company === undefined ? <NewProject /> : undefined}
            >
              {t("workspace.project.noneHow")}
            </EmptyState>
          )
        }
      />
    </>
  );
}

/** The button with its dialog; for nobody who may not. */
export function NewProject({ company }: { company?: { id: string; name: string } }) {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may("company:write")) return null;
  return (
    <>
      <Button {...(company === undefined ? {} : { variant: "default" })} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {t("workspace.project.new")}
      </Button>
      {opened && <NewProjectDialog company={company} onClose={() => setOpened(false)} />}
    </>
  );
}

function useColumns(ofCompany: boolean): Column<ListedProject>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(() => columnsOf(t, formats.number, ofCompany), [t, formats, ofCompany]);
}

function columnsOf(t: TFunction, number: (value: number) => string, ofCompany: boolean): Column<ListedProject>[] {
  const all: Column<ListedProject>[] = [
    {
      key: "name",
      title: t("workspace.project.name"),
      main: true,
      render: (project) => (
        <>
          <Text component="span" fw={550} lineClamp={1} title={project.name}>
            {project.name}
          </Text>
          <Text component="div" size="xs" c="dimmed" truncate hiddenFrom="xs">
            {[project.number, ...(ofCompany ? [] : [project.company?.name ?? t("workspace.project.internal")])].join(" · ")}
          </Text>
          <NarrowState state={project.state} />
        </>
      ),
    },
    {
      key: "number",
      title: t("workspace.project.number"),
      width: "140px",
      hideBelow: 480,
      render: (project) => <span className="pf-number">{project.number}</span>,
    },
    {
      key: "company",
      title: t("workspace.ticket.company"),
      width: "24%",
      hideBelow: 640,
      render: (project) => (
        <Text component="span" {...(project.company ? {} : { c: "dimmed" })}>
          {project.company?.name ?? t("workspace.project.internal")}
        </Text>
      ),
    },
    { key: "tasks", title: t("workspace.project.tasks"), width: "96px", align: "right", hideBelow: 800, render: (project) => number(project.taskCount) },
    { key: "contacts", title: t("workspace.nav.contacts"), width: "140px", align: "right", hideBelow: 800, render: (project) => number(project.contactCount) },
    { key: "state", title: t("workspace.record.state"), width: "136px", hideBelow: 480, render: (project) => <RecordState state={project.state} /> },
    { key: "changed", title: t("workspace.record.changed"), width: "132px", hideBelow: 960, render: (project) => <DateTime at={project.changedAt} /> },
  ];
  return all.filter((column) => !ofCompany || column.key !== "company");
}
