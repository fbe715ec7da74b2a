/** Changes a ticket at once and offers to take it back; asks where somebody else changed the same field meanwhile. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { changeTicket, getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { formerFields, onlyFields } from "./meanwhile/former-fields.ts";
import { useOvertakenPlace } from "./meanwhile/overtaken.tsx";
import { wasOvertaken } from "./meanwhile/ticket-as-opened.ts";

export type TicketChange = Omit<BodyInputOf<typeof changeTicket>, "version" | "was">;
/** `was`: the fields as they were seen. `before`: what undo brings back; null: it is the undoing. */
type Wanted = { version: number; change: TicketChange; was: TicketChange; before: TicketChange | null };

export function useTicketChange(ticket: AgentTicketView) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const ask = useOvertakenPlace();
  const params = { id: ticket.id };
  const action = useAction(({ version, was, change }: Wanted) => call(changeTicket, { params, body: { version, was: onlyFields(ticket, was), ...change } }), {
    quiet: true,
    after: (answer, { change, before }) => {
      keepAnswer(client, getTicket, params, answer);
      const undo = before && { label: t("ui.undo"), run: () => perform({ version: answer.version, change: before, was: change, before: null }) };
      toast(t("workspace.editing.saved"), undo ?? undefined);
    },
  });
  const perform = (wanted: Wanted): void =>
    action.mutate(wanted, {
      onError: async (error) => {
        if (!wasOvertaken(error) || ask === null) return toastProblem(problemText(error));
        await client.refetchQueries({ queryKey: listKey(getTicket, params, null) });
        const { change } = wanted;
        const replace = (now: AgentTicketView) => {
          const was = formerFields(now, change);
          perform({ version: now.version, change, was, before: was });
        };
        ask({ by: error.words["name"] ?? "", wanted: change, replace });
      },
    });
  return {
    /** `before` is what undo brings back. */
    save: (change: TicketChange, before: TicketChange) => perform({ version: ticket.version, change, was: before, before }),
    busy: action.isPending,
  };
}
