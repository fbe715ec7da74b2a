/** The parts of a ticket that agents work on: how far it is, one line for each, and a field that adds more by keyboard. */
import { Button, Progress, Skeleton, Text, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { listSubtasks, type SubtaskView } from "#contract/subtask.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { moved } from "./moved.ts";
import { SubtaskDialog } from "./subtask-dialog.tsx";
import { useSubtaskActions } from "./subtask-queries.ts";
import { SubtaskRow } from "./subtask-row.tsx";
import classes from "./subtasks.module.css";

export function Subtasks({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const subtasks = useEndpoint(listSubtasks, { params: { id: ticket.id } });
  const actions = useSubtaskActions(ticket.id);
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<SubtaskView | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const mayAdd = ticket.can.includes("change");
  useHotkeys([["b", () => mayAdd && setAdding(true)]]);
  if (subtasks.error !== null && subtasks.data === undefined)
    return <ErrorState message={problemText(subtasks.error)} onRetry={() => void subtasks.refetch()} />;
  if (subtasks.data === undefined) return <Skeleton height={34} mb="md" />;
  const items = actions.asWanted(subtasks.data.items);
  if (items.length === 0 && !adding) {
    return mayAdd ? (
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.first ?? ""}
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-keyshortcuts="b"
        onClick={() => setAdding(true)}
      >
        {t("workspace.subtask.add")}
      </Button>
    ) : null;
  }
  const done = items.filter(({ state }) => state === "done").length;
  const move = (id: string, to: number) =>
    actions.order(
      moved(
        items,
        items.findIndex((one) => one.id === id),
        to,
      ),
    );
  return (
    <section className={classes.card} aria-labelledby="subtasks">
      <div className={classes.head}>
        <h2 id="subtasks">{t("workspace.subtask.title")}</h2>
        {items.length > 0 && (
          <>
            <Progress
              value={(100 * done) / items.length}
              size={6}
              className={classes.progress ?? ""}
              aria-label={t("workspace.subtask.progress", { done, count: items.length })}
            />
            <Text size="sm" c="dimmed" className="pf-number">
              {t("workspace.subtask.progress", { done, count: items.length })}
            </Text>
          </>
        )}
      </div>
      <ol className={classes.list}>
        {items.map((subtask, at) => (
          <SubtaskRow
            key={subtask.id}
            subtask={subtask}
            isDragged={dragged === subtask.id}
            onChange={(change) => void actions.change(subtask, change)}
            onOpen={() => setOpened(subtask)}
            onRemove={() => actions.remove(subtask)}
            onMove={(by) => move(subtask.id, at + by)}
            onDrag={setDragged}
            onDrop={() => dragged !== null && move(dragged, at)}
          />
        ))}
      </ol>
      {mayAdd && <QuickAdd busy={actions.add.isPending} focused={adding} onAdd={actions.add.mutateAsync} onLeave={() => setAdding(false)} />}
      {opened !== null && <SubtaskDialog subtask={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}

type Adding = { busy: boolean; focused: boolean; onAdd: (subject: string) => Promise<unknown>; onLeave: () => void };

/** Enter adds, and the next one can be typed at once. */
function QuickAdd({ busy, focused, onAdd, onLeave }: Adding) {
  const { t } = useTranslation();
  const [subject, setSubject] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (subject.trim() === "" || busy) return;
    setSubject("");
    // What could not be added comes back, unless the next one is being typed.
    onAdd(subject.trim()).catch(() => setSubject((typed) => typed || subject));
  };
  return (
    <form onSubmit={submit} className={classes.add}>
      <IconPlus size={16} aria-hidden className={classes.plus} />
      <TextInput
        ref={input}
        variant="unstyled"
        flex={1}
        aria-label={t("workspace.subtask.add")}
        placeholder={t("workspace.subtask.addHow")}
        maxLength={500}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        onBlur={onLeave}
        onKeyDown={(event) => event.key === "Escape" && subject === "" && event.currentTarget.blur()}
      />
      {subject.trim() !== "" && (
        <Button type="submit" variant="default" size="compact-sm" loading={busy}>
          {t("workspace.subtask.addNow")}
        </Button>
      )}
    </form>
  );
}
