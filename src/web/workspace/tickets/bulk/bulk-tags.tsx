/** Which tags the selected tickets shall get, and which they shall lose; others stay. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Named } from "#contract/fields.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { TagsField } from "#web/workspace/tags/tags-field.tsx";
import type { BulkWish } from "./use-bulk.ts";

const idsOf = (tags: readonly Named[]) => tags.map(({ id }) => id);
const namesOf = (tags: readonly Named[]) => tags.map(({ name }) => name);

export function BulkTags({ onWish, onClose }: { onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [added, setAdded] = useState<Named[]>([]);
  const [removed, setRemoved] = useState<Named[]>([]);
  const submit = () =>
    onWish({
      field: "tag",
      label: [
        ...(added.length > 0 ? [t("workspace.bulk.categoriesAdded", { names: formats.list(namesOf(added)) })] : []),
        ...(removed.length > 0 ? [t("workspace.bulk.categoriesRemoved", { names: formats.list(namesOf(removed)) })] : []),
      ].join(", "),
      change: { ...(added.length > 0 ? { addTagIds: idsOf(added) } : {}), ...(removed.length > 0 ? { removeTagIds: idsOf(removed) } : {}) },
      shown: {},
    });
  return (
    <FormDialog
      title={t("workspace.bulk.tag")}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      disabled={added.length + removed.length === 0}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <TagsField label={t("workspace.bulk.addCategories")} values={added} onChange={setAdded} autoFocus />
      <TagsField label={t("workspace.bulk.removeCategories")} values={removed} onChange={setRemoved} />
    </FormDialog>
  );
}
