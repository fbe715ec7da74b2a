/** Search and filters of the list: state, company, queue, status, priority, order; each in the address. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getListOptions } from "#contract/portal-ticket.ts";
import type { TicketListQuery, TicketSort } from "#contract/ticket-fields.ts";
import { type AddressValues, useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import classes from "./ticket-filters.module.css";

const states = ["open", "closed", "all"] as const;
const sorts = ["-changed", "changed", "-created", "created"] as const;
const sortKey = (sort: TicketSort): string => `portal.list.sort.${sort.replace("-", "newest_")}`;

/** Filters that name records, as they stand in the address. */
export const recordFilters = ["company", "queue", "project", "task", "status", "priority"] as const;
export const withoutFilters: AddressValues = {
  q: undefined,
  company: undefined,
  queue: undefined,
  project: undefined,
  task: undefined,
  status: undefined,
  priority: undefined,
};
const idsIn = (value: string | undefined): string[] => value?.split(",") ?? [];

function useListOptions(company: string | undefined) {
  const [q, setQ] = useState("");
  const query = { ...(q.trim() === "" ? {} : { q: q.trim() }), ...(company === undefined ? {} : { company: idsIn(company) }) };
  const options = useQuery({
    queryKey: [getListOptions.path, query],
    queryFn: ({ signal }) => call(getListOptions, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
  return { options: options.data, searching: { text: q, onText: setQ, busy: options.isPlaceholderData, onOpen: () => setQ("") } };
}

type Given = { state: TicketListQuery["state"]; sort: TicketSort; showsSort: boolean };

export function TicketFilters({ state, sort, showsSort }: Given) {
  const { t } = useTranslation();
  const session = useSession();
  const [address, change] = useAddress();
  const { options, searching } = useListOptions(address.company);
  const queues = options?.queues.map((one) => ({ value: one.id, label: one.name.replaceAll("::", " › ") })) ?? [];
  const projects = options?.projects ?? [];
  const tasks = projects.filter((one) => idsIn(address.project).includes(one.id)).flatMap((one) => one.tasks);
  const statuses = options?.statuses.map((one) => ({ value: one.id, label: one.label })) ?? [];
  const priorities = options?.priorities.map((one) => ({ value: one.id, label: one.label })) ?? [];
  const companies = options?.companies ?? session.companies;
  return (
    <div className={classes.filters}>
      <SearchBox
        value={address.q ?? ""}
        onChange={(q) => change({ q })}
        label={t("portal.list.search")}
        placeholder={t("portal.list.searchHint")}
        maxWidth={showsSort ? "none" : "22rem"}
      />
      <div className={classes.chips}>
        <ChoiceChips
          label={t("portal.list.state")}
          value={state}
          choices={states.map((value) => ({ value, label: t(`portal.list.state.${value}`) }))}
          onChange={(next) => change({ state: next === "open" ? undefined : next })}
        />
        {session.companyTotal > 1 && (
          <FilterChip
            label={t("portal.list.company")}
            values={idsIn(address.company)}
            choices={companies.map((company) => ({ value: company.id, label: company.name }))}
            onChange={(values) => change({ company: values.join(",") })}
            {...(session.companyTotal > session.companies.length ? { searching } : {})}
          />
        )}
        <Several name="status" label={t("portal.list.column.state")} choices={statuses} known={options !== undefined} />
        <Several name="queue" label={t("portal.list.queue")} choices={queues} known={options !== undefined} />
        {projects.length > 0 && (
          <FilterChip
            label={t("portal.new.project")}
            values={idsIn(address.project)}
            choices={projects.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(values) => change({ project: values.join(",") || undefined, task: undefined })}
          />
        )}
        {tasks.length > 0 && (
          <FilterChip
            label={t("portal.new.task")}
            values={idsIn(address.task)}
            choices={tasks.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(values) => change({ task: values.join(",") || undefined })}
          />
        )}
        <Several name="priority" label={t("portal.list.priority")} choices={priorities} known={options !== undefined} />
        {showsSort && (
          <FilterChip
            single
            label={t("portal.list.sort")}
            values={[sort]}
            choices={sorts.map((value) => ({ value, label: t(sortKey(value)) }))}
            onChange={([next]) => change({ sort: next === "-changed" ? undefined : next })}
            withoutClear
          />
        )}
      </div>
    </div>
  );
}

type SeveralGiven = { name: (typeof recordFilters)[number]; label: string; choices: { value: string; label: string }[]; known: boolean };

/** A chip only where there is something to choose; its place is kept while that is not known. */
function Several({ name, label, choices, known }: SeveralGiven) {
  const [address, change] = useAddress();
  if (known && choices.length < 2 && address[name] === undefined) return null;
  return <FilterChip label={label} values={idsIn(address[name])} choices={choices} onChange={(values) => change({ [name]: values.join(",") })} />;
}
