/** The fields of a project. Another company ends its grants: that is asked before. */
import { NumberInput, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeProject, getProject, type ProjectView } from "#contract/project.ts";
import { getProjectTime } from "#contract/time-entry.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { isStale, useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { SaveBar, StaleNotice } from "#web/workspace/editing/save-bar.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { MembersField } from "./members-field.tsx";
import { MOST_HOURS } from "./most-hours.ts";

const PATHS = ["name", "number", "comment", "companyId", "state", "startsOn", "endsOn", "plannedMinutes", "memberIds"];
export function ProjectOverview({ project }: { project: ProjectView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { name, number, comment, state, startsOn, endsOn, plannedMinutes } = project;
  const memberIds = project.members.map(({ id }) => id);
  const editing = useChanges({ name, number, comment, state, startsOn, endsOn, plannedMinutes, memberIds, companyId: project.company?.id ?? null });
  const [asking, setAsking] = useState(false);
  const disabled = !project.can.includes("change");
  const save = useAction(
    (endGrants: boolean) =>
      call(changeProject, { params: { id: project.id }, body: { version: project.version, ...editing.changes, ...(endGrants ? { endGrants: true } : {}) } }),
    {
      quiet: true,
      done: t("workspace.editing.saved"),
      after: (answer) => {
        setAsking(false);
        keepAnswer(client, getProject, { id: project.id }, answer);
        editing.discard();
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(false, { onError: (error) => setAsking(error instanceof ApiProblem && error.code === "project.hasGrants") });
  };
  const fields = fieldErrors(save.error);
  const text = (key: "name" | "number" | "comment") => ({
    label: key === "comment" ? t("workspace.access.comment") : t(`workspace.project.${key}`),
    value: editing.values[key],
    onChange: (event: { currentTarget: { value: string } }) => editing.set(key, event.currentTarget.value),
    error: errorOf(fields, key),
    ...readOnly(disabled),
  });
  return (
    <form onSubmit={submit} style={{ maxWidth: 860 }}>
      <StaleNotice error={save.error} />
      <FormErrors message={save.error === null || isStale(save.error) || asking ? null : problemText(save.error)} fields={fields} known={PATHS} />
      <FormSection title={t("workspace.project.details")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text("name")} required maxLength={200} />
          <TextInput {...text("number")} required maxLength={150} />
        </SimpleGrid>
        <CompanyPicker
          label={t("workspace.ticket.company")}
          description={t("workspace.project.companyHint")}
          placeholder={t("workspace.project.internal")}
          name={editing.values.companyId === project.company?.id ? project.company?.name : undefined}
          value={editing.values.companyId}
          onChange={(id) => editing.set("companyId", id)}
          clearable
          disabled={disabled}
          error={errorOf(fields, "companyId")}
        />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {(["startsOn", "endsOn"] as const).map((key) => (
            <TextInput
              key={key}
              type="date"
              label={t(`workspace.project.${key}`)}
              value={editing.values[key] ?? ""}
              onChange={(event) => editing.set(key, event.currentTarget.value === "" ? null : event.currentTarget.value)}
              error={errorOf(fields, key)}
              {...readOnly(disabled)}
            />
          ))}
          <NumberInput
            label={t("workspace.project.plannedHours")}
            min={0}
            max={MOST_HOURS}
            decimalScale={2}
            value={editing.values.plannedMinutes === null ? "" : editing.values.plannedMinutes / 60}
            onChange={(hours) => editing.set("plannedMinutes", hours === "" ? null : Math.round(Number(hours) * 60))}
            error={errorOf(fields, "plannedMinutes")}
            {...readOnly(disabled)}
          />
        </SimpleGrid>
        <ProjectTime projectId={project.id} />
        <MembersField
          members={project.members}
          value={editing.values.memberIds}
          onChange={(ids) => editing.set("memberIds", ids)}
          disabled={disabled}
          error={errorOf(fields, "memberIds")}
        />
        <Textarea {...text("comment")} autosize minRows={2} maxRows={10} maxLength={4000} />
        <StateField
          value={editing.values.state}
          onChange={(value) => editing.set("state", value === "closed" ? "closed" : "active")}
          states={["active", "closed"]}
          hint={t("workspace.project.closedMeans")}
          disabled={disabled}
        />
      </FormSection>
      <SaveBar count={editing.count} busy={save.isPending} onDiscard={editing.discard} />
      <ConfirmDialog
        opened={asking}
        title={t("workspace.project.moveTitle")}
        confirmLabel={t("workspace.project.endGrants")}
        danger
        busy={save.isPending}
        onConfirm={() => save.mutate(true)}
        onClose={() => setAsking(false)}
      >
        {t("workspace.project.moveMeans", { count: project.contactCount })}
      </ConfirmDialog>
    </form>
  );
}

/** Planned against booked, in one line of the same height from the beginning. */
function ProjectTime({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const { data } = useEndpoint(getProjectTime, { params: { id: projectId } });
  const hours = (minutes: number) => t("workspace.time.hours", { hours: hoursText(minutes) });
  return (
    <Text
      size="sm"
      mih={22}
      className="pf-number"
      c={data !== undefined && data.planned !== null && data.worked > data.planned ? "var(--pf-changed)" : "dimmed"}
    >
      {data === undefined
        ? ""
        : data.planned === null
          ? t("workspace.project.booked", { worked: hours(data.worked), billable: hours(data.billable), billed: hours(data.billed) })
          : t("workspace.project.bookedOfPlanned", {
              worked: hours(data.worked),
              planned: hours(data.planned),
              billable: hours(data.billable),
              billed: hours(data.billed),
            })}
    </Text>
  );
}
