/** Changes state or priority against the version that is shown; a newer one is loaded and said. */
import { useMutation } from "@tanstack/react-query";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { changePortalTicket } from "#contract/ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toastProblem } from "#web/ui/toasts.tsx";
import { type PortalTicket, useRefreshTicket } from "./ticket-queries.ts";

export function useTicketChange(ticket: PortalTicket) {
  const refresh = useRefreshTicket(ticket.id);
  return useMutation({
    mutationFn: (body: BodyInputOf<typeof changePortalTicket>) => call(changePortalTicket, { params: { id: ticket.id }, body }),
    onSuccess: () => refresh(),
    onError: (error) => {
      toastProblem(problemText(error));
      if (error instanceof ApiProblem && error.status === 409) void refresh();
    },
  });
}
