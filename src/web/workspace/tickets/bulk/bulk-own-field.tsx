/** One own field of the selected tickets, set to one value or emptied. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isChangeable } from "#domain/tickets/own-fields.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { OwnFieldInput } from "#web/workspace/own-fields/own-field-input.tsx";
import { type OwnValue, useOwnFields, useValueText } from "#web/workspace/own-fields/use-own-fields.ts";
import type { BulkWish } from "./use-bulk.ts";

export function BulkOwnField({ onWish, onClose }: { onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const text = useValueText();
  const fields = useOwnFields().filter((field) => field.state === "active" && isChangeable(field));
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<OwnValue>(null);
  const field = fields.find((one) => one.key === key);
  const wanted = typeof value === "string" ? value.trim() || null : value;
  const submit = () => {
    if (field === undefined) return;
    const label = `${field.label}: ${wanted === null ? t("workspace.ticket.none1") : text(field, wanted)}`;
    onWish({ field: "ownField", label, change: { ownFields: { [field.key]: wanted } }, shown: {} });
  };
  return (
    <FormDialog
      title={t("workspace.bulk.ownField")}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      disabled={field === undefined}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t("workspace.bulk.ownFieldWhich")}
        data={fields.map((one) => ({ value: one.key, label: one.label }))}
        value={key}
        onChange={(chosen) => {
          setKey(chosen);
          setValue(null);
        }}
        allowDeselect={false}
        searchable={fields.length > 8}
        data-autofocus
      />
      {field !== undefined && (
        <OwnFieldInput key={field.key} field={field} label={field.label} value={value} onChange={setValue} placeholder={t("workspace.bulk.ownFieldEmpty")} />
      )}
    </FormDialog>
  );
}
