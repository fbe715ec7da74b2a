/** All companies, by name. */
import { Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CompanyView, listCompanies } from "#contract/company.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FilterChip } from "#web/ui/filter-chips.tsx";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { NarrowState, RECORD_STATES, RecordState, recordStateFrom } from "#web/workspace/frame/record-state.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { useListView, useStandardView } from "#web/workspace/views/use-list-view.tsx";

const CompanyPeek = lazy(() => import("./company-peek.tsx").then((module) => ({ default: module.CompanyPeek })));

export function CompanyListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  useCrumbs({ label: t("workspace.nav.companies") });
  const sort = address.sort === "-changed" ? "-changed" : "name";
  const state = recordStateFrom(address.state);
  const { parent } = address;
  const list = useListQuery(listCompanies, {
    query: { sort, ...(address.q ? { q: address.q } : {}), ...(state ? { state } : {}), ...(parent ? { parentId: parent } : {}) },
  });
  const view = useListView("companies", useColumns(), useStandardView());
  const [peeked, setPeeked] = useState<string | null>(null);
  const shown = list.items.find((company) => company.id === peeked);
  const filtered = address.q !== undefined || state !== undefined || parent !== undefined;
  const newCompany = may("company:write") && (
    <Button component={Link} to="/companies/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("workspace.company.new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("workspace.nav.companies")} actions={newCompany} />
      {view.chips}
      <Group gap="xs" mb="sm">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.company.searchHint")} />
        <FilterChip
          label={t("workspace.record.state")}
          single
          values={state ? [state] : []}
          choices={RECORD_STATES.map((value) => ({ value, label: t(`workspace.state.${value}`) }))}
          onChange={([value]) => change({ state: value })}
        />
        {parent !== undefined && (
          <div style={{ width: 240 }}>
            <CompanyPicker label={t("workspace.company.parentId")} hideLabel value={parent} onChange={(id) => change({ parent: id ?? undefined })} clearable />
          </div>
        )}
        <Group gap="xs" wrap="nowrap" ml="auto">
          {view.save}
          {view.chooser}
        </Group>
      </Group>
      <DataTable
        label={t("workspace.nav.companies")}
        columns={view.columns}
        page={list}
        keyOf={(company) => company.id}
        linkOf={(company) => `/companies/${company.id}`}
        sort={sort}
        onSort={(value) => change({ sort: value === "name" ? undefined : value })}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        peek={{ key: peeked, change: setPeeked }}
        empty={
          filtered ? (
            <EmptyState title={t("workspace.company.noneFiltered")}>{t("workspace.list.otherWords")}</EmptyState>
          ) : (
            <EmptyState title={t("workspace.company.none")} action={newCompany}>
              {t("workspace.company.noneHow")}
            </EmptyState>
          )
        }
      />
      <Suspense>{shown !== undefined && <CompanyPeek company={shown} keys={list.items.map(({ id }) => id)} onChange={setPeeked} />}</Suspense>
    </>
  );
}

function useColumns(): Column<CompanyView>[] {
  const { t } = useTranslation();
  return useMemo(() => columnsOf(t), [t]);
}

function columnsOf(t: TFunction): Column<CompanyView>[] {
  return [
    {
      key: "name",
      title: t("workspace.company.name"),
      main: true,
      sorts: { ascending: "name" },
      render: (company) => (
        <>
          <Text component="span" fw={550} lineClamp={1} title={company.name}>
            {company.name}
          </Text>
          <NarrowState state={company.state} />
        </>
      ),
    },
    { key: "number", title: t("workspace.company.number"), width: "140px", render: (company) => <span className="pf-number">{company.number}</span> },
    { key: "city", title: t("workspace.company.city"), width: "18%", hideBelow: 640, render: (company) => company.city },
    { key: "country", title: t("workspace.company.country"), width: "12%", hideBelow: 800, hiddenAtFirst: true, render: (company) => company.country },
    {
      key: "classification",
      title: t("workspace.company.classification"),
      width: "14%",
      hideBelow: 800,
      hiddenAtFirst: true,
      render: (company) => company.classification,
    },
    { key: "state", title: t("workspace.record.state"), width: "120px", hideBelow: 480, render: (company) => <RecordState state={company.state} /> },
    {
      key: "portal",
      title: t("workspace.company.portal"),
      width: "120px",
      hideBelow: 800,
      render: (company) => (
        <StateBadge tone={company.portalEnabled ? "open" : "shut"}>
          {t(company.portalEnabled ? "workspace.company.portalOn" : "workspace.company.portalOff")}
        </StateBadge>
      ),
    },
    {
      key: "changed",
      title: t("workspace.record.changed"),
      width: "132px",
      hideBelow: 960,
      sorts: { descending: "-changed" },
      render: (company) => <DateTime at={company.changedAt} />,
    },
  ];
}
