/** For forms about a ticket that goes on changing behind them. */
import { useState } from "react";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { ApiProblem } from "#web/client/call.ts";
import { isStale } from "#web/workspace/api/use-action.ts";

export const wasOvertaken = (error: unknown): error is ApiProblem => error instanceof ApiProblem && error.code === "ticket.changedMeanwhile";

/** As it was when the form was opened; as it is now once somebody was told that others were quicker. @param error of the last try to save. */
export function useTicketAsOpened(ticket: AgentTicketView, error: unknown): AgentTicketView {
  const [opened] = useState(ticket);
  return isStale(error) ? ticket : opened;
}
