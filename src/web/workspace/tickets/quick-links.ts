/** The views that come with the list of tickets; a number stands where it costs little to count. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { listTickets } from "#contract/ticket.ts";
import { usePolling } from "#web/client/live.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import type { ListView } from "#web/workspace/views/view-address.ts";
import { LAST_VISIT } from "./list-filter.ts";

/** Each as it stands in the address. */
const LINKS: Readonly<Record<string, ListView["address"]>> = {
  open: {},
  mine: { assignee: "me" },
  nobodys: { assignee: "nobody" },
  dueToday: { due: "today", sort: "due" },
  overdue: { due: "overdue", sort: "due" },
  reminders: { assignee: "me", waiting: "due" },
  waiting: { statusType: "pending,done", state: "all" },
  fresh: { createdAfter: LAST_VISIT, sort: "-created" },
  all: { state: "all" },
};

export function useQuickLinks(): ListView[] {
  const { t } = useTranslation();
  const options = { staleMilliseconds: 60_000, refetchMilliseconds: usePolling(120_000), live: "seldom" as const };
  const mine = useEndpoint(listTickets, { query: { assignee: "me", state: "open", limit: 1 } }, options).data?.total;
  const overdue = useEndpoint(listTickets, { query: { due: "overdue", state: "open", limit: 1 } }, options).data?.total;
  const dueToday = useEndpoint(listTickets, { query: { due: "today", state: "open", limit: 1 } }, options).data?.total;
  const reminders = useEndpoint(listTickets, { query: { assignee: "me", waiting: "due", state: "open", limit: 1 } }, options).data?.total;
  return useMemo(() => {
    const counts: Readonly<Record<string, number | undefined>> = { mine, overdue, dueToday, reminders };
    return Object.entries(LINKS).map(([id, address]) => ({
      id,
      name: t(`workspace.ticket.view.${id}`),
      fixed: true,
      group: "fixed",
      address,
      columns: null,
      count: counts[id],
    }));
  }, [t, mine, overdue, dueToday, reminders]);
}
