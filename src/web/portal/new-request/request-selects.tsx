/** Company, subject area and service above the text, priority below it: each shown only where there is something to choose. */
import { NativeSelect, Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type CreateOptions, type chosenOf, type RequestDraft, servicesAsTree } from "./request-draft.ts";

type Given = {
  options: CreateOptions;
  isStale: boolean;
  chosen: ReturnType<typeof chosenOf>;
  onChange: (values: Partial<RequestDraft>) => void;
  onCompanySearch: (q: string) => void;
  queueError: string | undefined;
  errorOf: (path: string) => string | undefined;
};

export function RequestSelects({ options, isStale, chosen, onChange, onCompanySearch, queueError, errorOf }: Given) {
  const { t } = useTranslation();
  const services = useMemo(() => servicesAsTree(options.services), [options.services]);
  const depths = useMemo(() => new Map(services.map((service) => [service.id, service])), [services]);
  // More than were sent: then the server searches.
  const searchesOnServer = options.companyTotal > options.companies.length;
  return (
    <>
      {options.companyTotal > 1 && (
        <Select
          label={t("portal.new.company")}
          data={options.companies.map((company) => ({
            value: company.id,
            label: company.subsidiary ? t("portal.new.subsidiary", { name: company.name, number: company.number }) : `${company.name} (${company.number})`,
          }))}
          value={chosen.companyId}
          onChange={(companyId) => companyId !== null && onChange({ companyId })}
          allowDeselect={false}
          searchable={options.companies.length > 6 || searchesOnServer}
          {...(searchesOnServer
            ? { onSearchChange: (q: string) => onCompanySearch(options.companies.some((one) => q.startsWith(one.name)) ? "" : q.trim()) }
            : {})}
          nothingFoundMessage={t("ui.countNone")}
          error={errorOf("companyId")}
        />
      )}
      {options.queues.length !== 1 && (
        <Select
          label={t("portal.new.queue")}
          description={t("portal.new.queueHint")}
          placeholder={t("portal.new.choose")}
          data={options.queues.map((queue) => ({ value: queue.id, label: queue.name.replaceAll("::", " › ") }))}
          value={chosen.queueId}
          onChange={(queueId) => onChange({ queueId })}
          searchable={options.queues.length > 8}
          nothingFoundMessage={t("ui.countNone")}
          disabled={isStale}
          error={queueError ?? errorOf("queueId")}
        />
      )}
      {services.length > 0 && (
        <Select
          label={t("portal.new.service")}
          placeholder={t("portal.new.optional")}
          data={services.map((service) => ({ value: service.id, label: service.parts.join(" › "), disabled: !service.choosable }))}
          value={chosen.serviceId}
          onChange={(serviceId) => onChange({ serviceId })}
          clearable
          clearButtonProps={{ "aria-label": t("ui.clear") }}
          searchable={services.length > 8}
          nothingFoundMessage={t("ui.countNone")}
          disabled={isStale}
          renderOption={({ option }) => {
            const service = depths.get(option.value);
            return <span style={{ paddingLeft: (service?.depth ?? 0) * 16 }}>{service?.label ?? option.label}</span>;
          }}
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
    <NativeSelect
      label={t("portal.new.priority")}
      data={options.priorities.map((priority) => ({ value: priority.id, label: priority.label }))}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      maw={320}
    />
  );
}
