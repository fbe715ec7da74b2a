/** Runs a change of many tickets: shows it at once where it is small, says when it is done, offers to take it back. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listTickets, type ManyChange, type TicketOutcome } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { type BulkOutcome, type BulkRun, countOf, run, undo, type Watch } from "./bulk-run.ts";

export type BulkField = "status" | "priority" | "assignee" | "queue" | "customer" | "project" | "category" | "tag" | "due" | "ownField";

/** What somebody wants to do with what is selected. `shown`: how a changed row looks until the list is read again. */
export type BulkWish = { field: BulkField; change: ManyChange; label: string; shown: Partial<AgentTicketView> };

type Page = { items: AgentTicketView[] };
const isPage = (data: unknown): data is Page => typeof data === "object" && data !== null && "items" in data;

export function useBulk() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const lists = { queryKey: [listTickets.path] };
  const readAgain = () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" && queryKey[0] !== "installation" });

  /** The rows of the lists as they will be. */
  const show = (looked: readonly TicketOutcome[], shown: Partial<AgentTicketView>) => {
    const ids = new Set(looked.filter((one) => one.outcome === "done").map(({ id }) => id));
    void client.cancelQueries(lists);
    client.setQueriesData(lists, (data: unknown) =>
      isPage(data) ? { ...data, items: data.items.map((ticket) => (ids.has(ticket.id) ? { ...ticket, ...shown } : ticket)) } : data,
    );
  };

  const takeBack = async (runs: readonly BulkRun[]) => {
    if (runs.length > 1) toast(t("workspace.bulk.undoing"));
    try {
      const results = await undo(runs);
      const left = countOf(results, "refused");
      const back = t("workspace.bulk.undone", { count: countOf(results, "done") });
      if (left === 0) toast(back);
      else toastProblem(`${back} ${t("workspace.bulk.notUndone", { count: left })}`);
    } catch (error) {
      toastProblem(problemText(error));
    }
    readAgain();
  };

  const perform = async (looked: readonly TicketOutcome[], wish: BulkWish, reason: string, watch: Watch): Promise<BulkOutcome> => {
    show(looked, wish.shown);
    const outcome = await run(looked, wish.change, reason, watch);
    const { runs, results, problem, left } = outcome;
    readAgain();
    if (problem !== null) toastProblem(problemText(problem));
    const done = countOf(results, "done");
    const words =
      left > 0 && problem === null
        ? t("workspace.bulk.stopped", { count: left, done: t("workspace.bulk.done", { count: done }) })
        : t("workspace.bulk.done", { count: done });
    if (done > 0) toast(words, { label: t("ui.undo"), run: () => void takeBack(runs) });
    return outcome;
  };
  return { perform, takeBack };
}
