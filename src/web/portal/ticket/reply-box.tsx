/** Answering, or saying what a finished ticket still lacks: the text and the files wait in this browser until they are sent. */

import { Button, Group, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { judgeTicket, replyInPortal, uploadInPortal } from "#contract/portal-ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useDraft } from "#web/client/use-draft.ts";
import { type StoredFile, useUploads } from "#web/client/use-uploads.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { isFinished } from "#web/portal/tickets/ticket-state.tsx";
import { DraftNote } from "#web/ui/draft-note.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { Link } from "#web/ui/link.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import classes from "./reply-box.module.css";
import { type PortalTicket, useRefreshTicket } from "./ticket-queries.ts";

type Draft = { text: string; files: readonly StoredFile[]; key: string };
const empty: Draft = { text: "", files: [], key: "" };
const isEmpty = (draft: Draft): boolean => draft.text.trim() === "" && draft.files.length === 0;

type Given = {
  ticket: PortalTicket;
  input: RefObject<HTMLTextAreaElement | null>;
  /** What is written rejects the finished ticket. */
  rejects: boolean;
  onRejectEnd: () => void;
};

export function ReplyBox(given: Given) {
  const { ticket, rejects } = given;
  const { t } = useTranslation();
  const { mayCreate, readOnly } = useSession();
  if (rejects || ticket.can.includes("reply")) return <Reply {...given} />;
  return (
    <p className={classes.closed}>
      {t(readOnly ? "portal.readOnly" : ticket.statusType === "closed" ? "portal.reply.closed" : "portal.reply.notPermitted")}{" "}
      {mayCreate && (
        <Link to="/new" className="pf-link">
          {t("portal.reply.writeNew")}
        </Link>
      )}
    </p>
  );
}

function Reply({ ticket, input, rejects, onRejectEnd }: Given) {
  const { t } = useTranslation();
  const { contactId, attachmentLargestBytes } = useSession();
  const refresh = useRefreshTicket(ticket.id);
  const { draft, change, discard, restoredAt } = useDraft(`${contactId}:reply:${ticket.id}`, empty, isEmpty);
  const uploads = useUploads(uploadInPortal, draft.files, attachmentLargestBytes);
  const fileIds = uploads.stored.map((file) => file.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether the files have changed
  useEffect(() => {
    if (fileIds !== draft.files.map((file) => file.id).join()) change({ files: uploads.stored, key: "" });
  }, [fileIds]);

  const send = useMutation({
    mutationFn: async (key: string) => {
      const about = { params: { id: ticket.id }, idempotencyKey: key };
      const files = uploads.stored.map((file) => file.id);
      if (rejects) await call(judgeTicket, { ...about, body: { verdict: "rejected", comment: draft.text, uploads: files, version: ticket.version } });
      else await call(replyInPortal, { ...about, body: { bodyText: draft.text, uploads: files } });
    },
    onSuccess: async () => {
      discard();
      uploads.reset();
      onRejectEnd();
      await refresh();
      toast(t(rejects ? "portal.reply.handedBack" : "portal.reply.sent"));
    },
    onError: (error) => {
      // Unused files are kept for a day: an older draft has lost them.
      if (error instanceof ApiProblem && error.code === "attachment.unknownUpload") uploads.reset();
      if (error instanceof ApiProblem && (error.code === "ticket.notFinished" || error.status === 409)) void refresh();
    },
  });
  const isSaid = rejects ? draft.text.trim() !== "" : !isEmpty({ ...draft, files: uploads.stored });
  const canSend = !uploads.isBusy && !send.isPending && isSaid;
  const label = t(rejects ? "portal.reply.missing" : "portal.reply.label");
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!canSend) return;
    // The same draft is the same answer, however often the button is pressed or the network fails.
    const key = draft.key || freshKey();
    change({ key });
    send.mutate(key);
  };
  const discardDraft = () => {
    discard();
    uploads.reset();
    input.current?.focus();
    const bringBack = () => {
      change(draft);
      uploads.reset(draft.files);
    };
    toast(t("ui.draftDiscarded"), { label: t("ui.undo"), run: bringBack });
  };
  return (
    <form onSubmit={submit} className={classes.box} aria-label={label}>
      <FormErrors message={send.isError ? problemText(send.error) : null} />
      {restoredAt !== null && <DraftNote at={restoredAt} onDiscard={discardDraft} />}
      <FileDrop
        items={uploads.items}
        onFiles={uploads.add}
        onRemove={uploads.remove}
        largestBytes={attachmentLargestBytes}
        actions={
          <Group gap="xs" ml="auto">
            {rejects && (
              <Button variant="subtle" onClick={onRejectEnd}>
                {t("ui.cancel")}
              </Button>
            )}
            <Button type="submit" loading={send.isPending} disabled={!canSend}>
              {t(rejects ? "portal.reply.handBack" : "portal.reply.send")}
            </Button>
          </Group>
        }
      >
        <Textarea
          ref={input}
          label={label}
          description={rejects ? t("portal.reply.missingMeans") : isFinished(ticket) ? t("portal.reply.reopens") : undefined}
          placeholder={rejects ? "" : t("portal.reply.placeholder")}
          autosize
          minRows={4}
          maxRows={24}
          maxLength={200_000}
          value={draft.text}
          onChange={(event) => change({ text: event.currentTarget.value, key: "" })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
      </FileDrop>
      <UnsavedGuard when={uploads.isBusy} text={t("portal.reply.stillUploading")} />
    </form>
  );
}
