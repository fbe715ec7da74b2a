/** Taking back what was just booked, and bringing back what was just deleted. */
import { useTranslation } from "react-i18next";
import { deleteTimeEntry, restoreTimeEntry, type TimeEntryView } from "#contract/time-entry.ts";
import { call } from "#web/client/call.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";

export function useTakeBack(ticketId: string): (entry: TimeEntryView) => void {
  const { t } = useTranslation();
  const remove = useAction(
    (entry: TimeEntryView) => call(deleteTimeEntry, { params: { id: ticketId, entryId: entry.id }, query: { version: entry.version } }),
    { done: t("workspace.time.takenBack") },
  );
  return (entry) => remove.mutate(entry);
}

export function useDelete(ticketId: string): (entry: TimeEntryView) => void {
  const { t } = useTranslation();
  const paramsOf = (entry: TimeEntryView) => ({ id: ticketId, entryId: entry.id });
  const restore = useAction((entry: TimeEntryView) => call(restoreTimeEntry, { params: paramsOf(entry) }), { done: t("workspace.time.restored") });
  const remove = useAction((entry: TimeEntryView) => call(deleteTimeEntry, { params: paramsOf(entry), query: { version: entry.version } }), {
    after: (_, entry) => toast(t("workspace.time.deleted"), { label: t("ui.undo"), run: () => restore.mutate(entry) }),
  });
  return (entry) => remove.mutate(entry);
}
