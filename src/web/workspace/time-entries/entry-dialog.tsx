/** Changes booked time. */
import { SimpleGrid, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SubtaskView } from "#contract/subtask.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { changeTimeEntry, type TimeEntryView } from "#contract/time-entry.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { DayField, type EntryValues, Marks, ProjectField, pairOfKey, projectChoices, projectKey, SubtaskField, TimeField } from "./entry-fields.tsx";
import { asTyped, typedTime } from "./typed-time.ts";
import { useRunTime } from "./use-run-time.ts";

type Given = { ticket: AgentTicketView; entry: TimeEntryView; subtasks: readonly SubtaskView[]; onClose: () => void };

export function EntryDialog({ ticket, entry, subtasks, onClose }: Given) {
  const { t } = useTranslation();
  const stored = projectKey(entry.project && { projectId: entry.project.id, taskId: entry.task?.id ?? null });
  const [values, setValues] = useState<EntryValues>({
    day: entry.day,
    time: asTyped(entry),
    project: stored,
    subtask: entry.subtask?.id ?? "",
    comment: entry.comment,
    billable: entry.billable,
    visible: entry.visible,
  });
  const typed = typedTime(values.time);
  const save = useAction(
    () => {
      const { day, comment, billable, visible, project, subtask } = values;
      const moved = project === stored ? {} : { project: pairOfKey(project) };
      const body = { version: entry.version, day, ...typed, ...moved, subtaskId: subtask || null, comment: comment.trim(), billable, visible };
      return call(changeTimeEntry, { params: { id: ticket.id, entryId: entry.id }, body });
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  const errors = fieldErrors(save.error);
  const given = { values, onChange: (part: Partial<EntryValues>) => setValues({ ...values, ...part }), errors };
  return (
    <FormDialog
      title={t("workspace.time.change")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={typed === null || values.day === ""}
      error={save.error}
      known={["day", "minutes", "from", "comment", "project", "subtaskId"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <SimpleGrid cols={2}>
        <TimeField {...given} autoFocus />
        <DayField {...given} runTime={useRunTime(pairOfKey(values.project)?.projectId ?? null)} label={t("workspace.time.day")} />
      </SimpleGrid>
      <SubtaskField {...given} subtasks={subtasks} kept={entry.subtask} />
      <ProjectField {...given} choices={projectChoices(ticket)} />
      <Textarea
        label={t("workspace.time.comment")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={values.comment}
        onChange={(event) => given.onChange({ comment: event.currentTarget.value })}
        error={errorOf(errors, "comment")}
      />
      <Marks {...given} />
    </FormDialog>
  );
}
