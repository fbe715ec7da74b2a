import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CategoryView, changeCategory, createCategory } from "#contract/category.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CommentField, NameField } from "#web/workspace/editing/name-fields.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

export function CategoryDialog({ category, onClose }: { category: CategoryView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(category?.name ?? "");
  const [comment, setComment] = useState(category?.comment ?? "");
  const [confidential, setConfidential] = useState(category?.confidential ?? false);
  const [state, setState] = useState(category?.state ?? "active");
  const save = useAction(
    () => {
      const body = { name: name.trim(), comment, confidential };
      return category === null
        ? call(createCategory, { body })
        : call(changeCategory, { params: { id: category.id }, body: { version: category.version, ...body, state } });
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  return (
    <FormDialog
      title={t(category === null ? "workspace.category.new" : "workspace.category.edit")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === ""}
      error={save.error}
      planned={
        category === null || confidential === category.confidential
          ? null
          : plannedCall(changeCategory, { params: { id: category.id }, body: { version: category.version, confidential } })
      }
      known={["name"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} problem={save.error} />
      <CommentField value={comment} onChange={setComment} />
      <Switch
        label={t("workspace.category.confidential")}
        description={t("workspace.category.confidentialMeans")}
        checked={confidential}
        onChange={(event) => setConfidential(event.currentTarget.checked)}
      />
      {category !== null && (
        <StateField
          value={state}
          onChange={(value) => setState(value === "closed" ? "closed" : "active")}
          states={["active", "closed"]}
          hint={t("workspace.category.closedMeans")}
        />
      )}
    </FormDialog>
  );
}
