/** From which side a matrix is looked at, or which of several on a page is: not while changes are not saved. */
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ChoiceChips } from "#web/ui/filter-chips.tsx";

type Given = { label: string; value: string; choices: readonly { value: string; label: string }[]; pending: number; onChange: (value: string) => void };

export function MatrixSides({ label, value, choices, pending, onChange }: Given) {
  const { t } = useTranslation();
  return (
    <Group mb="sm">
      <ChoiceChips label={label} value={value} choices={choices} onChange={(chosen) => pending === 0 && onChange(chosen)} />
      {pending > 0 && (
        <Text size="sm" c="dimmed">
          {t("workspace.rights.saveFirst")}
        </Text>
      )}
    </Group>
  );
}
