/** A change of many tickets: what will happen in numbers, how far it is, and what could not be done. */
import { Alert, Button, Group, Modal, Progress, Stack, Text, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTickets, type TicketOutcome } from "#contract/ticket.ts";
import { BOOKED_TIME_WAYS, type BookedTimeWay } from "#domain/tickets/booked-time.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import { DialogTitle } from "#web/workspace/editing/form-dialog.tsx";
import { BookedTimeChoice } from "#web/workspace/time-entries/booked-time-choice.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";
import { type BulkOutcome, type BulkTarget, countOf, isLong, review } from "./bulk-run.ts";
import { RefusedTickets } from "./refused-tickets.tsx";
import { type BulkWish, useBulk } from "./use-bulk.ts";

/** These decide who may read a ticket. */
const SIGHT = ["queue", "customer", "project", "category"] as const;
const changesSight = (wish: BulkWish) => SIGHT.some((field) => field === wish.field);

type Given = { target: BulkTarget; count: number; wish: BulkWish; onDone: () => void; onClose: () => void };

export function BulkDialog({ target, count, wish: asked, onDone, onClose }: Given) {
  const { t } = useTranslation();
  const [way, setWay] = useState<BookedTimeWay>("leave");
  const wish = asked.change.primaryProject === undefined ? asked : { ...asked, change: { ...asked.change, bookedTime: way } };
  const { perform, takeBack } = useBulk();
  const [progress, setProgress] = useState(0);
  const [reason, setReason] = useState("");
  const [stage, setStage] = useState<"review" | "running" | BulkOutcome>("review");
  const stop = useRef(new AbortController());
  const looking = useQuery({
    queryKey: ["bulk-review", useId(), wish.change],
    queryFn: ({ signal }) => review(target, wish.change, { onProgress: setProgress, signal }),
    gcTime: 0,
    // Another way of treating booked time is looked at while the numbers of the one before stand there.
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const looked = looking.data;
  const changing = looked === undefined ? 0 : countOf(looked, "done");
  const isLooking = looked === undefined || looking.isPlaceholderData;

  const confirm = async () => {
    if (looked === undefined || isLooking || changing === 0) return;
    const small = !isLong(changing);
    const refused = countOf(looked, "refused") > 0;
    setProgress(0);
    setStage("running");
    onDone();
    if (small && !refused) onClose();
    const outcome = await perform(looked, wish, reason.trim(), { onProgress: setProgress, signal: stop.current.signal });
    if (countOf(outcome.results, "refused") > 0) setStage(outcome);
    else onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      // While it goes on, its way out is to stop.
      closeOnEscape={stage !== "running"}
      withCloseButton={stage !== "running"}
      title={<DialogTitle>{t(`workspace.bulk.title.${wish.field}`, { label: wish.label })}</DialogTitle>}
      closeButtonProps={{ "aria-label": t("ui.close") }}
      closeOnClickOutside={stage === "review"}
    >
      {stage === "running" ? (
        <Running done={progress} total={changing} onStop={() => stop.current.abort()} />
      ) : stage !== "review" ? (
        <Result outcome={stage} onUndo={() => void takeBack(stage.runs)} onClose={onClose} />
      ) : looking.error !== null ? (
        <ErrorState message={problemText(looking.error)} onRetry={() => void looking.refetch()} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            void confirm();
          }}
        >
          <Stack gap="sm">
            {looked === undefined ? <Checking done={progress} total={count} /> : <Numbers results={looked} />}
            {looked !== undefined && <BookedTimeChoice results={looked} ways={BOOKED_TIME_WAYS} way={way} onChange={setWay} />}
            {changesSight(wish) && (
              <>
                <Alert color="amber" variant="light">
                  {t(`workspace.bulk.sight.${wish.field}`)}
                </Alert>
                {!isLooking && changing > 0 && !isLong(changing) && (
                  <WhatIf planned={plannedCall(changeTickets, { body: { ids: idsToChange(looked), change: wish.change } })} />
                )}
                <TextInput
                  label={t("workspace.editing.reason")}
                  description={t("workspace.editing.reasonHint")}
                  maxLength={200}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              </>
            )}
          </Stack>
          <Confirm changing={isLooking ? null : changing} onClose={onClose} />
        </form>
      )}
    </Modal>
  );
}

const idsToChange = (looked: readonly TicketOutcome[]): string[] => looked.filter((one) => one.outcome === "done").map(({ id }) => id);

/** Takes the focus as soon as there is something to confirm: Enter goes on. */
function Confirm({ changing, onClose }: { changing: number | null; onClose: () => void }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const ready = changing !== null && changing > 0;
  useEffect(() => {
    if (ready) button.current?.focus();
  }, [ready]);
  return (
    <Group justify="flex-end" gap="xs" mt="lg">
      <Button variant="default" onClick={onClose}>
        {t(changing === 0 ? "ui.close" : "ui.cancel")}
      </Button>
      {changing !== 0 && (
        <Button ref={button} type="submit" disabled={!ready}>
          {t("workspace.bulk.confirm", { count: changing ?? 0 })}
        </Button>
      )}
    </Group>
  );
}

const Checking = ({ done, total }: { done: number; total: number }) => <Steps words="workspace.bulk.checking" done={done} total={total} />;

function Steps({ words, done, total }: { words: string; done: number; total: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const sentence = t(words, { done: formats.number(done), total: formats.number(total) });
  return (
    <div role="status" style={{ minHeight: 40 }}>
      <Text size="sm" mb={8} className="pf-number">
        {sentence}
      </Text>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={sentence} transitionDuration={120} />
    </div>
  );
}

function Running({ done, total, onStop }: { done: number; total: number; onStop: () => void }) {
  const { t } = useTranslation();
  const [stopping, setStopping] = useState(false);
  return (
    <>
      <UnsavedGuard when text={t("workspace.bulk.stillRunning")} />
      <Steps words="workspace.bulk.running" done={done} total={total} />
      {isLong(total) && (
        <Group justify="flex-end" mt="md">
          <Button
            variant="default"
            data-autofocus
            loading={stopping}
            onClick={() => {
              setStopping(true);
              onStop();
            }}
          >
            {t("workspace.bulk.stop")}
          </Button>
        </Group>
      )}
    </>
  );
}

/** How many change, are already so, cannot be changed. */
function Numbers({ results }: { results: readonly TicketOutcome[] }) {
  const { t } = useTranslation();
  const unchanged = results.filter(({ outcome, time }) => outcome === "unchanged" && time === null).length;
  return (
    <Stack gap={6} mih={40} role="status">
      <Text fw={550}>{t("workspace.bulk.willChange", { count: countOf(results, "done") })}</Text>
      {unchanged > 0 && <Text c="dimmed">{t("workspace.bulk.unchanged", { count: unchanged })}</Text>}
      <RefusedTickets results={results} />
    </Stack>
  );
}

function Result({ outcome, onUndo, onClose }: { outcome: BulkOutcome; onUndo: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Stack gap={6} role="status">
        <Text fw={550}>{t("workspace.bulk.done", { count: countOf(outcome.results, "done") })}</Text>
        <RefusedTickets results={outcome.results} />
      </Stack>
      <Group justify="flex-end" gap="xs" mt="lg">
        {outcome.runs.length > 0 && (
          <Button
            variant="default"
            onClick={() => {
              onUndo();
              onClose();
            }}
          >
            {t("workspace.bulk.undo")}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t("ui.close")}
        </Button>
      </Group>
    </>
  );
}
