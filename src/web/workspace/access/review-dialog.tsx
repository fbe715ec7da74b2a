/** Before rights are saved: each change in words, what it means, and the reason that is kept. */
import { List, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmWithReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { type Levels, normalised } from "./rights-changes.ts";

type ReviewedChange = { key: string; name: string; before: Levels; after: Levels };

/** "read + create", or "nothing". */
export function useLevelsText(): (levels: Levels) => string {
  const { t } = useTranslation();
  return (levels) =>
    levels.length === 0
      ? t("workspace.level.none")
      : normalised(levels)
          .map((level) => t(`workspace.level.${level}`))
          .join(" + ");
}

type Given = {
  opened: boolean;
  changes: readonly ReviewedChange[];
  consequence: ReactNode;
  busy: boolean;
  onSave: (reason: string) => void;
  onClose: () => void;
};

const mostShown = 12;

export function ReviewDialog({ opened, changes, consequence, busy, onSave, onClose }: Given) {
  const { t } = useTranslation();
  const levelsText = useLevelsText();
  return (
    <ConfirmWithReason
      opened={opened}
      title={t("workspace.rights.reviewTitle", { count: changes.length })}
      confirmLabel={t("workspace.rights.save", { count: changes.length })}
      busy={busy}
      onConfirm={onSave}
      onClose={onClose}
    >
      <Stack gap="sm">
        <List size="sm" spacing={4}>
          {changes.slice(0, mostShown).map((change) => (
            <List.Item key={change.key}>
              <strong>{change.name}</strong>: {levelsText(change.before)} → {levelsText(change.after)}
            </List.Item>
          ))}
        </List>
        {changes.length > mostShown && <Text size="sm">{t("workspace.rights.andMore", { count: changes.length - mostShown })}</Text>}
        <Text size="sm" c="dimmed" component="div">
          {consequence}
        </Text>
      </Stack>
    </ConfirmWithReason>
  );
}
