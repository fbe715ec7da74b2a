/** The form of a new request: only what this person can choose is asked. */

import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createPortalTicket, listPortalTickets, uploadInPortal } from "#contract/portal-ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import type { useDraft } from "#web/client/use-draft.ts";
import { useUploads } from "#web/client/use-uploads.ts";
import { DraftNote } from "#web/ui/draft-note.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import { type CreateOptions, chosenOf, type RequestDraft } from "./request-draft.ts";
import classes from "./request-form.module.css";
import { RequestPriority, RequestSelects } from "./request-selects.tsx";

type Given = {
  options: CreateOptions;
  /** The options belong to the company that was chosen before. */
  isStale: boolean;
  kept: ReturnType<typeof useDraft<RequestDraft>>;
  onCompanySearch: (q: string) => void;
};

export function RequestForm({ options, isStale, kept, onCompanySearch }: Given) {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { draft, change, discard } = kept;
  const [wasTried, setWasTried] = useState(false);
  const uploads = useUploads(uploadInPortal, draft.files, options.attachmentLargestBytes);
  const fileIds = uploads.stored.map((file) => file.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether the files have changed
  useEffect(() => {
    if (fileIds !== draft.files.map((file) => file.id).join()) change({ files: uploads.stored, key: "" });
  }, [fileIds]);

  const chosen = chosenOf(draft, options);
  const missing = {
    queueId: chosen.queueId === null,
    projectId: options.projectRequired && chosen.projectId === null,
    taskId: chosen.project !== undefined && !chosen.project.withoutTask && chosen.taskId === null,
    subject: draft.subject.trim() === "",
    bodyText: draft.text.trim() === "" && uploads.stored.length === 0,
  };
  const send = useMutation({
    mutationFn: (key: string) =>
      call(createPortalTicket, {
        body: {
          subject: draft.subject,
          bodyText: draft.text,
          queueId: chosen.queueId ?? "",
          ...(chosen.companyId === null ? {} : { companyId: chosen.companyId }),
          ...(chosen.priorityId === null ? {} : { priorityId: chosen.priorityId }),
          ...(chosen.serviceId === null ? {} : { serviceId: chosen.serviceId }),
          ...(chosen.projectId === null ? {} : { projectId: chosen.projectId }),
          ...(chosen.taskId === null ? {} : { taskId: chosen.taskId }),
          customerReference: draft.reference ?? "",
          uploads: uploads.stored.map((file) => file.id),
        },
        idempotencyKey: key,
      }),
    onSuccess: (ticket) => {
      discard();
      uploads.reset();
      void queryClient.invalidateQueries({ queryKey: [listPortalTickets.path] });
      toast(t("portal.new.sent", { number: ticket.number }));
      // Writing without reading is possible: then there is no page to go to.
      router.history.replace(ticket.can.includes("read") ? `/tickets/${ticket.id}` : "/");
    },
    onError: (error) => {
      // Unused files are kept for a day: an older draft has lost them.
      if (error instanceof ApiProblem && error.code === "attachment.unknownUpload") uploads.reset();
    },
  });
  const fields = fieldTexts(send.error);
  const errorAt = (path: keyof typeof missing) => errorOf(fields, path) ?? (wasTried && missing[path] ? t("field.required") : undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setWasTried(true);
    if (Object.values(missing).some(Boolean)) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true], [data-error] input, [data-error] textarea")?.focus());
      return;
    }
    const key = draft.key || freshKey();
    change({ key });
    send.mutate(key);
  };
  const discardDraft = () => {
    const before = draft;
    discard();
    uploads.reset();
    setWasTried(false);
    toast(t("ui.draftDiscarded"), {
      label: t("ui.undo"),
      run: () => {
        change(before);
        uploads.reset(before.files);
      },
    });
  };
  const write = (values: Partial<RequestDraft>) => change({ ...values, key: "" });
  return (
    <form onSubmit={submit} noValidate>
      <FormErrors
        message={send.isError ? problemText(send.error) : null}
        fields={fields}
        known={["subject", "bodyText", "customerReference", "queueId", "companyId", "serviceId", "projectId", "taskId", "priorityId"]}
      />
      {kept.restoredAt !== null && <DraftNote at={kept.restoredAt} onDiscard={discardDraft} />}
      <Stack gap="lg">
        <RequestSelects
          options={options}
          isStale={isStale}
          chosen={chosen}
          onChange={write}
          onCompanySearch={onCompanySearch}
          errorOf={(path) => (path in missing ? errorAt(path as keyof typeof missing) : errorOf(fields, path))}
        />
        <TextInput
          label={t("portal.new.subject")}
          placeholder={t("portal.new.subjectHint")}
          required
          withAsterisk={false}
          maxLength={500}
          value={draft.subject}
          onChange={(event) => write({ subject: event.currentTarget.value })}
          error={errorAt("subject")}
        />
        <TextInput
          label={t("portal.new.reference")}
          description={t("portal.new.referenceHint")}
          maxLength={100}
          value={draft.reference ?? ""}
          onChange={(event) => write({ reference: event.currentTarget.value })}
          error={errorOf(fields, "customerReference")}
        />
        <FileDrop items={uploads.items} onFiles={uploads.add} onRemove={uploads.remove} largestBytes={options.attachmentLargestBytes}>
          <Textarea
            label={t("portal.new.message")}
            description={t("portal.new.messageHint")}
            required
            withAsterisk={false}
            autosize
            minRows={7}
            maxRows={28}
            maxLength={200_000}
            value={draft.text}
            onChange={(event) => write({ text: event.currentTarget.value })}
            error={errorAt("bodyText")}
          />
        </FileDrop>
        <RequestPriority options={options} value={chosen.priorityId} onChange={(priorityId) => write({ priorityId })} error={errorOf(fields, "priorityId")} />
        <div className={classes.send}>
          <Button type="submit" loading={send.isPending} disabled={uploads.isBusy || isStale}>
            {t("portal.new.send")}
          </Button>
          {!kept.isEmpty && kept.restoredAt === null && (
            <Button variant="subtle" color="gray" onClick={discardDraft}>
              {t("portal.new.discard")}
            </Button>
          )}
        </div>
      </Stack>
      <UnsavedGuard when={uploads.isBusy} text={t("portal.reply.stillUploading")} />
    </form>
  );
}
