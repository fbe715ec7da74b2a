/** Queues, each in one group. */
import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listQueues, type QueueView } from "#contract/master-data.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { NarrowState, RecordState } from "#web/workspace/frame/record-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Confidential } from "#web/workspace/tickets/confidential.tsx";
import { QueueDialog } from "./queue-dialog.tsx";

export function Queues() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const [editing, setEditing] = useState<QueueView | "new" | null>(null);
  const list = useListQuery(listQueues, { query: address.q ? { q: address.q } : {} });
  const mayChange = may("access:write");
  const columns: Column<QueueView>[] = [
    {
      key: "name",
      title: t("workspace.ticket.queue"),
      main: true,
      render: (queue) => {
        const name = <BreakableText>{queue.name}</BreakableText>;
        return (
          <>
            {mayChange ? <RowButton onClick={() => setEditing(queue)}>{name}</RowButton> : name}
            <NarrowState state={queue.state} />
          </>
        );
      },
    },
    {
      key: "group",
      title: t("workspace.access.group"),
      width: "34%",
      render: (queue) => <Link to={`/access/groups/${queue.group.id}`}>{queue.group.name}</Link>,
    },
    {
      key: "followUp",
      title: t("workspace.access.followUp"),
      width: "20%",
      hideBelow: 800,
      render: (queue) => t(`workspace.access.followUps.${queue.followUp}`),
    },
    {
      key: "confidential",
      title: t("workspace.ticket.isConfidential"),
      width: "124px",
      hideBelow: 640,
      render: (queue) => queue.confidential && <Confidential />,
    },
    { key: "state", title: t("workspace.record.state"), width: "124px", hideBelow: 480, render: (queue) => <RecordState state={queue.state} /> },
  ];
  const newQueue = mayChange && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
      {t("workspace.access.newQueue")}
    </Button>
  );
  return (
    <>
      <Group gap="xs" mb="sm" justify="space-between">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} />
        {newQueue}
      </Group>
      <DataTable
        label={t("workspace.access.part.queues")}
        columns={columns}
        page={list}
        keyOf={(queue) => queue.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={address.q ? t("workspace.pick.nothing") : t("workspace.access.noQueues")} action={address.q ? undefined : newQueue}>
            {address.q ? t("workspace.list.otherWords") : t("workspace.access.queuesHow")}
          </EmptyState>
        }
      />
      {editing !== null && <QueueDialog queue={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
