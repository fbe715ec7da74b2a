/** Before assignments are saved: in a sentence, each change in words, what it means, and the reason that is kept. */
import { List, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { includesMark, type Marks, type Scale } from "#web/ui/matrix/marks.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { ConfirmWithReason } from "#web/workspace/editing/confirm-with-reason.tsx";

type ReviewedChange = { key: string; name: string; before: Marks; after: Marks };

type Given = {
  opened: boolean;
  changes: readonly ReviewedChange[];
  scale: Scale;
  marksText: (marks: Marks) => string;
  consequence: ReactNode;
  fields?: ReactNode;
  busy: boolean;
  onSave: (reason: string) => void;
  /** Saves and leaves: for screens that one comes to just for this. */
  onFinish?: ((reason: string) => void) | undefined;
  onClose: () => void;
};

const mostShown = 12;

export function ReviewDialog({ opened, changes, scale, marksText, consequence, fields, busy, onSave, onFinish, onClose }: Given) {
  const { t } = useTranslation();
  const formats = useFormats();
  const kinds = (["given", "takenAway", "more", "less", "other"] as const).flatMap((kind) => {
    const count = changes.filter((change) => kindOf(scale, change) === kind).length;
    return count === 0 ? [] : [t(`workspace.rights.kind.${kind}`, { count })];
  });
  return (
    <ConfirmWithReason
      opened={opened}
      title={t("workspace.rights.reviewTitle", { count: changes.length })}
      confirmLabel={t("workspace.rights.save", { count: changes.length })}
      busy={busy}
      onConfirm={onSave}
      also={onFinish && { label: t("workspace.rights.saveAndFinish"), onConfirm: onFinish }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm" fw={550}>
          {formats.list(kinds)}
        </Text>
        <List size="sm" spacing={4}>
          {changes.slice(0, mostShown).map((change) => (
            <List.Item key={change.key}>
              <strong>{change.name}</strong>: {marksText(change.before)} → {marksText(change.after)}
            </List.Item>
          ))}
        </List>
        {changes.length > mostShown && <Text size="sm">{t("workspace.rights.andMore", { count: changes.length - mostShown })}</Text>}
        {fields}
        <Text size="sm" c="dimmed" component="div">
          {consequence}
        </Text>
      </Stack>
    </ConfirmWithReason>
  );
}

/** What a change does to a cell: more only where nothing is lost, less only where nothing is won. */
function kindOf(scale: Scale, { before, after }: ReviewedChange): "given" | "takenAway" | "more" | "less" | "other" {
  if (before.length === 0) return "given";
  if (after.length === 0) return "takenAway";
  const has = (marks: Marks) => scale.marks.filter((mark) => includesMark(scale, marks, mark));
  const [had, gets] = [has(before), has(after)];
  if (had.every((mark) => gets.includes(mark))) return "more";
  return gets.every((mark) => had.includes(mark)) ? "less" : "other";
}
