import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { isWhollySaid, NOTHING_SAID, StepFields, saidWith } from "./step-fields.tsx";
import { type StatusStep, useStatusMove } from "./use-status-move.ts";

/** Before a status that wants to be explained, that closes by itself, or that locks. */
export function StatusStepDialog({ ticket, step, onClose }: { ticket: AgentTicketView; step: StatusStep; onClose: () => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState(NOTHING_SAID);
  const { move, busy, error } = useStatusMove(ticket, onClose);
  return (
    <FormDialog
      title={t("workspace.step.title", { status: step.label })}
      submitLabel={t("workspace.step.set")}
      busy={busy}
      disabled={!isWhollySaid(step, said)}
      error={error}
      onSubmit={() => move({ statusId: step.id, ...saidWith(said) })}
      onClose={onClose}
    >
      <StepFields step={step} said={said} onChange={setSaid} />
    </FormDialog>
  );
}
