/** The menu of a filter chip. */
import { Menu, ScrollArea } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useUi } from "./ui-context.tsx";

export type Choice = { value: string; label: string };

type Given = {
  /** The chip's button. */
  children: ReactElement;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  values: readonly string[];
  choices: readonly Choice[];
  onChange: (values: string[]) => void;
  single: boolean;
  /** Where there are too many to be given at once: `choices` are what was found for `text`, the chosen ones first. */
  searching?: Searching | undefined;
};

export type Searching = { text: string; onText: (text: string) => void; busy: boolean };

export function FilterMenu({ children, opened, onOpened, values, choices, onChange, single, searching }: Given) {
  const { texts } = useUi();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = searching ? [searching.text, searching.onText] : [typed, setTyped];
  const shown = searching ? choices : choices.filter((choice) => choice.label.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()));
  const toggle = (value: string) => onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  return (
    <Menu position="bottom-start" withinPortal opened={opened} onChange={onOpened}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {(choices.length > 8 || searching !== undefined) && (
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
          {shown.length === 0 && <Menu.Label>{searching?.busy ? texts.loading : texts.nothingFound}</Menu.Label>}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
