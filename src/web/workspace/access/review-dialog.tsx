/** Before assignments are saved: in a sentence, each change in words, what it means, and the reason that is kept. */
import { List, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Held, includesMark, type Marks, type Scale, sameMarks } from "#web/ui/matrix/marks.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { ConfirmWithReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import type { PlannedCall } from "#web/workspace/what-if/planned-call.ts";

/** Both sides as words too. */
export type ReviewedChange = { key: string; name: string; before: Held; after: Held; words: { before: string; after: string } };

type Given = {
  opened: boolean;
  count: number;
  /** Asked only while it is open. */
  changesOf: () => readonly ReviewedChange[];
  scale: Scale;
  consequence: ReactNode;
  fields?: ReactNode;
  /** What would be called. */
  planned?: PlannedCall | null;
  busy: boolean;
  onSave: (reason: string) => void;
  /** Saves and leaves: for screens that one comes to just for this. */
  onFinish?: ((reason: string) => void) | undefined;
  onClose: () => void;
};

const mostShown = 12;

export function ReviewDialog({ opened, count, changesOf, scale, consequence, fields, planned = null, busy, onSave, onFinish, onClose }: Given) {
  const { t } = useTranslation();
  return (
    <ConfirmWithReason
      opened={opened}
      title={t("workspace.rights.reviewTitle", { count })}
      confirmLabel={t("workspace.rights.save", { count })}
      busy={busy}
      planned={planned}
      onConfirm={onSave}
      also={onFinish && { label: t("workspace.rights.saveAndFinish"), onConfirm: onFinish }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Summary changesOf={changesOf} scale={scale} />
        {fields}
        <Text size="sm" c="dimmed" component="div">
          {consequence}
        </Text>
      </Stack>
    </ConfirmWithReason>
  );
}

const KINDS = ["given", "takenAway", "more", "less", "other", "adjusted"] as const;
type Kind = (typeof KINDS)[number];

/** How many of each kind in a sentence, then the changes in words. */
function Summary({ changesOf, scale }: Pick<Given, "changesOf" | "scale">) {
  const { t } = useTranslation();
  const formats = useFormats();
  const changes = changesOf();
  const counts = new Map<Kind, number>();
  for (const change of changes) counts.set(kindOf(scale, change), (counts.get(kindOf(scale, change)) ?? 0) + 1);
  const kinds = KINDS.flatMap((kind) => (counts.has(kind) ? [t(`workspace.rights.kind.${kind}`, { count: counts.get(kind) ?? 0 })] : []));
  return (
    <>
      <Text size="sm" fw={550}>
        {formats.list(kinds)}
      </Text>
      <List size="sm" spacing={4}>
        {changes.slice(0, mostShown).map((change) => (
          <List.Item key={change.key}>
            <strong>{change.name}</strong>: {change.words.before} → {change.words.after}
          </List.Item>
        ))}
      </List>
      {changes.length > mostShown && <Text size="sm">{t("workspace.rights.andMore", { count: changes.length - mostShown })}</Text>}
    </>
  );
}

/** What a change does to a cell: more only where nothing is lost, less only where nothing is won; adjusted where the marks stay. */
function kindOf(scale: Scale, { before: { marks: before }, after: { marks: after } }: ReviewedChange): Kind {
  if (before.length === 0) return "given";
  if (after.length === 0) return "takenAway";
  if (sameMarks(scale, before, after)) return "adjusted";
  const has = (marks: Marks) => scale.marks.filter((mark) => includesMark(scale, marks, mark));
  const [had, gets] = [has(before), has(after)];
  if (had.every((mark) => gets.includes(mark))) return "more";
  return gets.every((mark) => had.includes(mark)) ? "less" : "other";
}
