/** Changes state or priority against the version that is shown, or accepts a finished ticket; a newer state is loaded and said. */
import { useMutation } from "@tanstack/react-query";
import type { BodyInputOf, ResponseOf } from "#contract/endpoint.ts";
import { changePortalTicket, judgeTicket } from "#contract/portal-ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toastProblem } from "#web/ui/toasts.tsx";
import { type PortalTicket, useRefreshTicket } from "./ticket-queries.ts";

export const useTicketChange = (ticket: PortalTicket) =>
  useTicketWrite(ticket, (body: BodyInputOf<typeof changePortalTicket>) => call(changePortalTicket, { params: { id: ticket.id }, body }));

export const useAccept = (ticket: PortalTicket) =>
  useTicketWrite(ticket, () => call(judgeTicket, { params: { id: ticket.id }, body: { verdict: "accepted", version: ticket.version } }));

function useTicketWrite<Given>(ticket: PortalTicket, write: (given: Given) => Promise<ResponseOf<typeof changePortalTicket>>) {
  const refresh = useRefreshTicket(ticket.id);
  return useMutation({
    mutationFn: write,
    onSuccess: () => refresh(),
    onError: (error) => {
      toastProblem(problemText(error));
      if (error instanceof ApiProblem && (error.status === 409 || error.code === "ticket.notFinished")) void refresh();
    },
  });
}
