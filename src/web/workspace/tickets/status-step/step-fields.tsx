/** What is said with a new status: why, who reads that, and until when the ticket waits. */
import { Alert, Input, SegmentedControl, Textarea } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DueInput } from "#web/workspace/tickets/due/due-input.tsx";

export type Said = { bodyText: string; visible: boolean; pendingUntil: string | null };
export const NOTHING_SAID: Said = { bodyText: "", visible: false, pendingUntil: null };

type Step = { commentRequired: boolean; untilRequired: boolean; locks: boolean };

export const isWhollySaid = (step: Step, said: Said): boolean =>
  (!step.commentRequired || said.bodyText.trim() !== "") && (!step.untilRequired || said.pendingUntil !== null);

/** As the API takes it: nothing that was not said. */
export const saidWith = ({ bodyText, visible, pendingUntil }: Said) => ({
  ...(bodyText.trim() === "" ? {} : { comment: { bodyText, visible } }),
  ...(pendingUntil === null ? {} : { pendingUntil }),
});

export function StepFields({ step, said, onChange }: { step: Step; said: Said; onChange: (said: Said) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {step.locks && (
        <Alert color="amber" variant="light" icon={<IconLock size={18} />}>
          {t("workspace.step.willLock")}
        </Alert>
      )}
      {step.untilRequired && (
        <DueInput label={t("workspace.step.closesAt")} value={said.pendingUntil} onChange={(pendingUntil) => onChange({ ...said, pendingUntil })} />
      )}
      <Textarea
        label={t("workspace.step.comment")}
        required={step.commentRequired}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={200_000}
        data-autofocus={step.untilRequired ? undefined : true}
        value={said.bodyText}
        onChange={(event) => onChange({ ...said, bodyText: event.currentTarget.value })}
      />
      <Input.Wrapper label={t("workspace.step.whoReads")} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t("workspace.step.whoReads")}
            value={said.visible ? "visible" : "internal"}
            onChange={(value) => onChange({ ...said, visible: value === "visible" })}
            data={[
              { value: "internal", label: t("workspace.step.internal") },
              { value: "visible", label: t("workspace.step.visible") },
            ]}
          />
        </div>
      </Input.Wrapper>
    </>
  );
}
