/** One of a few, as entries of a menu: the chosen one is ticked, and the menu stays open while one tries. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useUi } from "./ui-context.tsx";

type Choice = { value: string; label: string; lang?: string };
type Given = { title: string; value: string; choices: readonly Choice[]; onChange: (value: string) => void };

export function ChoiceItems({ title, value, choices, onChange }: Given) {
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {choices.map((choice) => (
        <Menu.Item
          key={choice.value}
          lang={choice.lang}
          aria-current={choice.value === value}
          closeMenuOnClick={false}
          rightSection={choice.value === value ? <IconCheck size={16} aria-hidden /> : null}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </Menu.Item>
      ))}
    </>
  );
}

/** Light, dark, or as the device is set. */
export function ColorSchemeItems() {
  const { texts } = useUi();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    { value: "auto", label: texts.system },
    { value: "light", label: texts.light },
    { value: "dark", label: texts.dark },
  ];
  return <ChoiceItems title={texts.colorScheme} value={colorScheme} choices={choices} onChange={(value) => setColorScheme(value as typeof colorScheme)} />;
}
