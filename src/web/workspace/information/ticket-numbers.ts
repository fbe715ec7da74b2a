/** How many tickets of a company or contact are open, overdue and closed: counted by the very list that each number leads to. */
import { listTickets } from "#contract/ticket.ts";
import type { NumberLink } from "#web/ui/number-links.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import type { TicketFilterInput } from "#web/workspace/tickets/list-filter.ts";

const COUNTED = {
  openTickets: { state: "open" },
  overdueTickets: { state: "open", due: "overdue" },
  closedTickets: { state: "closed" },
} as const satisfies Record<string, TicketFilterInput>;

/** Whose tickets: as it stands in the address of the list. */
export type Whose = { company: string } | { contact: string };

const filterOf = (whose: Whose) => ("company" in whose ? { company: [whose.company] } : whose);
export const listAddress = (whose: Whose, more: Readonly<Record<string, string>> = {}): string => `/tickets?${new URLSearchParams({ ...whose, ...more })}`;

export function useTicketNumbers(whose: Whose): Omit<NumberLink, "label">[] {
  const enabled = useMay()("ticket:read");
  const open = useEndpoint(listTickets, { query: { ...filterOf(whose), ...COUNTED.openTickets, limit: 1 } }, { enabled });
  const overdue = useEndpoint(listTickets, { query: { ...filterOf(whose), ...COUNTED.overdueTickets, limit: 1 } }, { enabled });
  const closed = useEndpoint(listTickets, { query: { ...filterOf(whose), ...COUNTED.closedTickets, limit: 1 } }, { enabled });
  if (!enabled) return [];
  const answers = { openTickets: open.data, overdueTickets: overdue.data, closedTickets: closed.data };
  return (Object.keys(COUNTED) as (keyof typeof COUNTED)[]).map((key) => ({
    key,
    to: listAddress(whose, COUNTED[key]),
    count: answers[key]?.total ?? null,
    atLeast: answers[key]?.totalIsLowerBound === true,
    alarming: key === "overdueTickets",
  }));
}
