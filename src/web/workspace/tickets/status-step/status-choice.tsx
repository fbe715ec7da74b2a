/** The status among the properties of a ticket: what can be chosen from here, the others with the reason why not. */
import { Select, type SelectProps, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listTicketSteps } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import classes from "#web/workspace/tickets/ticket-page.module.css";
import own from "./status-choice.module.css";
import { StatusStepDialog } from "./status-step-dialog.tsx";
import { type StatusStep, useStatusMove } from "./use-status-move.ts";

/** Something has to be said with it, or it cannot simply be taken back. */
const isAskedAbout = (step: StatusStep): boolean => step.commentRequired || step.untilRequired || step.locks;

export function StatusChoice({ ticket, id }: { ticket: AgentTicketView; id: string }) {
  const { t } = useTranslation();
  const steps = useEndpoint(listTicketSteps, { params: { id: ticket.id } }).data?.items ?? [];
  const [asking, setAsking] = useState<StatusStep | null>(null);
  const { move, busy } = useStatusMove(ticket);
  const others = steps.filter((step) => step.id !== ticket.statusId);
  const open = others.filter((step) => step.refused === null);
  const shut = others.filter((step) => step.refused !== null);
  const reasons = new Map(shut.map((step) => [step.id, step.refused?.message ?? ""]));
  const choose = (statusId: string | null) => {
    const step = steps.find((one) => one.id === statusId);
    if (step === undefined || step.id === ticket.statusId) return;
    if (isAskedAbout(step)) setAsking(step);
    else move({ statusId: step.id });
  };
  const renderOption: NonNullable<SelectProps["renderOption"]> = ({ option }) => (
    <span>
      {option.label}
      {reasons.has(option.value) && (
        <Text component="span" display="block" size="xs">
          {reasons.get(option.value)}
        </Text>
      )}
    </span>
  );
  return (
    <div className={classes.fact}>
      <label htmlFor={id}>{t("workspace.ticket.status")}</label>
      <Select
        id={id}
        data={[
          { value: ticket.statusId, label: ticket.statusLabel },
          ...open.map((step) => ({ value: step.id, label: step.label })),
          ...shut.map((step) => ({ value: step.id, label: step.label, disabled: true })),
        ]}
        value={ticket.statusId}
        onChange={choose}
        disabled={open.length === 0 || busy}
        allowDeselect={false}
        searchable={others.length > 8}
        renderOption={renderOption}
        comboboxProps={{ width: 280, position: "bottom-end" }}
        title={ticket.statusLabel}
        classNames={{ input: classes.choice ?? "", option: own.option ?? "" }}
        rightSectionWidth={24}
      />
      {asking !== null && <StatusStepDialog ticket={ticket} step={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}
