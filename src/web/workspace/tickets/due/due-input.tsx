/** Asks until when: the end of today, of tomorrow or of a week by one press, or any time. */
import { Button, Group, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { addDays, clockOf, dayOf, instantOf } from "#domain/time-zones.ts";
import { useFormats } from "#web/ui/ui-context.tsx";

/** When work ends, as long as nobody says another time. */
const endOfWork = "17:00";
const SOON = { today: 0, tomorrow: 1, inAWeek: 7 } as const;

type Given = { value: string | null; onChange: (dueAt: string | null) => void; label: string };

/** Any time, as the agent's clock shows it. */
export function DueTime({ value, onChange, label, autoFocus = false }: Given & { autoFocus?: boolean }) {
  const { timeZone } = useFormats();
  return (
    <TextInput
      type="datetime-local"
      label={label}
      data-autofocus={autoFocus || undefined}
      value={value === null ? "" : clockOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? null : instantOf(currentTarget.value, timeZone))}
    />
  );
}

export function DueInput({ value, onChange, label }: Given) {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  const inDays = (count: number) => instantOf(`${addDays(dayOf(new Date().toISOString(), timeZone), count)}T${endOfWork}`, timeZone);
  return (
    <>
      <DueTime value={value} onChange={onChange} label={label} autoFocus />
      <Group gap={6}>
        {(Object.keys(SOON) as (keyof typeof SOON)[]).map((name) => (
          <Button key={name} size="compact-sm" variant="default" onClick={() => onChange(inDays(SOON[name]))}>
            {t(`workspace.ticket.due.${name}`)}
          </Button>
        ))}
      </Group>
    </>
  );
}
