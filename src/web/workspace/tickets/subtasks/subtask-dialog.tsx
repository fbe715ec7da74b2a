import { Group, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listAgents } from "#contract/session.ts";
import { changeSubtask, type SubtaskView } from "#contract/subtask.ts";
import { SUBTASK_STATES, type SubtaskState } from "#domain/tickets/subtasks.ts";
import { call } from "#web/client/call.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { useMay } from "#web/workspace/session/session.ts";

const KNOWN = ["subject", "assigneeId", "startsOn", "dueOn", "plannedMinutes", "comment"];

/** Everything of one subtask; whoever may not change it reads it. */
export function SubtaskDialog({ subtask, onClose }: { subtask: SubtaskView; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const mayRead = useMay()("agent:read");
  const agents = useAll(listAgents, { query: { state: "active" }, enabled: mayRead });
  const [entered, setEntered] = useState({ ...subtask, assigneeId: subtask.assignee?.id ?? null });
  const set = (fields: Partial<typeof entered>) => setEntered((before) => ({ ...before, ...fields }));
  const { subject, state, assigneeId, startsOn, dueOn, plannedMinutes, comment } = entered;
  const body = { version: subtask.version, subject: subject.trim(), state, assigneeId, startsOn, dueOn, plannedMinutes, comment };
  const save = useAction(() => call(changeSubtask, { params: { id: subtask.ticketId, subtaskId: subtask.id }, body }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: onClose,
  });
  const errors = fieldErrors(save.error);
  const disabled = !subtask.can.includes("change");
  const names = new Map((agents.data ?? []).map(({ id, name }) => [id, name]));
  if (subtask.assignee !== null) names.set(subtask.assignee.id, subtask.assignee.name);
  return (
    <FormDialog
      title={t("workspace.subtask.one")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={disabled || subject.trim() === ""}
      error={save.error}
      known={KNOWN}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput
        label={t("workspace.ticket.subject")}
        maxLength={500}
        required
        data-autofocus
        value={subject}
        error={errors["subject"]}
        onChange={(event) => set({ subject: event.currentTarget.value })}
        {...readOnly(disabled)}
      />
      <Group grow align="flex-start">
        <Select
          label={t("workspace.ticket.status")}
          data={SUBTASK_STATES.map((value) => ({ value, label: t(`workspace.subtask.state.${value}`) }))}
          value={state}
          allowDeselect={false}
          onChange={(value) => set({ state: value as SubtaskState })}
          {...readOnly(disabled)}
        />
        <Select
          label={t("workspace.ticket.assignee")}
          data={[...names].map(([value, label]) => ({ value, label }))}
          value={assigneeId}
          placeholder={t("workspace.ticket.nobody")}
          clearable
          searchable={names.size > 8}
          error={errors["assigneeId"]}
          onChange={(value) => set({ assigneeId: value })}
          {...readOnly(disabled)}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label={t("workspace.subtask.startsOn")}
          value={startsOn ?? ""}
          error={errors["startsOn"]}
          onChange={(event) => set({ startsOn: event.currentTarget.value || null })}
          {...readOnly(disabled)}
        />
        <TextInput
          type="date"
          label={t("workspace.subtask.dueOn")}
          value={dueOn ?? ""}
          error={errors["dueOn"]}
          onChange={(event) => set({ dueOn: event.currentTarget.value || null })}
          {...readOnly(disabled)}
        />
      </Group>
      <NumberInput
        label={t("workspace.subtask.plannedHours")}
        value={plannedMinutes === null ? "" : Math.round(plannedMinutes / 0.6) / 100}
        min={0}
        max={100_000}
        step={0.25}
        decimalScale={2}
        decimalSeparator={language === "de" ? "," : "."}
        error={errors["plannedMinutes"]}
        onChange={(value) => set({ plannedMinutes: typeof value === "number" ? Math.round(value * 60) : null })}
        {...readOnly(disabled)}
      />
      <Textarea
        label={t("workspace.subtask.comment")}
        description={t("workspace.subtask.commentWho")}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={20_000}
        value={comment}
        onChange={(event) => set({ comment: event.currentTarget.value })}
        {...readOnly(disabled)}
      />
    </FormDialog>
  );
}
