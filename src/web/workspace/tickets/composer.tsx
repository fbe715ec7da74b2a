import { Button, Group, Select, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { addArticle, listTicketSteps, uploadAsAgent } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useDraft } from "#web/client/use-draft.ts";
import { type StoredFile, useUploads } from "#web/client/use-uploads.ts";
import { DraftNote } from "#web/ui/draft-note.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useSession } from "#web/workspace/session/session.ts";
import classes from "./composer.module.css";
import { ComposerHead, type WritingMode } from "./composer-head.tsx";
import { OtherWriters } from "./meanwhile/other-writers.tsx";
import { WaitingTime } from "./status-step/waiting-time.tsx";

/** `seenId`: the newest article when it was begun. */
type Draft = { bodyText: string; files: StoredFile[]; statusId: string | null; pendingUntil: string | null; seenId: string | null };

const empty: Draft = { bodyText: "", files: [], statusId: null, pendingUntil: null, seenId: null };
const isEmpty = (draft: Draft) => draft.bodyText.trim() === "" && draft.files.length === 0;

export const draftName = (agentId: string, mode: WritingMode, ticketId: string): string => `${agentId}:${mode}:${ticketId}`;

type Given = {
  mode: WritingMode;
  ticket: AgentTicketView;
  /** The newest article that is shown; null: not all are. */
  newestId: string | null;
  onClose: () => void;
};

export function Composer({ mode, ticket, newestId, onClose }: Given) {
  const { t } = useTranslation();
  const session = useSession();
  const { draft, change, discard, restoredAt } = useDraft(draftName(session.agentId, mode, ticket.id), empty, isEmpty);
  const uploads = useUploads(uploadAsAgent, draft.files);
  const steps = useEndpoint(listTicketSteps, { params: { id: ticket.id } }).data?.items ?? [];
  const step = steps.find(({ id }) => id === draft.statusId);
  const stored = JSON.stringify(uploads.stored);
  useEffect(() => change({ files: JSON.parse(stored) as StoredFile[] }), [stored, change]);
  const form = useRef<HTMLFormElement>(null);
  // Once the text field has found its height.
  useEffect(() => {
    const timer = setTimeout(() => void form.current?.scrollIntoView({ block: "nearest" }), 60);
    return () => clearTimeout(timer);
  }, []);
  const send = useAction(
    (seenId: string | null) =>
      call(addArticle, {
        params: { id: ticket.id },
        body: {
          bodyText: draft.bodyText,
          visible: mode === "answer",
          uploads: uploads.stored.map((file) => file.id),
          ...(seenId === null ? {} : { lastSeenArticleId: seenId }),
          ...(step === undefined ? {} : { statusId: step.id }),
          ...(step?.statusType === "pending" && draft.pendingUntil ? { pendingUntil: draft.pendingUntil } : {}),
        },
      }),
    {
      quiet: true,
      done: t(mode === "answer" ? "workspace.ticket.answerSent" : "workspace.ticket.noteSaved"),
      after: () => {
        discard();
        uploads.reset();
        onClose();
      },
    },
  );
  // Unused files are kept for a day: an older draft has lost them.
  const lostFiles = send.error instanceof ApiProblem && send.error.code === "attachment.unknownUpload";
  const { reset } = uploads;
  useEffect(() => {
    if (lostFiles) reset();
  }, [lostFiles, reset]);
  const discardDraft = () => {
    discard();
    uploads.reset();
    const bringBack = () => {
      change(draft);
      uploads.reset(draft.files);
    };
    toast(t("ui.draftDiscarded"), { label: t("ui.undo"), run: bringBack });
  };
  const ready = !(step?.untilRequired && !draft.pendingUntil) && !isEmpty(draft) && !uploads.isBusy && !uploads.hasProblem;
  const wasWarned = send.error instanceof ApiProblem && send.error.code === "ticket.answeredMeanwhile";
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    // Who was told that somebody else wrote meanwhile has it above now.
    if (ready && !send.isPending) send.mutate(wasWarned ? newestId : (draft.seenId ?? newestId));
  };
  return (
    <form
      ref={form}
      className={classes.composer}
      data-mode={mode}
      onSubmit={submit}
      aria-label={t(mode === "answer" ? "workspace.ticket.answer" : "workspace.ticket.writeNote")}
    >
      <ComposerHead mode={mode} ticket={ticket} onClose={onClose} />
      <OtherWriters ticketId={ticket.id} mode={mode} text={draft.bodyText} />
      <div className={classes.inside}>
        {restoredAt !== null && <DraftNote at={restoredAt} onDiscard={discardDraft} />}
        <FormErrors message={send.error === null ? null : problemText(send.error)} />
        <FileDrop
          items={uploads.items}
          onFiles={uploads.add}
          onRemove={uploads.remove}
          actions={
            <Group gap="xs" justify="flex-end" style={{ flex: 1 }}>
              {step?.statusType === "pending" && (
                <WaitingTime value={draft.pendingUntil ?? null} required={step.untilRequired} onChange={(pendingUntil) => change({ pendingUntil })} />
              )}
              <Select
                aria-label={t("workspace.ticket.thenStatus")}
                placeholder={t("workspace.ticket.statusStays")}
                w={170}
                data={steps
                  .filter(({ id, refused, statusType }) => id !== ticket.statusId && refused === null && statusType !== "removed")
                  .map(({ id, label }) => ({ value: id, label: t("workspace.ticket.setTo", { status: label }) }))}
                value={step?.id ?? null}
                onChange={(statusId) => change({ statusId })}
                clearable
              />
              <Button type="submit" color={mode === "answer" ? "pine" : "amber"} disabled={!ready} loading={send.isPending}>
                {wasWarned
                  ? t(mode === "answer" ? "workspace.meanwhile.sendAnyway" : "workspace.meanwhile.saveAnyway")
                  : t(mode === "answer" ? "workspace.ticket.sendAnswer" : "workspace.ticket.saveNote")}
              </Button>
            </Group>
          }
        >
          <Textarea
            aria-label={t(mode === "answer" ? "workspace.ticket.answer" : "workspace.ticket.writeNote")}
            placeholder={t(mode === "answer" ? "workspace.ticket.answerHint" : "workspace.ticket.noteHint")}
            autosize
            minRows={5}
            maxRows={24}
            autoFocus
            variant="unstyled"
            maxLength={200_000}
            value={draft.bodyText}
            onChange={(event) => change({ bodyText: event.currentTarget.value, ...(isEmpty(draft) ? { seenId: newestId } : {}) })}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
              if (event.key === "Escape") onClose();
            }}
          />
        </FileDrop>
      </div>
    </form>
  );
}
