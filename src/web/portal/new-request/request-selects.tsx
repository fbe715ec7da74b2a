/** Company, subject area and service above the text, priority below it: each shown only where there is something to choose. */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "./choice-field.tsx";
import { type CreateOptions, type chosenOf, type RequestDraft, servicesAsTree } from "./request-draft.ts";

type Given = {
  options: CreateOptions;
  isStale: boolean;
  chosen: ReturnType<typeof chosenOf>;
  onChange: (values: Partial<RequestDraft>) => void;
  onCompanySearch: (q: string) => void;
  errorOf: (path: string) => string | undefined;
};

export function RequestSelects({ options, isStale, chosen, onChange, onCompanySearch, errorOf }: Given) {
  const { t } = useTranslation();
  const services = useMemo(() => servicesAsTree(options.services), [options.services]);
  return (
    <>
      {options.companyTotal > 1 && (
        <ChoiceField
          label={t("portal.new.company")}
          choices={options.companies.map(({ id, name, number, subsidiary }) => ({
            value: id,
            label: subsidiary ? t("portal.new.subsidiary", { name, number }) : `${name} (${number})`,
          }))}
          value={chosen.companyId}
          onChange={(companyId) => companyId !== null && onChange({ companyId })}
          // More than were sent: then the server searches.
          onSearch={options.companyTotal > options.companies.length ? onCompanySearch : undefined}
          error={errorOf("companyId")}
        />
      )}
      {options.queues.length !== 1 && (
        <ChoiceField
          label={t("portal.new.queue")}
          description={t(chosen.queueIsFromLastTime ? "portal.new.queueAsLastTime" : "portal.new.queueHint")}
          nothing={t("portal.new.choose")}
          choices={options.queues.map((queue) => ({ value: queue.id, label: queue.name.replaceAll("::", " › ") }))}
          value={chosen.queueId}
          onChange={(queueId) => onChange({ queueId })}
          disabled={isStale}
          error={errorOf("queueId")}
        />
      )}
      {options.projects.length > 0 && (
        <ChoiceField
          label={t("portal.new.project")}
          nothing={t(options.projectRequired ? "portal.new.choose" : "portal.new.optional")}
          mayBeNothing={!options.projectRequired}
          choices={options.projects.map(({ id, name, number }) => ({ value: id, label: `${name} (${number})` }))}
          value={chosen.projectId}
          onChange={(projectId) => onChange({ projectId, taskId: null })}
          disabled={isStale}
          error={errorOf("projectId")}
        />
      )}
      {options.projectRequired && options.projects.length === 0 && <Text size="sm">{t("portal.new.noProject")}</Text>}
      {chosen.project !== undefined && chosen.project.tasks.length > 0 && (
        <ChoiceField
          label={t("portal.new.task")}
          nothing={t(chosen.project.withoutTask ? "portal.new.optional" : "portal.new.choose")}
          mayBeNothing={chosen.project.withoutTask}
          choices={chosen.project.tasks.map(({ id, name, depth }) => ({ value: id, label: name, depth }))}
          value={chosen.taskId}
          onChange={(taskId) => onChange({ taskId })}
          disabled={isStale}
          error={errorOf("taskId")}
        />
      )}
      {services.length > 0 && (
        <ChoiceField
          label={t("portal.new.service")}
          nothing={t("portal.new.optional")}
          mayBeNothing
          choices={services.map(({ id, label, depth, choosable }) => ({ value: id, label, depth, disabled: !choosable }))}
          value={chosen.serviceId}
          onChange={(serviceId) => onChange({ serviceId })}
          disabled={isStale}
          error={errorOf("serviceId")}
        />
      )}
    </>
  );
}

type PriorityGiven = { options: CreateOptions; value: string | null; onChange: (priorityId: string) => void; error: string | undefined };

export function RequestPriority({ options, value, onChange, error }: PriorityGiven) {
  const { t } = useTranslation();
  if (options.priorities.length < 2) return null;
  return (
    <ChoiceField
      label={t("portal.new.priority")}
      choices={options.priorities.map((priority) => ({ value: priority.id, label: priority.label }))}
      value={value}
      onChange={(priorityId) => priorityId !== null && onChange(priorityId)}
      error={error}
    />
  );
}
