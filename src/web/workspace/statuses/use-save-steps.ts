/** Saves steps in one go against the version that was read, and offers to take them back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ResponseOf } from "#contract/endpoint.ts";
import { changeWorkflow, getWorkflow, type StepView } from "#contract/status.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Changes, cellKey, cellOf, changedMeanwhile, inverse, type Marks, type Scale, type StoredOf } from "#web/ui/matrix/marks.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";

export const AUDIENCES = ["agents", "contacts"] as const;
export type Audience = (typeof AUDIENCES)[number];
export const SCALES: Readonly<Record<Audience, Scale>> = {
  agents: { marks: ["administrators", "assignee", "everybody"], ladder: true },
  contacts: { marks: ["contacts"] },
};

const marksOf = (step: StepView, audience: Audience): Marks =>
  audience === "contacts" ? (step.contacts ? ["contacts"] : []) : step.agents === null ? [] : [step.agents];

export function marksIn(steps: readonly StepView[], audience: Audience): StoredOf {
  const known = new Map(steps.map((step) => [cellKey(step.fromId, step.toId), marksOf(step, audience)]));
  return (key) => ({ marks: known.get(key) ?? [], more: "" });
}

type WorkflowView = ResponseOf<typeof getWorkflow>;

/** What a step is for the others stays as it is. */
function stepsOf(changes: Changes, { steps }: WorkflowView, audience: Audience): StepView[] {
  const known = new Map(steps.map((step) => [cellKey(step.fromId, step.toId), step]));
  return [...changes].map(([key, { after }]) => {
    const { rowId: fromId, column: toId } = cellOf(key);
    const step = known.get(key) ?? { fromId, toId, agents: null, contacts: false };
    if (audience === "contacts") return { ...step, contacts: after.length > 0 };
    return { ...step, agents: (["everybody", "assignee", "administrators"] as const).find((mark) => after.includes(mark)) ?? null };
  });
}

export function useSaveSteps({ workflow, audience, onSaved }: { workflow: WorkflowView | undefined; audience: Audience; onSaved: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  const write = (changes: Changes, seen: WorkflowView, reason = "") =>
    call(changeWorkflow, { body: { version: seen.version, changes: stepsOf(changes, seen, audience), ...withReason(reason) } });
  const takeBack = async (changes: Changes, saved: WorkflowView) => {
    try {
      await write(inverse(changes), saved);
      toast(t("workspace.rights.takenBack", { count: changes.size }));
    } catch (error) {
      toastProblem(isStale(error) ? t("workspace.step.cannotTakeBack") : problemText(error));
    }
    await again();
  };
  return useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      if (workflow === undefined) throw new Error("nothing was read yet");
      const saved = await write(changes, workflow, reason).catch(async (error: unknown) => {
        if (!isStale(error)) throw error;
        const now = await call(getWorkflow, {});
        // Others changed other steps: that does not touch what is wanted here.
        if (changedMeanwhile(changes, SCALES[audience], marksIn(now.steps, audience)).length > 0) throw error;
        return write(changes, now, reason);
      });
      return { changes, saved };
    },
    onSuccess: async ({ changes, saved }) => {
      await again();
      onSaved();
      toast(t("workspace.step.saved", { count: changes.size }), { label: t("ui.undo"), run: () => void takeBack(changes, saved) });
    },
    // What somebody else changed meanwhile stands above the matrix.
    onError: (error) => void (isStale(error) ? again() : toastProblem(problemText(error))),
  });
}
