/** Steps of the workflow in the log: from where to where, and for whom. */
import { useTranslation } from "react-i18next";
import type { StepView } from "#contract/status.ts";

export const areSteps = (given: unknown): given is StepView[] =>
  Array.isArray(given) && given.length > 0 && given.every((one) => typeof one === "object" && one !== null && "fromId" in one && "toId" in one);

export function StepLines({ steps, nameOf }: { steps: readonly StepView[]; nameOf: (statusId: string) => string }) {
  const { t } = useTranslation();
  const forWhom = ({ agents, contacts }: StepView): string =>
    [...(agents === null ? [] : [t(`workspace.step.agents.${agents}`)]), ...(contacts ? [t("workspace.step.contacts")] : [])].join(", ") ||
    t("workspace.step.nobody");
  return steps.map((step) => (
    <div key={`${step.fromId} ${step.toId}`}>
      {nameOf(step.fromId)} → {nameOf(step.toId)}: {forWhom(step)}
    </div>
  ));
}
