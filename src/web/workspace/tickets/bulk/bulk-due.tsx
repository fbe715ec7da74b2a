/** Until when the selected tickets shall be done. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#web/ui/ui-context.tsx";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { DueInput } from "#web/workspace/tickets/due/due-input.tsx";
import type { BulkWish } from "./use-bulk.ts";

export function BulkDue({ onWish, onClose }: { onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [dueAt, setDueAt] = useState<string | null>(null);
  const label = dueAt === null ? t("workspace.ticket.due.none") : `${formats.day(dueAt)}, ${formats.time(dueAt)}`;
  return (
    <FormDialog
      title={t("workspace.bulk.due")}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      error={null}
      onSubmit={() => onWish({ field: "due", label, change: { dueAt }, shown: { dueAt } })}
      onClose={onClose}
    >
      <DueInput label={t("workspace.bulk.dueHint")} value={dueAt} onChange={setDueAt} />
    </FormDialog>
  );
}
