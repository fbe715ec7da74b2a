/** A ticket that an agent writes, for a contact or for nobody yet. */

import { Button, Card, Group, Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { getContact } from "#contract/contact.ts";
import type { Named } from "#contract/fields.ts";
import { listPriorities, listQueues } from "#contract/master-data.ts";
import { getProject, listProjects, type ProjectView } from "#contract/project.ts";
import { createTicketAsAgent, uploadAsAgent } from "#contract/ticket.ts";
import { useAddress } from "#web/client/address.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useDraft } from "#web/client/use-draft.ts";
import { type StoredFile, useUploads } from "#web/client/use-uploads.ts";
import { DraftNote } from "#web/ui/draft-note.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { OwnFieldsForm, type OwnValues } from "#web/workspace/own-fields/own-fields-form.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { useSession } from "#web/workspace/session/session.ts";
import { TagsField } from "#web/workspace/tags/tags-field.tsx";
import { DueTime } from "./due/due-input.tsx";
import { NO_RELATIONS, RelationFields } from "./relation-fields.tsx";

const known = ["subject", "bodyText", "queueId", "contactId", "companyId", "priorityId", "primaryProject", "categoryIds"];

type Draft = {
  /** Absent: nobody chose or cleared it. */
  contactId?: string | null;
  companyId?: string | null;
  queueId: string | null;
  priorityId: string | null;
  relations: typeof NO_RELATIONS;
  tags: Named[];
  dueAt: string | null;
  /** Absent in drafts of before. */
  ownFields?: OwnValues;
  subject: string;
  bodyText: string;
  visible: boolean;
  files: readonly StoredFile[];
  /** Idempotency-Key of this text. */
  key: string;
};
const EMPTY: Draft = {
  queueId: null,
  priorityId: null,
  relations: NO_RELATIONS,
  tags: [],
  dueAt: null,
  subject: "",
  bodyText: "",
  visible: true,
  files: [],
  key: "",
};
const isEmpty = ({ subject, bodyText, files }: Draft): boolean => subject.trim() === "" && bodyText.trim() === "" && files.length === 0;

export function NewTicketPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [address] = useAddress();
  const { agentId } = useSession();
  const { draft, change, discard, restoredAt } = useDraft(`${agentId}:new:${address.contact ?? address.company ?? ""}`, EMPTY, isEmpty);
  // Opened for somebody, the page has a draft of its own.
  const { contactId = address.contact ?? null, companyId = address.company ?? null } = draft;
  const { queueId, priorityId, relations, tags, dueAt, ownFields = {}, subject, bodyText, visible } = draft;
  const write = (values: Partial<Draft>) => change({ ...values, key: "" });
  const [takenOut, setTakenOut] = useState<string | null>(null);
  const uploads = useUploads(uploadAsAgent, draft.files);
  const stored = JSON.stringify(uploads.stored);
  useEffect(() => change({ files: JSON.parse(stored) as StoredFile[] }), [stored, change]);
  const queues = useAll(listQueues, { query: { state: "active" } });
  const priorities = useEndpoint(listPriorities);
  useCrumbs({ label: t("workspace.nav.tickets"), to: "/tickets" }, { label: t("workspace.ticket.new") });
  const create = useAction(
    (idempotencyKey: string) =>
      call(createTicketAsAgent, {
        idempotencyKey,
        body: {
          subject: subject.trim(),
          bodyText,
          visible,
          queueId: queueId ?? "",
          contactId,
          companyId,
          uploads: uploads.stored.map((file) => file.id),
          ...relations,
          tagIds: tags.map(({ id }) => id),
          dueAt,
          ownFields,
          ...(priorityId === null ? {} : { priorityId }),
        },
      }),
    {
      quiet: true,
      done: (ticket) => t("workspace.ticket.createdNumber", { number: ticket.number }),
      after: (ticket) => {
        discard();
        uploads.reset();
        return navigate({ to: "/tickets/$id", params: { id: ticket.id }, ignoreBlocker: true });
      },
    },
  );
  const fields = fieldErrors(create.error);
  const chooseRelations = (values: typeof relations) => {
    setTakenOut(null);
    write({ relations: values });
  };
  const chooseCompany = async (id: string | null) => {
    write({ companyId: id });
    if (relations.primaryProject === null) return;
    // If it cannot be asked now, the server says so when the ticket is created.
    const left = await projectLeft(id, relations.primaryProject.projectId).catch(() => null);
    if (left === null) return;
    setTakenOut(left.name);
    write({ relations: { ...relations, primaryProject: null } });
  };
  const chooseContact = async (id: string | null) => {
    write({ contactId: id });
    if (id === null) return;
    const { memberships } = await call(getContact, { params: { id } });
    if (memberships.some((membership) => membership.company.id === companyId)) return;
    await chooseCompany((memberships.find((membership) => membership.primary) ?? memberships[0])?.company.id ?? null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The same draft is the same ticket, however often the button is pressed or the network fails.
    const key = draft.key || freshKey();
    change({ key });
    create.mutate(key);
  };
  // Unused files are kept for a day: an older draft has lost them.
  const lostFiles = create.error instanceof ApiProblem && create.error.code === "attachment.unknownUpload";
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
  return (
    <form onSubmit={submit} style={{ maxWidth: 760 }}>
      <UnsavedGuard when={uploads.isBusy} />
      <PageHeader title={t("workspace.ticket.new")} />
      {restoredAt !== null && <DraftNote at={restoredAt} onDiscard={discardDraft} />}
      <FormErrors message={create.error === null ? null : problemText(create.error)} fields={fields} known={known} />
      <Card withBorder padding="lg" bg="var(--pf-surface)">
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <ContactPicker
              label={t("workspace.ticket.contact")}
              value={contactId}
              onChange={(id) => void chooseContact(id)}
              clearable
              autoFocus
              error={errorOf(fields, "contactId")}
            />
            <CompanyPicker
              label={t("workspace.ticket.company")}
              value={companyId}
              onChange={(id) => void chooseCompany(id)}
              clearable
              error={errorOf(fields, "companyId")}
            />
            <Select
              label={t("workspace.ticket.queue")}
              data={(queues.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={queueId}
              onChange={(value) => write({ queueId: value })}
              searchable
              required
              error={errorOf(fields, "queueId")}
            />
            <Select
              label={t("workspace.ticket.priority")}
              data={(priorities.data?.items ?? []).filter((priority) => priority.state === "active").map(({ id, label }) => ({ value: id, label }))}
              value={priorityId ?? priorities.data?.items.find((priority) => priority.isDefault)?.id ?? null}
              onChange={(value) => write({ priorityId: value })}
              allowDeselect={false}
              error={errorOf(fields, "priorityId")}
            />
            <RelationFields values={relations} onChange={chooseRelations} companyId={companyId} takenOut={takenOut} errors={fields} />
            <TagsField label={t("workspace.ticket.tags")} values={tags} onChange={(value) => write({ tags: value })} />
            <DueTime label={t("workspace.ticket.due")} value={dueAt} onChange={(value) => write({ dueAt: value })} />
            <OwnFieldsForm values={ownFields} onChange={(values) => write({ ownFields: values })} errors={fields} />
          </SimpleGrid>
          <TextInput
            label={t("workspace.ticket.subject")}
            required
            maxLength={500}
            value={subject}
            onChange={(event) => write({ subject: event.currentTarget.value })}
            error={errorOf(fields, "subject")}
          />
          <FileDrop items={uploads.items} onFiles={uploads.add} onRemove={uploads.remove}>
            <Textarea
              label={t("workspace.ticket.message")}
              autosize
              minRows={6}
              maxRows={24}
              value={bodyText}
              onChange={(event) => write({ bodyText: event.currentTarget.value })}
              error={errorOf(fields, "bodyText")}
            />
          </FileDrop>
          <Switch
            label={t("workspace.ticket.firstVisible")}
            description={t(visible ? "workspace.ticket.firstVisibleOn" : "workspace.ticket.firstVisibleOff")}
            checked={visible}
            onChange={(event) => write({ visible: event.currentTarget.checked })}
          />
        </Stack>
      </Card>
      <Group mt="md" gap="xs">
        <Button type="submit" loading={create.isPending} disabled={queueId === null || subject.trim() === "" || uploads.isBusy}>
          {t("workspace.ticket.create")}
        </Button>
      </Group>
    </form>
  );
}

/** The project, if tickets of the company may not be in it; null: they may, and a ticket without a company may be in any. */
async function projectLeft(companyId: string | null, projectId: string): Promise<ProjectView | null> {
  if (companyId === null) return null;
  const project = await call(getProject, { params: { id: projectId } });
  const { items } = await call(listProjects, { query: { forCompany: companyId, q: project.number, limit: 500 } });
  return items.some(({ id }) => id === projectId) ? null : project;
}
