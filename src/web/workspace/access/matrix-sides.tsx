/** From which side a matrix is looked at, or which of several on a page is: not while changes are not saved. */
import { Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceChips } from "#web/ui/filter-chips.tsx";

type Given = { label: string; value: string; choices: readonly { value: string; label: string }[]; pending: number; onChange: (value: string) => void };

export function MatrixSides({ label, value, choices, pending, onChange }: Given) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState(false);
  const choose = (chosen: string) => {
    setRefused(pending > 0);
    if (pending === 0) onChange(chosen);
  };
  return (
    <Group mb="sm">
      <ChoiceChips label={label} value={value} choices={choices} onChange={choose} />
      <Text size="sm" c="dimmed" role="status">
        {refused && pending > 0 ? t("workspace.rights.saveFirst") : ""}
      </Text>
    </Group>
  );
}
