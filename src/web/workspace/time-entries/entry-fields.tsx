/** What is said of worked time, in the quick entry and in the dialog alike. */
import { Select, Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SubtaskView } from "#contract/subtask.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { type ProjectPair, pairKey } from "#domain/access/grants.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { isOutside, type RunTime } from "#domain/tickets/time-entry.ts";
import { errorOf, type FieldTexts } from "#web/ui/form-errors.tsx";
import classes from "./time-tab.module.css";
import { lengthOf, typedTime } from "./typed-time.ts";

export type EntryValues = {
  day: string;
  /** As it was typed. */
  time: string;
  /** Key of the pair; empty: none. */
  project: string;
  /** Id of one of the ticket's; empty: the ticket as a whole. */
  subtask: string;
  comment: string;
  billable: boolean;
  visible: boolean;
};

type Named = { id: string; name: string };
type Given = { values: EntryValues; onChange: (part: Partial<EntryValues>) => void; errors: FieldTexts };

export const projectKey = (pair: ProjectPair | null): string => (pair === null ? "" : pairKey(pair));
export function pairOfKey(key: string): ProjectPair | null {
  const [projectId = "", taskId = ""] = key.split(" ");
  return projectId === "" ? null : { projectId, taskId: taskId === "" ? null : taskId };
}

export function projectChoices(ticket: AgentTicketView): { value: string; label: string }[] {
  return ticket.projects.map(({ project, task }) => ({
    value: projectKey({ projectId: project.id, taskId: task?.id ?? null }),
    label: task === null ? project.name : `${project.name} › ${task.name}`,
  }));
}

export function DayField({ values, onChange, errors, runTime, label }: Given & { runTime: RunTime | null; label: string }) {
  const { t } = useTranslation();
  const outside = runTime !== null && values.day !== "" && isOutside(values.day, runTime);
  return (
    <TextInput
      type="date"
      label={label}
      required
      value={values.day}
      onChange={(event) => onChange({ day: event.currentTarget.value })}
      error={errorOf(errors, "day")}
      description={outside ? <span className={classes.outside}>{t("workspace.time.outside")}</span> : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
    />
  );
}

export function TimeField({ values, onChange, errors, autoFocus = false, ref }: Given & { autoFocus?: boolean; ref?: React.Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  const typed = typedTime(values.time);
  const wrong = values.time.trim() !== "" && typed === null;
  return (
    <TextInput
      ref={ref ?? null}
      label={t("workspace.time.time")}
      required
      placeholder="1:30"
      autoComplete="off"
      value={values.time}
      onChange={(event) => onChange({ time: event.currentTarget.value })}
      description={typed !== null && "from" in typed ? t("workspace.time.hours", { hours: hoursText(lengthOf(typed)) }) : t("workspace.time.timeHint")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={wrong ? t("workspace.time.wrong") : (errorOf(errors, "minutes") ?? errorOf(errors, "from"))}
      classNames={{ input: "pf-number" }}
      {...(autoFocus ? { "data-autofocus": true } : {})}
    />
  );
}

export function CommentField({ values, onChange, errors }: Given) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t("workspace.time.comment")}
      maxLength={4000}
      value={values.comment}
      onChange={(event) => onChange({ comment: event.currentTarget.value })}
      error={errorOf(errors, "comment")}
    />
  );
}

/** Nothing to choose where there is one: it is named below. */
export function ProjectField({ values, onChange, errors, choices }: Given & { choices: { value: string; label: string }[] }) {
  const { t } = useTranslation();
  if (choices.length < 2) return null;
  return (
    <Select
      label={t("workspace.ticket.project")}
      data={choices}
      value={values.project}
      onChange={(project) => project !== null && onChange({ project })}
      allowDeselect={false}
      error={errorOf(errors, "project")}
    />
  );
}

/** Nothing to choose where the ticket has none. `kept`: named by the entry, and maybe taken away since. */
export function SubtaskField({ values, onChange, errors, subtasks, kept }: Given & { subtasks: readonly SubtaskView[]; kept?: Named | null }) {
  const { t } = useTranslation();
  const among = kept && !subtasks.some(({ id }) => id === kept.id) ? [kept] : [];
  const data = [...subtasks.map(({ id, subject }) => ({ value: id, label: subject })), ...among.map(({ id, name }) => ({ value: id, label: name }))];
  if (data.length === 0) return null;
  return (
    <Select
      label={t("workspace.time.subtask")}
      placeholder={t("workspace.time.wholeTicket")}
      data={data}
      value={values.subtask || null}
      onChange={(subtask) => onChange({ subtask: subtask ?? "" })}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("workspace.time.wholeTicket") }}
      nothingFoundMessage={t("workspace.time.noSubtask")}
      error={errorOf(errors, "subtaskId")}
    />
  );
}

export function Marks({ values, onChange, children }: Omit<Given, "errors"> & { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.marks}>
      <Switch label={t("workspace.time.billable")} checked={values.billable} onChange={(event) => onChange({ billable: event.currentTarget.checked })} />
      <Switch label={t("workspace.time.visible")} checked={values.visible} onChange={(event) => onChange({ visible: event.currentTarget.checked })} />
      {children}
    </div>
  );
}
