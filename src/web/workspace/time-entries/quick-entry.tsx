/** Books time without leaving the keyboard: how long, what for, Enter. */
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SubtaskView } from "#contract/subtask.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { createTimeEntry } from "#contract/time-entry.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { dayOf } from "#domain/time-zones.ts";
import { call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { CommentField, DayField, type EntryValues, Marks, ProjectField, pairOfKey, projectChoices, SubtaskField, TimeField } from "./entry-fields.tsx";
import classes from "./time-tab.module.css";
import { typedTime } from "./typed-time.ts";
import { useRunTime } from "./use-run-time.ts";
import { useTakeBack } from "./use-take-back.ts";

type Given = { ticket: AgentTicketView; visibleAtFirst: boolean; subtasks: readonly SubtaskView[]; subtaskAtFirst: string | undefined };

export function QuickEntry({ ticket, visibleAtFirst, subtasks, subtaskAtFirst = "" }: Given) {
  const { t } = useTranslation();
  const { timeZone } = useFormats();
  const choices = projectChoices(ticket);
  const [values, setValues] = useState<EntryValues>(() => ({
    day: dayOf(new Date().toISOString(), timeZone),
    time: "",
    project: choices[0]?.value ?? "",
    subtask: subtaskAtFirst,
    comment: "",
    billable: true,
    visible: visibleAtFirst,
  }));
  // Another project of the ticket in the meantime: what was chosen may be gone.
  const project = choices.some(({ value }) => value === values.project) ? values.project : (choices[0]?.value ?? "");
  const subtask = subtasks.some(({ id }) => id === values.subtask) ? values.subtask : "";
  const field = useRef<HTMLInputElement>(null);
  const takeBack = useTakeBack(ticket.id);
  const key = useRef(freshKey());
  const typed = typedTime(values.time);
  const save = useAction(
    () => {
      const { day, comment, billable, visible } = values;
      const on = { project: pairOfKey(project), subtaskId: subtask || null };
      const body = { day, ...(typed ?? { minutes: 0 }), ...on, comment: comment.trim(), billable, visible };
      return call(createTimeEntry, { params: { id: ticket.id }, body, idempotencyKey: key.current });
    },
    {
      quiet: true,
      after: (entry) => {
        key.current = freshKey();
        setValues((before) => ({ ...before, time: "", comment: "" }));
        field.current?.focus();
        toast(t("workspace.time.booked", { hours: hoursText(entry.minutes) }), { label: t("ui.undo"), run: () => takeBack(entry) });
      },
    },
  );
  useHotkeys([["t", () => field.current?.focus()]]);
  // Who came here from a subtask types at once.
  useEffect(() => {
    if (subtaskAtFirst !== "") field.current?.focus();
  }, [subtaskAtFirst]);
  const change = (part: Partial<EntryValues>) => {
    // Something else is booked: a key of its own.
    key.current = freshKey();
    setValues({ ...values, project, subtask, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== null && values.day !== "" && !save.isPending) save.mutate();
  };
  const given = { values: { ...values, project, subtask }, onChange: change, errors: fieldErrors(save.error) };
  return (
    <form className={classes.entry} onSubmit={submit} aria-label={t("workspace.time.book")}>
      <FormErrors
        message={save.error === null ? null : problemText(save.error)}
        fields={fieldErrors(save.error)}
        known={["day", "minutes", "from", "comment", "project", "subtaskId"]}
      />
      <div className={classes.row}>
        <TimeField {...given} ref={field} />
        <CommentField {...given} />
        <DayField {...given} runTime={useRunTime(pairOfKey(project)?.projectId ?? null)} label={t("workspace.time.day")} />
      </div>
      <div className={classes.places}>
        <SubtaskField {...given} subtasks={subtasks} />
        <ProjectField {...given} choices={choices} />
      </div>
      <Marks {...given}>
        <Button type="submit" loading={save.isPending} disabled={typed === null || values.day === ""} className={classes.book ?? ""}>
          {t("workspace.time.book")}
        </Button>
      </Marks>
    </form>
  );
}
