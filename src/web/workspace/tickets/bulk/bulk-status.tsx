/** What is said with a status that the selected tickets shall get: the same with each of them. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StatusView } from "#contract/master-data.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { isWhollySaid, NOTHING_SAID, StepFields, saidWith } from "#web/workspace/tickets/status-step/step-fields.tsx";
import type { BulkWish } from "./use-bulk.ts";

/** Whether something has to be said with it first. */
export const isAskedAbout = ({ commentRequired, closesToId, locks }: StatusView): boolean => commentRequired || closesToId !== null || locks;

export function BulkStatus({ status, wish, onWish, onClose }: { status: StatusView; wish: BulkWish; onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState(NOTHING_SAID);
  const step = { commentRequired: status.commentRequired, untilRequired: status.closesToId !== null, locks: status.locks };
  return (
    <FormDialog
      title={t("workspace.step.title", { status: status.label })}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      disabled={!isWhollySaid(step, said)}
      error={null}
      onSubmit={() => onWish({ ...wish, change: { ...wish.change, ...saidWith(said) } })}
      onClose={onClose}
    >
      <StepFields step={step} said={said} onChange={setSaid} />
    </FormDialog>
  );
}
