/** Categories: what kind of request a ticket is. */
import { Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CategoryView, listCategories } from "#contract/category.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { NarrowState, RecordState } from "#web/workspace/frame/record-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Confidential } from "#web/workspace/tickets/confidential.tsx";
import { CategoryDialog } from "./category-dialog.tsx";

export function Categories() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const [editing, setEditing] = useState<CategoryView | "new" | null>(null);
  const list = useListQuery(listCategories, { query: address.q ? { q: address.q } : {} });
  const mayChange = may("access:write");
  const columns: Column<CategoryView>[] = [
    {
      key: "name",
      title: t("workspace.ticket.category"),
      main: true,
      render: (category) => (
        <>
          {mayChange ? <RowButton onClick={() => setEditing(category)}>{category.name}</RowButton> : category.name}
          <NarrowState state={category.state} />
        </>
      ),
    },
    {
      key: "comment",
      title: t("workspace.access.comment"),
      hideBelow: 640,
      render: (category) => (
        <Text size="sm" c="dimmed" truncate title={category.comment}>
          {category.comment}
        </Text>
      ),
    },
    {
      key: "confidential",
      title: t("workspace.category.confidential"),
      width: "140px",
      render: (category) => category.confidential && <Confidential />,
    },
    { key: "state", title: t("workspace.record.state"), width: "124px", hideBelow: 480, render: (category) => <RecordState state={category.state} /> },
  ];
  const newCategory = mayChange && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
      {t("workspace.category.new")}
    </Button>
  );
  return (
    <>
      <Group gap="xs" mb="sm" justify="space-between">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} />
        {newCategory}
      </Group>
      <DataTable
        label={t("workspace.access.part.categories")}
        columns={columns}
        page={list}
        keyOf={(category) => category.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={address.q ? t("workspace.pick.nothing") : t("workspace.category.none")} action={address.q ? undefined : newCategory}>
            {address.q ? t("workspace.list.otherWords") : t("workspace.category.noneHow")}
          </EmptyState>
        }
      />
      {editing !== null && <CategoryDialog category={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
