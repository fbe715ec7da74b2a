/**
 * Writing on: an answer that contacts read, or a note that only agents read. Neither is chosen beforehand, each has a draft of
 * its own and a look of its own, and nothing written for one ever moves to the other.
 */
import { Button, Group, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconLock, IconMessage } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { draftKeptAt } from "#web/client/use-draft.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useSession } from "#web/workspace/session/session.ts";
import { Composer, draftName } from "./composer.tsx";
import type { WritingMode } from "./composer-head.tsx";

export function Writing({ ticket, newestId }: { ticket: AgentTicketView; newestId: string | null }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<WritingMode | null>(null);
  const { agentId } = useSession();
  const formats = useFormats();
  const mayAnswer = ticket.can.includes("reply");
  const mayNote = mayAnswer || ticket.can.includes("change");
  useHotkeys([
    ["r", () => mayAnswer && setMode((now) => now ?? "answer")],
    ["n", () => mayNote && setMode((now) => now ?? "note")],
  ]);
  if (!mayNote) {
    return (
      <Text size="sm" c="dimmed" mt="md">
        {t("workspace.ticket.mayNotWrite")}
      </Text>
    );
  }
  if (mode !== null) return <Composer key={mode} mode={mode} ticket={ticket} newestId={newestId} onClose={() => setMode(null)} />;
  /** Beside the button, so that what was put aside, here or in a tab that is closed, is not forgotten. */
  const label = (of: WritingMode, words: string) => {
    const at = draftKeptAt(draftName(agentId, of, ticket.id));
    return at === null ? words : `${words} · ${t("workspace.ticket.draftOf", { time: formats.relative(at) })}`;
  };
  return (
    <Group mt="md" gap="xs">
      {mayAnswer && (
        <Button leftSection={<IconMessage size={16} aria-hidden />} onClick={() => setMode("answer")} aria-keyshortcuts="r">
          {label("answer", t("workspace.ticket.answer"))}
        </Button>
      )}
      <Button variant="default" leftSection={<IconLock size={16} aria-hidden />} onClick={() => setMode("note")} aria-keyshortcuts="n">
        {label("note", t("workspace.ticket.writeNote"))}
      </Button>
    </Group>
  );
}
