/** Changes a ticket at once and offers to take it back. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { changeTicket, getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";

export type TicketChange = Omit<BodyInputOf<typeof changeTicket>, "version">;

export function useTicketChange(ticket: AgentTicketView) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const action = useAction(
    ({ version, change }: { version: number; change: TicketChange; before: TicketChange | null }) =>
      call(changeTicket, { params: { id: ticket.id }, body: { version, ...change } }),
    {
      after: (answer, { before }) => {
        keepAnswer(client, getTicket, { id: ticket.id }, answer);
        if (before === null) toast(t("workspace.editing.saved"));
        else toast(t("workspace.editing.saved"), { label: t("ui.undo"), run: () => action.mutate({ version: answer.version, change: before, before: null }) });
      },
    },
  );
  return {
    /** `before` is what undo brings back. */
    save: (change: TicketChange, before: TicketChange) => action.mutate({ version: ticket.version, change, before }),
    busy: action.isPending,
  };
}
