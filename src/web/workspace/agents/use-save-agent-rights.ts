/** Saves an agent's rights on groups in one go against the version that was read, and offers to take them back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AgentView, changeAgentRights, getAgent } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Changes, cellOf, changedMeanwhile, inverse, type StoredOf } from "#web/ui/matrix/marks.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { asLevels, LEVEL_SCALE } from "#web/workspace/access/levels.ts";
import { isStale } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";

export const storedIn =
  (agent: AgentView): StoredOf =>
  (key) => ({ marks: agent.rights.find((right) => right.group.id === cellOf(key).rowId)?.rights ?? [], more: "" });

export function useSaveAgentRights(agent: AgentView, onSaved: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const params = { id: agent.id };
  const keep = (answer: AgentView) => keepAnswer(client, getAgent, params, answer);
  const save = (changes: Changes, version: number, reason: string) =>
    call(changeAgentRights, {
      params,
      body: {
        version,
        changes: [...changes].map(([key, { after }]) => ({ groupId: cellOf(key).rowId, rights: asLevels(after) })),
        ...withReason(reason),
      },
    });
  const takeBack = async (changes: Changes, version: number) => {
    try {
      keep(await save(inverse(changes), version, ""));
      toast(t("workspace.rights.takenBack", { count: changes.size }));
    } catch (error) {
      toastProblem(isStale(error) ? t("workspace.agent.cannotTakeBack") : problemText(error));
    }
  };
  return useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      const answer = await save(changes, agent.version, reason).catch(async (error: unknown) => {
        if (!isStale(error)) throw error;
        const now = await call(getAgent, { params });
        keep(now);
        // Others changed something else about this agent: that does not touch what is wanted here.
        if (changedMeanwhile(changes, LEVEL_SCALE, storedIn(now)).length > 0) throw error;
        return save(changes, now.version, reason);
      });
      return { answer, changes };
    },
    onSuccess: ({ answer, changes }) => {
      keep(answer);
      onSaved();
      toast(t("workspace.rights.saved", { count: changes.size }), { label: t("ui.undo"), run: () => void takeBack(changes, answer.version) });
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    },
    // What somebody else changed meanwhile stands above the matrix.
    onError: (error) => void (isStale(error) || toastProblem(problemText(error))),
  });
}
