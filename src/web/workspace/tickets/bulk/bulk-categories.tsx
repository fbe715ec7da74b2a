/** Which categories the selected tickets shall get, and which they shall lose; others stay. */
import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listCategories } from "#contract/category.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import type { BulkWish } from "./use-bulk.ts";

export function BulkCategories({ onWish, onClose }: { onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [added, setAdded] = useState<string[]>([]);
  const [removed, setRemoved] = useState<string[]>([]);
  const categories = useAll(listCategories).data ?? [];
  const nameOf = (id: string) => categories.find((one) => one.id === id)?.name ?? id;
  const choices = (kept: readonly string[], all: boolean) =>
    categories.filter((one) => (all || one.state === "active") && !kept.includes(one.id)).map(({ id, name }) => ({ value: id, label: name }));
  const submit = () =>
    onWish({
      field: "category",
      label: [
        ...(added.length > 0 ? [t("workspace.bulk.categoriesAdded", { names: formats.list(added.map(nameOf)) })] : []),
        ...(removed.length > 0 ? [t("workspace.bulk.categoriesRemoved", { names: formats.list(removed.map(nameOf)) })] : []),
      ].join(", "),
      change: { ...(added.length > 0 ? { addCategoryIds: added } : {}), ...(removed.length > 0 ? { removeCategoryIds: removed } : {}) },
      shown: {},
    });
  return (
    <FormDialog
      title={t("workspace.bulk.category")}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      disabled={added.length + removed.length === 0}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <MultiSelect
        label={t("workspace.bulk.addCategories")}
        data={choices(removed, false)}
        value={added}
        onChange={setAdded}
        searchable
        nothingFoundMessage={t("ui.nothingFound")}
        data-autofocus
        openOnFocus={false}
      />
      <MultiSelect
        label={t("workspace.bulk.removeCategories")}
        data={choices(added, true)}
        value={removed}
        onChange={setRemoved}
        searchable
        nothingFoundMessage={t("ui.nothingFound")}
      />
    </FormDialog>
  );
}
