/** Saves changes of the matrix: one call per group, each against the version of that group. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeRights, type GroupView } from "#contract/access.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { type Changes, cellOf, changesByRow, type RightSubject } from "./rights-changes.ts";

type Given = {
  groups: readonly GroupView[];
  subjectOf: (column: string) => RightSubject;
  /** What is left: nothing, or the changes from the group on that could not be saved. */
  onSaved: (left: Changes) => void;
};

export function useSaveRights({ groups, subjectOf, onSaved }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      const left = new Map(changes);
      let saved = 0;
      try {
        for (const [groupId, wanted] of changesByRow(changes, subjectOf)) {
          const group = groups.find((one) => one.id === groupId);
          await call(changeRights, { params: { id: groupId }, body: { version: group?.rightsVersion ?? 1, changes: wanted, ...withReason(reason) } });
          for (const key of [...left.keys()]) if (cellOf(key).rowId === groupId) left.delete(key);
          saved += wanted.length;
        }
        toast(t("workspace.rights.saved", { count: saved }));
      } catch (error) {
        toastProblem(
          [isStale(error) ? t("workspace.rights.stale") : problemText(error), saved > 0 ? t("workspace.rights.savedSoFar", { count: saved }) : ""]
            .join(" ")
            .trim(),
        );
      }
      return left;
    },
    onSuccess: async (left) => {
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      onSaved(left);
    },
  });
}
