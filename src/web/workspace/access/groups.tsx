/** Groups: what rights hang on. */
import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "#contract/access.ts";
import { listGroups } from "#contract/master-data.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Comment } from "./comment.tsx";
import { GroupDialog } from "./group-dialog.tsx";

export function Groups() {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const [address, change] = useAddress();
  const [opened, dialog] = useDisclosure();
  const list = useListQuery(listGroups, { query: address.q ? { q: address.q } : {} });
  const columns: Column<GroupView>[] = [
    {
      key: "name",
      title: t("workspace.access.group"),
      main: true,
      render: (group) => (
        <>
          {group.name}
          <Comment>{group.comment}</Comment>
        </>
      ),
    },
    { key: "queues", title: t("workspace.access.part.queues"), width: "90px", align: "right", render: (group) => formats.number(group.queueCount) },
    { key: "state", title: t("workspace.record.state"), width: "124px", render: (group) => <RecordState state={group.state} /> },
  ];
  const newGroup = may("access:write") && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
      {t("workspace.access.newGroup")}
    </Button>
  );
  return (
    <>
      <Group gap="xs" mb="sm" justify="space-between">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} />
        {newGroup}
      </Group>
      <DataTable
        label={t("workspace.access.part.groups")}
        columns={columns}
        page={list}
        keyOf={(group) => group.id}
        linkOf={(group) => `/access/groups/${group.id}`}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={address.q ? t("workspace.pick.nothing") : t("workspace.access.noGroups")} action={address.q ? undefined : newGroup}>
            {address.q ? t("workspace.list.otherWords") : t("workspace.access.groupsHow")}
          </EmptyState>
        }
      />
      {opened && <GroupDialog group={null} onClose={dialog.close} />}
    </>
  );
}
