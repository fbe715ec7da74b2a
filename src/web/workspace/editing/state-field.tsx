/** Active, suspended or closed, in a small form; what follows from it stands below. */
import { Input, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RECORD_STATES, type RecordStateName } from "#web/workspace/frame/record-state.tsx";

type Given = { value: RecordStateName; onChange: (value: RecordStateName) => void; hint?: string };

export function StateField({ value, onChange, hint }: Given) {
  const { t } = useTranslation();
  const label = t("workspace.record.state");
  return (
    <Input.Wrapper label={label} labelElement="div" inputWrapperOrder={["label", "input", "description"]} description={hint}>
      <div>
        <SegmentedControl
          aria-label={label}
          value={value}
          onChange={(next) => onChange(next as RecordStateName)}
          data={RECORD_STATES.map((state) => ({ value: state, label: t(`workspace.state.${state}`) }))}
        />
      </div>
    </Input.Wrapper>
  );
}
