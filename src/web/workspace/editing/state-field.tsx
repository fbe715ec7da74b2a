/** Active, suspended or closed, in a form; what follows from it stands below. */
import { Input, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RECORD_STATES, type RecordStateName } from "#web/workspace/frame/record-state.tsx";

type Given = {
  value: RecordStateName;
  onChange: (value: RecordStateName) => void;
  states?: readonly RecordStateName[];
  hint?: string;
  disabled?: boolean;
};

export function StateField({ value, onChange, states = RECORD_STATES, hint, disabled = false }: Given) {
  const { t } = useTranslation();
  const label = t("workspace.record.state");
  return (
    <Input.Wrapper label={label} labelElement="div" inputWrapperOrder={["label", "input", "description"]} description={hint}>
      <div>
        <SegmentedControl
          aria-label={label}
          value={value}
          disabled={disabled}
          onChange={(next) => onChange(next as RecordStateName)}
          data={states.map((state) => ({ value: state, label: t(`workspace.state.${state}`) }))}
        />
      </div>
    </Input.Wrapper>
  );
}
