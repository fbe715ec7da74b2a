/** A filter by a stretch of days: the chip says it and opens a field for each end. */
import { Button, Group, Popover, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "#web/ui/filter-chips.module.css";
import { ClearChip } from "#web/ui/filter-chips.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";

export type Days = { from?: string | undefined; to?: string | undefined };

export function DaysChip({ label, value, onChange }: { label: string; value: Days; onChange: (days: Days) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const isSet = value.from !== undefined || value.to !== undefined;
  const told = (day: string | undefined) => (day === undefined ? "" : formats.date(`${day}T12:00:00Z`));
  const words = value.from !== undefined && value.from === value.to ? told(value.from) : `${told(value.from)} – ${told(value.to)}`.trim();
  const end = (name: "from" | "to") => (
    <TextInput
      type="date"
      label={t(`workspace.ownField.filter.${name}`)}
      value={value[name] ?? ""}
      w={150}
      {...(name === "from" ? { "data-autofocus": true } : {})}
      onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <Group gap={0} wrap="nowrap">
      <Popover position="bottom-start" withinPortal trapFocus returnFocus opened={opened} onChange={setOpened}>
        <Popover.Target>
          <Button
            ref={button}
            variant={isSet ? "light" : "default"}
            size="compact-sm"
            h={36}
            px={10}
            className={isSet ? `${classes.menu} ${classes.withClear}` : classes.menu}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            maw={320}
            onClick={() => setOpened(!opened)}
          >
            {isSet ? `${label}: ${words}` : label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="sm">
          <Group gap="sm">
            {end("from")}
            {end("to")}
          </Group>
        </Popover.Dropdown>
      </Popover>
      {isSet && (
        <ClearChip
          label={label}
          onClick={() => {
            button.current?.focus();
            onChange({});
          }}
        />
      )}
    </Group>
  );
}
