/** The filter bar of the ticket list; everything chosen stands in the address. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { listCategories } from "#contract/category.ts";
import { listPriorities, listQueues, listStatuses } from "#contract/master-data.ts";
import { listAgents } from "#contract/session.ts";
import { DUE } from "#domain/tickets/due.ts";
import { useAddress } from "#web/client/address.ts";
import { type Choice, ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { FilterRow } from "#web/ui/filter-row.tsx";
import { MoreFilters } from "#web/ui/more-filters.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { TextChip } from "#web/ui/text-chip.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useOwnFilters } from "#web/workspace/own-fields/own-filters.tsx";
import { CompanyFilter, ContactFilter, ProjectFilter, TagFilter, TaskFilter } from "#web/workspace/pick/record-filter.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { FILTERS, standardState } from "./list-filter.ts";

const split = (text: string | undefined): string[] => (text ? text.split(",") : []);

export function TicketFilters({ chooser }: { chooser: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const statuses = useEndpoint(listStatuses, {}, { staleMilliseconds: 300_000 });
  const priorities = useEndpoint(listPriorities, {}, { staleMilliseconds: 300_000 });
  const queues = useAll(listQueues);
  const people = usePeople();
  const chip = (key: "status" | "priority" | "queue", choices: Choice[]) => (
    <FilterChip
      label={t(`workspace.ticket.${key}`)}
      values={split(address[key])}
      choices={choices}
      onChange={(values) => change({ [key]: values.join(",") || undefined })}
    />
  );
  return (
    <FilterRow
      search={<SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.ticket.searchHint")} maxWidth={320} />}
      end={chooser}
    >
      <ChoiceChips
        label={t("workspace.ticket.state")}
        value={address.state ?? standardState}
        choices={[
          { value: "open", label: t("workspace.ticket.stateOpen") },
          { value: "closed", label: t("workspace.ticket.stateClosed") },
          { value: "all", label: t("workspace.ticket.stateAll") },
        ]}
        onChange={(state) => change({ state: state === standardState ? undefined : state })}
      />
      {chip(
        "status",
        (statuses.data?.items ?? [])
          .filter(({ statusType }) => statusType !== "merged" && statusType !== "removed")
          .map(({ id, label }) => ({ value: id, label })),
      )}
      {chip("priority", (priorities.data?.items ?? []).map(({ id, label }) => ({ value: id, label })).reverse())}
      {chip(
        "queue",
        (queues.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      )}
      <FilterChip
        label={t("workspace.ticket.assignee")}
        single
        values={split(address.assignee)}
        choices={people}
        onChange={([assignee]) => change({ assignee })}
      />
      {may("company:read") && <CompanyFilter values={split(address.company)} onChange={(values) => change({ company: values.join(",") || undefined })} />}
      <RareFilters />
    </FilterRow>
  );
}

/** Due dates, tags, contacts, projects with their tasks, categories, unbilled time and the customer's reference. */
function RareFilters() {
  const { t } = useTranslation();
  const may = useMay();
  const [{ contact, project, task, category, tag, due, waiting, time, customerReference }, change] = useAddress();
  const categories = useAll(listCategories);
  const ownFilters = useOwnFilters();
  const contacts = {
    key: "contact",
    title: t("workspace.ticket.contact"),
    isSet: contact !== undefined,
    chip: <ContactFilter values={split(contact)} onChange={([chosen]) => change({ contact: chosen })} />,
  };
  const projects = {
    key: "project",
    title: t("workspace.ticket.project"),
    isSet: project !== undefined,
    chip: <ProjectFilter values={split(project)} onChange={(values) => change({ project: values.join(",") || undefined, task: undefined })} />,
  };
  const tasksOf = (projectId: string) => ({
    key: "task",
    title: t("workspace.task.name"),
    isSet: true,
    chip: <TaskFilter projectId={projectId} values={split(task)} onChange={(values) => change({ task: values.join(",") || undefined })} />,
  });
  const kinds = {
    key: "category",
    title: t("workspace.ticket.category"),
    isSet: category !== undefined,
    chip: (
      <FilterChip
        label={t("workspace.ticket.category")}
        values={split(category)}
        choices={(categories.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(values) => change({ category: values.join(",") || undefined })}
      />
    ),
  };
  const tags = {
    key: "tag",
    title: t("workspace.ticket.tag"),
    isSet: tag !== undefined,
    chip: <TagFilter values={split(tag)} onChange={(values) => change({ tag: values.join(",") || undefined })} />,
  };
  const days = {
    key: "due",
    title: t("workspace.ticket.due"),
    isSet: due !== undefined,
    chip: (
      <FilterChip
        label={t("workspace.ticket.due")}
        single
        values={split(due)}
        choices={DUE.map((value) => ({ value, label: t(`workspace.ticket.dueIn.${value}`) }))}
        onChange={([chosen]) => change({ due: chosen })}
      />
    ),
  };
  const reminders = {
    key: "waiting",
    title: t("workspace.waits.filter"),
    isSet: waiting !== undefined,
    chip: (
      <FilterChip
        label={t("workspace.waits.filter")}
        single
        values={split(waiting)}
        choices={[{ value: "due", label: t("workspace.waits.dueShort") }]}
        onChange={([chosen]) => change({ waiting: chosen })}
      />
    ),
  };
  const times = {
    key: "time",
    title: t("workspace.time.title"),
    isSet: time !== undefined,
    chip: (
      <FilterChip
        label={t("workspace.time.title")}
        single
        values={split(time)}
        choices={[{ value: "unbilled", label: t("workspace.time.unbilled") }]}
        onChange={([chosen]) => change({ time: chosen })}
      />
    ),
  };
  const references = {
    key: "customerReference",
    title: t("workspace.ticket.customerReference"),
    isSet: customerReference !== undefined,
    chip: (
      <TextChip
        label={t("workspace.ticket.reference")}
        hint={t("workspace.ticket.referenceBegins")}
        value={customerReference ?? ""}
        longest={100}
        onChange={(text) => change({ customerReference: text || undefined })}
      />
    ),
  };
  return (
    <MoreFilters
      filters={[
        ...(may("contact:read") ? [contacts] : []),
        ...(may("company:read") ? [projects] : []),
        ...(may("company:read") && project !== undefined && !project.includes(",") ? [tasksOf(project)] : []),
        ...((categories.data ?? []).length > 0 || kinds.isSet ? [kinds] : []),
        tags,
        days,
        reminders,
        times,
        references,
        ...ownFilters,
      ]}
    />
  );
}

/** Beside the views, where there is room: among the filters it would push the list. */
export function ClearFilters() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const clearable = FILTERS.filter((key) => key !== "state");
  if (clearable.every((key) => address[key] === undefined)) return null;
  return (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={() => change(Object.fromEntries(clearable.map((key) => [key, undefined])))}>
      {t("workspace.list.clearFilters")}
    </Button>
  );
}

/** Me and nobody first. */
export function usePeople(): Choice[] {
  const { t } = useTranslation();
  const session = useSession();
  const may = useMay();
  const agents = useAll(listAgents, { query: { state: "active" }, enabled: may("agent:read") });
  return [
    { value: "me", label: t("workspace.ticket.assignedToMe") },
    { value: "nobody", label: t("workspace.ticket.assignedToNobody") },
    ...(agents.data ?? []).filter((agent) => agent.id !== session.agentId).map((agent) => ({ value: agent.id, label: agent.name })),
  ];
}
