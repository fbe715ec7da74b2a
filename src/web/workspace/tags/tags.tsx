/** All tags: renamed, merged and removed here. */
import { ActionIcon, Group, Menu } from "@mantine/core";
import { IconArrowMerge, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listTags, type TagView } from "#contract/tag.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { MergeTag, RemoveTag, RenameTag } from "./tag-dialogs.tsx";

type Asked = { what: "rename" | "merge" | "remove"; tag: TagView };

export function Tags() {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const [address, change] = useAddress();
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useListQuery(listTags, { query: address.q ? { q: address.q } : {} });
  const columns: Column<TagView>[] = [
    { key: "name", title: t("workspace.tag.name"), main: true, render: (tag) => tag.name },
    {
      key: "tickets",
      title: t("workspace.nav.tickets"),
      width: "140px",
      align: "right",
      render: (tag) => <Link to={`/tickets?tag=${tag.id}&state=all`}>{`${formats.number(tag.ticketCount)}${tag.ticketCountIsLowerBound ? "+" : ""}`}</Link>,
    },
    ...(may("setting:write")
      ? [{ key: "more", title: "", width: "56px", align: "right" as const, render: (tag: TagView) => <Actions tag={tag} onAsk={setAsked} /> }]
      : []),
  ];
  const close = () => setAsked(null);
  return (
    <>
      <Group gap="xs" mb="sm">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} />
      </Group>
      <DataTable
        label={t("workspace.ticket.tags")}
        columns={columns}
        page={list}
        keyOf={(tag) => tag.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={address.q ? t("workspace.pick.nothing") : t("workspace.tag.none")}>
            {address.q ? t("workspace.list.otherWords") : t("workspace.tag.noneHow")}
          </EmptyState>
        }
      />
      {asked?.what === "rename" && <RenameTag tag={asked.tag} onClose={close} />}
      {asked?.what === "merge" && <MergeTag tag={asked.tag} onClose={close} />}
      {asked?.what === "remove" && <RemoveTag tag={asked.tag} onClose={close} />}
    </>
  );
}

function Actions({ tag, onAsk }: { tag: TagView; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("workspace.tag.actions", { name: tag.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onAsk({ what: "rename", tag })}>
          {t("workspace.tag.rename")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowMerge size={16} aria-hidden />} onClick={() => onAsk({ what: "merge", tag })}>
          {t("workspace.tag.merge")}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onAsk({ what: "remove", tag })}>
          {t("workspace.tag.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
