/** Answering: the text and the files wait in this browser until they are sent. */

import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { replyInPortal, uploadInPortal } from "#contract/ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useDraft } from "#web/client/use-draft.ts";
import { type StoredFile, useUploads } from "#web/client/use-uploads.ts";
import { RestoredDraft } from "#web/portal/frame/restored-draft.tsx";
import { useSession } from "#web/portal/session/portal-session.ts";
import { isFinished } from "#web/portal/tickets/ticket-state.tsx";
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

type Given = { ticket: PortalTicket; input: RefObject<HTMLTextAreaElement | null> };

export function ReplyBox({ ticket, input }: Given) {
  const { t } = useTranslation();
  const { mayCreate, readOnly } = useSession();
  if (ticket.can.includes("reply")) return <Reply ticket={ticket} input={input} />;
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

function Reply({ ticket, input }: Given) {
  const { t } = useTranslation();
  const { contactId, attachmentLargestBytes } = useSession();
  const refresh = useRefreshTicket(ticket.id);
  const { draft, change, discard, wasRestored } = useDraft(`${contactId}:reply:${ticket.id}`, empty, isEmpty);
  const uploads = useUploads(uploadInPortal, draft.files, attachmentLargestBytes);
  const fileIds = uploads.stored.map((file) => file.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether the files have changed
  useEffect(() => {
    if (fileIds !== draft.files.map((file) => file.id).join()) change({ files: uploads.stored, key: "" });
  }, [fileIds]);

  const send = useMutation({
    mutationFn: (key: string) =>
      call(replyInPortal, { params: { id: ticket.id }, body: { bodyText: draft.text, uploads: uploads.stored.map((file) => file.id) }, idempotencyKey: key }),
    onSuccess: async () => {
      discard();
      uploads.reset();
      await refresh();
      toast(t("portal.reply.sent"));
    },
    onError: (error) => {
      // Unused files are kept for a day: an older draft has lost them.
      if (error instanceof ApiProblem && error.code === "attachment.unknownUpload") uploads.reset();
    },
  });
  const canSend = !uploads.isBusy && !send.isPending && !isEmpty({ ...draft, files: uploads.stored });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!canSend) return;
    // The same draft is the same answer, however often the button is pressed or the network fails.
    const key = draft.key || freshKey();
    change({ key });
    send.mutate(key);
  };
  return (
    <form onSubmit={submit} className={classes.box} aria-label={t("portal.reply.label")}>
      <FormErrors message={send.isError ? problemText(send.error) : null} />
      {wasRestored && (
        <RestoredDraft
          onDiscard={() => {
            discard();
            uploads.reset();
            input.current?.focus();
          }}
        />
      )}
      <FileDrop
        items={uploads.items}
        onFiles={uploads.add}
        onRemove={uploads.remove}
        largestBytes={attachmentLargestBytes}
        actions={
          <Button type="submit" loading={send.isPending} disabled={!canSend}>
            {t("portal.reply.send")}
          </Button>
        }
      >
        <Textarea
          ref={input}
          label={t("portal.reply.label")}
          description={isFinished(ticket) ? t("portal.reply.reopens") : undefined}
          placeholder={t("portal.reply.placeholder")}
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
