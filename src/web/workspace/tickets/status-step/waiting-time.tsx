/** Beside a waiting status in the form of an answer: until when. */
import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { clockOf, instantOf } from "#domain/time-zones.ts";
import { useFormats } from "#web/ui/ui-context.tsx";

export function WaitingTime({ value, required, onChange }: { value: string | null; required: boolean; onChange: (until: string | null) => void }) {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  return (
    <TextInput
      type="datetime-local"
      aria-label={t(required ? "workspace.step.closesAt" : "workspace.waits.until")}
      title={t(required ? "workspace.step.closesAt" : "workspace.waits.until")}
      required={required}
      w={200}
      value={value === null ? "" : clockOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? null : instantOf(currentTarget.value, timeZone))}
    />
  );
}
