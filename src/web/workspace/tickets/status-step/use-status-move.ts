/** Gives a ticket another status, and offers to take that back where the workflow leads back. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ResponseOf } from "#contract/endpoint.ts";
import { changeTicket, getTicket, listTicketSteps } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import type { TicketChange } from "#web/workspace/tickets/use-ticket-change.ts";

export type StatusStep = ResponseOf<typeof listTicketSteps>["items"][number];
export type StatusMove = Pick<TicketChange, "pendingUntil" | "comment"> & { statusId: string };

export function useStatusMove(ticket: AgentTicketView, after?: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const about = { params: { id: ticket.id } };
  const former = { statusId: ticket.statusId, ...(ticket.pendingUntil === null ? {} : { pendingUntil: ticket.pendingUntil }) };
  const action = useAction(
    ({ version, move }: { version: number; move: StatusMove; isUndo: boolean }) =>
      call(changeTicket, { ...about, body: { version, was: { statusId: ticket.statusId, pendingUntil: ticket.pendingUntil }, ...move } }),
    {
      quiet: after !== undefined,
      after: async (answer, { isUndo }) => {
        keepAnswer(client, getTicket, about.params, answer);
        after?.();
        const back = isUndo ? undefined : (await call(listTicketSteps, about)).items.find((step) => step.id === former.statusId);
        const leadsBack = back !== undefined && back.refused === null && !back.commentRequired && (!back.untilRequired || "pendingUntil" in former);
        const undo = { label: t("ui.undo"), run: () => action.mutate({ version: answer.version, move: former, isUndo: true }) };
        toast(t("workspace.editing.saved"), leadsBack ? undo : undefined);
      },
    },
  );
  return { move: (move: StatusMove) => action.mutate({ version: ticket.version, move, isUndo: false }), busy: action.isPending, error: action.error };
}
