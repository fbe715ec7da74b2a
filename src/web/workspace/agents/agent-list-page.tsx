import { Badge, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type AgentView, listAgents } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FilterChip } from "#web/ui/filter-chips.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { RECORD_STATES, RecordState, recordStateFrom } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { useListView, useStandardView } from "#web/workspace/views/use-list-view.tsx";
import { NewAgentDialog } from "./new-agent-dialog.tsx";

export function AgentListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const [opened, dialog] = useDisclosure();
  const state = recordStateFrom(address.state);
  const list = useListQuery(listAgents, { query: { ...(address.q ? { q: address.q } : {}), ...(state ? { state } : {}) } });
  const view = useListView("agents", useColumns(), useStandardView());
  useCrumbs({ label: t("workspace.nav.agents") });
  return (
    <>
      <PageHeader
        title={t("workspace.nav.agents")}
        actions={
          may("agent:write") && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
              {t("workspace.agent.new")}
            </Button>
          )
        }
      />
      {view.chips}
      <Group gap="xs" mb="sm">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.contact.searchHint")} />
        <FilterChip
          label={t("workspace.record.state")}
          single
          values={state ? [state] : []}
          choices={RECORD_STATES.map((value) => ({ value, label: t(`workspace.state.${value}`) }))}
          onChange={([value]) => change({ state: value })}
        />
        <Group gap="xs" wrap="nowrap" ml="auto">
          {view.save}
          {view.chooser}
        </Group>
      </Group>
      <DataTable
        label={t("workspace.nav.agents")}
        columns={view.columns}
        page={list}
        keyOf={(agent) => agent.id}
        linkOf={(agent) => `/agents/${agent.id}`}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.agent.noneFiltered")}>{t("workspace.list.otherWords")}</EmptyState>}
      />
      {opened && <NewAgentDialog onClose={dialog.close} />}
    </>
  );
}

function useColumns(): Column<AgentView>[] {
  const { t } = useTranslation();
  return useMemo(() => columnsOf(t), [t]);
}

function columnsOf(t: TFunction): Column<AgentView>[] {
  return [
    {
      key: "name",
      title: t("workspace.contact.name"),
      main: true,
      render: (agent) => (
        <>
          {agent.name}
          <Text size="xs" c="dimmed" fw={400} truncate>
            {agent.email}
          </Text>
        </>
      ),
    },
    { key: "login", title: t("workspace.contact.login"), width: "18%", hideBelow: 640, render: (agent) => agent.login },
    {
      key: "rights",
      title: t("workspace.agent.rights"),
      width: "26%",
      hideBelow: 800,
      render: (agent) =>
        agent.administrator ? (
          <Badge color="pine">{t("workspace.agent.administrator")}</Badge>
        ) : agent.rights.length === 0 ? (
          <Text c="dimmed">{t("workspace.agent.noRights")}</Text>
        ) : (
          <Text truncate title={agent.rights.map((right) => right.group.name).join(", ")}>
            {agent.rights.map((right) => right.group.name).join(", ")}
          </Text>
        ),
    },
    { key: "state", title: t("workspace.record.state"), width: "124px", render: (agent) => <RecordState state={agent.state} /> },
    {
      key: "lastSignIn",
      title: t("workspace.contact.lastSignIn"),
      width: "140px",
      hideBelow: 640,
      render: (agent) => (agent.lastSignInAt === null ? <Text c="dimmed">{t("workspace.record.never")}</Text> : <DateTime at={agent.lastSignInAt} />),
    },
  ];
}
