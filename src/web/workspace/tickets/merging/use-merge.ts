/** Merges, says so, and offers to take it back. */
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { mergeTickets, unmergeTicket } from "#contract/merge.ts";
import { call } from "#web/client/call.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";

/** What is asked of what-if, and sent when somebody saw the answer. */
export const mergeCall = (targetId: string, { reason, ...given }: Omit<BodyInputOf<typeof mergeTickets>, "confirmed">) => ({
  params: { id: targetId },
  body: { ...given, confirmed: true, ...(reason ? { reason } : {}) },
});
export type MergeCall = ReturnType<typeof mergeCall>;

export function useUnmerge(onDone?: () => void) {
  const { t } = useTranslation();
  return useAction(
    async (ids: readonly string[]) => {
      for (const id of ids) await call(unmergeTicket, { params: { id } });
    },
    { done: (_, ids) => t("workspace.merge.undone", { count: ids.length }), ...(onDone ? { after: onDone } : {}) },
  );
}

export function useMerge(onDone: (targetId: string) => void) {
  const { t } = useTranslation();
  const unmerge = useUnmerge();
  return useAction((planned: MergeCall) => call(mergeTickets, planned), {
    quiet: true,
    after: (target, { body: { ticketIds } }) => {
      toast(t("workspace.merge.done", { count: ticketIds.length, number: target.number }), { label: t("ui.undo"), run: () => unmerge.mutate([...ticketIds]) });
      onDone(target.id);
    },
  });
}
