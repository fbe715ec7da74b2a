/** Filters as chips: one of several ("state"), or any number from a menu ("queue"), with what is chosen in words. */
import { Button, Group, Menu, ScrollArea } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./filter-chips.module.css";
import { useUi } from "./ui-context.tsx";

export type Choice = { value: string; label: string };

/** One of a few, all of them visible; `label` is read out. */
export function ChoiceChips(given: { label: string; value: string; choices: readonly Choice[]; onChange: (value: string) => void }) {
  return (
    <fieldset className={classes.choices}>
      <legend className="pf-hidden">{given.label}</legend>
      {given.choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === given.value}
          className={classes.choice}
          onClick={() => given.onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}

type Given = {
  label: string;
  /** Chosen values; nothing chosen means no filter. */
  values: readonly string[];
  choices: readonly Choice[];
  onChange: (values: string[]) => void;
  /** True: choosing one replaces the other. */
  single?: boolean;
  /** One always holds (an order): it cannot be taken off. */
  withoutClear?: boolean;
};

/** Any of many, in a menu with its own search from nine choices on. */
export function FilterChip({ label, values, choices, onChange, single = false, withoutClear = false }: Given) {
  const { texts } = useUi();
  const [search, setSearch] = useState("");
  const chosen = choices.filter((choice) => values.includes(choice.value));
  const shown = choices.filter((choice) => choice.label.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()));
  const words = chosen.length === 0 ? label : `${label}: ${chosen[0]?.label}${chosen.length > 1 ? ` +${chosen.length - 1}` : ""}`;
  const isSet = chosen.length > 0 && !withoutClear;
  const toggle = (value: string) => onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  return (
    <Group gap={0} wrap="nowrap">
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant={isSet ? "light" : "default"}
            size="compact-sm"
            h={36}
            px={10}
            className={isSet ? classes.withClear : undefined}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            maw={280}
          >
            {words}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.length > 8 && (
            <Menu.Search aria-label={texts.search} placeholder={texts.search} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
          )}
          <ScrollArea.Autosize mah={320} type="auto">
            {single ? (
              <Menu.RadioGroup value={values[0] ?? null} onChange={(value) => onChange([value])}>
                {shown.map((choice) => (
                  <Menu.RadioItem key={choice.value} value={choice.value} closeMenuOnClick>
                    {choice.label}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            ) : (
              shown.map((choice) => (
                <Menu.CheckboxItem key={choice.value} checked={values.includes(choice.value)} onChange={() => toggle(choice.value)}>
                  {choice.label}
                </Menu.CheckboxItem>
              ))
            )}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
      {isSet && (
        <Button variant="light" size="compact-sm" h={36} px={7} className={classes.clear} aria-label={`${texts.clear}: ${label}`} onClick={() => onChange([])}>
          <IconX size={14} aria-hidden />
        </Button>
      )}
    </Group>
  );
}
