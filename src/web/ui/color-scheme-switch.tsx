/** Light, dark, or as the device is set. */
import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useUi } from "./ui-context.tsx";

export function ColorSchemeSwitch({ fullWidth = false }: { fullWidth?: boolean }) {
  const { texts } = useUi();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={texts.colorScheme}
      fullWidth={fullWidth}
      size="sm"
      value={colorScheme}
      onChange={(value) => setColorScheme(value as typeof colorScheme)}
      data={[
        { value: "auto", label: texts.system },
        { value: "light", label: texts.light },
        { value: "dark", label: texts.dark },
      ]}
    />
  );
}
