/** Asks before a change that decides who may read a ticket, and says who gains and loses it. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeTicket, getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { formerFields } from "./meanwhile/former-fields.ts";
import { useTicketAsOpened } from "./meanwhile/ticket-as-opened.ts";
import type { TicketChange } from "./use-ticket-change.ts";

export type SightChange = { kind: "queue"; queueId: string; name: string } | { kind: "confidential"; confidential: boolean };

export function useSightChange(ticket: AgentTicketView, onDone: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const action = useAction(
    ({ change, reason, from }: { change: TicketChange; reason: string; from: AgentTicketView }) =>
      call(changeTicket, { params: { id: ticket.id }, body: { version: from.version, was: formerFields(from, change), ...change, ...withReason(reason) } }),
    {
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getTicket, { id: ticket.id }, answer);
        onDone();
      },
    },
  );
  const planned = (change: TicketChange) => plannedCall(changeTicket, { params: { id: ticket.id }, body: { version: ticket.version, ...change } });
  const from = useTicketAsOpened(ticket, action.error);
  const save = (change: TicketChange, reason: string) => action.mutate({ change, reason, from });
  return { action, save, planned };
}

export function ConfirmSight({ ticket, wanted, onClose }: { ticket: AgentTicketView; wanted: SightChange; onClose: () => void }) {
  const { t } = useTranslation();
  const { action, save, planned } = useSightChange(ticket, onClose);
  const change: TicketChange = wanted.kind === "queue" ? { queueId: wanted.queueId } : { confidential: wanted.confidential };
  const key = wanted.kind === "queue" ? "queue" : wanted.confidential ? "confidential" : "notConfidential";
  return (
    <ConfirmWithReason
      opened
      title={t(`workspace.sight.${key}.title`, wanted.kind === "queue" ? { queue: wanted.name } : {})}
      confirmLabel={t(`workspace.sight.${key}.confirm`)}
      busy={action.isPending}
      planned={planned(change)}
      onConfirm={(reason) => save(change, reason)}
      onClose={onClose}
    >
      {t(`workspace.sight.${key}.means`)}
    </ConfirmWithReason>
  );
}
