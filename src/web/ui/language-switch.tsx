/** The languages, each named in itself, as links-like buttons: for pages before sign-in. */
import { Group, UnstyledButton } from "@mantine/core";
import { useUi } from "./ui-context.tsx";

type Given = { value: string; languages: Readonly<Record<string, string>>; onChange: (language: string) => void };

export function LanguageSwitch({ value, languages, onChange }: Given) {
  const { texts } = useUi();
  return (
    <Group component="nav" gap="xs" aria-label={texts.language}>
      {Object.entries(languages).map(([code, name]) => (
        <UnstyledButton
          key={code}
          lang={code}
          aria-current={code === value}
          onClick={() => onChange(code)}
          fz="sm"
          px={6}
          py={4}
          c={code === value ? "var(--mantine-color-text)" : "dimmed"}
          fw={code === value ? 600 : 400}
        >
          {name}
        </UnstyledButton>
      ))}
    </Group>
  );
}
