/** What is asked and done about the subtasks of a ticket; the list shows at once what was done. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { changeSubtask, createSubtask, deleteSubtask, listSubtasks, orderSubtasks, restoreSubtask, type SubtaskView } from "#contract/subtask.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";

export type SubtaskChange = Omit<BodyInputOf<typeof changeSubtask>, "version">;

export function useSubtaskActions(ticketId: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = listKey(listSubtasks, { id: ticketId }, null);
  const show = (change: (items: SubtaskView[]) => SubtaskView[]) =>
    client.setQueryData<{ items: SubtaskView[] }>(key, (before) => before && { items: change(before.items) });
  const replace = async (answer: SubtaskView) => {
    // What was asked before the change would bring back the state before it.
    await client.cancelQueries({ queryKey: key });
    show((items) => items.map((one) => (one.id === answer.id ? answer : one)));
  };
  const [wantedStates, setWantedStates] = useState<ReadonlyMap<string, SubtaskView["state"]>>(new Map());
  const refetch = () => client.invalidateQueries({ queryKey: key });

  const add = useAction((subject: string) => call(createSubtask, { params: { id: ticketId }, body: { subject } }), {
    after: (answer) => show((items) => [...items, answer]),
  });
  const change = useAction(
    ({ subtask, change: body }: { subtask: SubtaskView; change: SubtaskChange }) =>
      call(changeSubtask, { params: { id: ticketId, subtaskId: subtask.id }, body: { version: subtask.version, ...body } }),
    { after: replace },
  );
  const restore = useAction((subtaskId: string) => call(restoreSubtask, { params: { id: ticketId, subtaskId } }), { after: refetch });
  const remove = useAction((subtask: SubtaskView) => call(deleteSubtask, { params: { id: ticketId, subtaskId: subtask.id } }), {
    after: (_, subtask) => {
      show((items) => items.filter((one) => one.id !== subtask.id));
      toast(t("workspace.subtask.removed", { subject: subtask.subject }), { label: t("ui.undo"), run: () => restore.mutate(subtask.id) });
    },
  });
  const wanted = useRef<string[] | null>(null);
  const isOrdering = useRef(false);
  // One after the other, and of several moves in a row the last: sent side by side, an earlier one could arrive last.
  const order = useAction(
    async () => {
      isOrdering.current = true;
      try {
        let answer: { items: SubtaskView[] } | undefined;
        while (wanted.current !== null) {
          const subtaskIds = wanted.current;
          wanted.current = null;
          answer = await call(orderSubtasks, { params: { id: ticketId }, body: { subtaskIds } });
        }
        return answer;
      } finally {
        isOrdering.current = false;
      }
    },
    { after: (answer) => answer && !isOrdering.current && client.setQueryData(key, answer) },
  );
  return {
    add,
    remove: (subtask: SubtaskView) => remove.mutate(subtask),
    /** What is wanted stands above every answer until the server has said yes or no to it. */
    asWanted: (items: readonly SubtaskView[]): SubtaskView[] => items.map((one) => ({ ...one, state: wantedStates.get(one.id) ?? one.state })),
    change: async (subtask: SubtaskView, body: SubtaskChange) => {
      const { state } = body;
      if (state !== undefined) setWantedStates((before) => new Map(before).set(subtask.id, state));
      await change.mutateAsync({ subtask, change: body }).catch(refetch);
      setWantedStates((before) => new Map([...before].filter(([id]) => id !== subtask.id)));
    },
    /** At once on the screen; the server's answer puts it right if somebody else was quicker. */
    order: (items: readonly SubtaskView[]) => {
      void client.cancelQueries({ queryKey: key });
      client.setQueryData(key, { items: [...items] });
      wanted.current = items.map(({ id }) => id);
      if (!isOrdering.current) order.mutate(undefined, { onError: () => void refetch() });
    },
  };
}
