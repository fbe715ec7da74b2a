/** Services: what a request can be about. */
import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listServices, type ServiceView } from "#contract/master-data.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Comment } from "./comment.tsx";
import { ServiceDialog } from "./service-dialog.tsx";

export function Services() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const [editing, setEditing] = useState<ServiceView | "new" | null>(null);
  const list = useListQuery(listServices, { query: address.q ? { q: address.q } : {} });
  const mayChange = may("access:write");
  const columns: Column<ServiceView>[] = [
    {
      key: "name",
      title: t("workspace.ticket.service"),
      main: true,
      render: (service) => (
        <>
          {mayChange ? <RowButton onClick={() => setEditing(service)}>{service.name}</RowButton> : service.name}
          <Comment>{service.comment}</Comment>
        </>
      ),
    },
    { key: "state", title: t("workspace.record.state"), width: "124px", render: (service) => <RecordState state={service.state} /> },
  ];
  const newService = mayChange && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
      {t("workspace.service.new")}
    </Button>
  );
  return (
    <>
      <Group gap="xs" mb="sm" justify="space-between">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} />
        {newService}
      </Group>
      <DataTable
        label={t("workspace.access.part.services")}
        columns={columns}
        page={list}
        keyOf={(service) => service.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={address.q ? t("workspace.pick.nothing") : t("workspace.service.none")} action={address.q ? undefined : newService}>
            {address.q ? t("workspace.list.otherWords") : t("workspace.service.noneHow")}
          </EmptyState>
        }
      />
      {editing !== null && <ServiceDialog service={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
