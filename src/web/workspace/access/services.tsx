/** Services: what a request can be about, and which of them are for everybody. */
import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listServices, type ServiceView } from "#contract/master-data.ts";
import { listDefaultServices } from "#contract/service-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { serviceName } from "#web/client/service-tree.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Comment } from "./comment.tsx";
import { MatrixSides } from "./matrix-sides.tsx";
import { ServiceDialog } from "./service-dialog.tsx";
import { ServiceMatrix } from "./service-matrix.tsx";

export function Services() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [pending, setPending] = useState(0);
  const isDefaults = address.part === "everybody";
  return (
    <>
      <MatrixSides
        label={t("workspace.access.part.services")}
        value={isDefaults ? "everybody" : "all"}
        choices={[
          { value: "all", label: t("workspace.services.all") },
          { value: "everybody", label: t("workspace.services.everybody") },
        ]}
        pending={pending}
        onChange={(value) => change({ part: value === "all" ? undefined : value, q: undefined, shown: undefined })}
      />
      {isDefaults ? <DefaultServices onPending={setPending} /> : <ServiceList />}
    </>
  );
}

/** For all who have no own ones. */
function DefaultServices({ onPending }: { onPending: (count: number) => void }) {
  const { t } = useTranslation();
  const source = useMemo(() => ({ endpoint: listDefaultServices }), []);
  return (
    <ServiceMatrix
      by="service"
      onPending={onPending}
      label={t("workspace.services.everybody")}
      rowTitle={t("workspace.ticket.service")}
      source={source}
      subjectOf={() => "everybody"}
      labelOf={(row, name) => <Link to={`/access/services/${row.id}`}>{name}</Link>}
      choices={["all", "assigned", "changed"]}
      empty={<EmptyState title={t("workspace.service.none")}>{t("workspace.service.noneHow")}</EmptyState>}
    />
  );
}

function ServiceList() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const [creating, setCreating] = useState(false);
  const list = useListQuery(listServices, { query: address.q ? { q: address.q } : {} });
  const columns: Column<ServiceView>[] = [
    {
      key: "name",
      title: t("workspace.ticket.service"),
      main: true,
      render: (service) => (
        <>
          {serviceName(service.name)}
          <Comment>{service.comment}</Comment>
        </>
      ),
    },
    { key: "state", title: t("workspace.record.state"), width: "124px", render: (service) => <RecordState state={service.state} /> },
  ];
  const newService = may("access:write") && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
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
        linkOf={(service) => `/access/services/${service.id}`}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={address.q ? t("workspace.pick.nothing") : t("workspace.service.none")} action={address.q ? undefined : newService}>
            {address.q ? t("workspace.list.otherWords") : t("workspace.service.noneHow")}
          </EmptyState>
        }
      />
      {creating && <ServiceDialog service={null} onClose={() => setCreating(false)} />}
    </>
  );
}
