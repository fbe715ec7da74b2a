/** What narrows a contact's list of tickets: the contact's own filters, with quick links for what is asked most (ZEP-10). */
import { useTranslation } from "react-i18next";
import { listPriorities, listQueues, listStatuses } from "#contract/master-data.ts";
import { type TicketListQuery, ticketListQuery } from "#contract/ticket-fields.ts";
import { PORTAL_VIEWS } from "#domain/tickets/views.ts";
import { type AddressValues, useAddress } from "#web/client/address.ts";
import { type Choice, ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { FilterRow } from "#web/ui/filter-row.tsx";
import { MoreFilters } from "#web/ui/more-filters.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { CompanyFilter, ProjectFilter, TaskFilter } from "#web/workspace/pick/record-filter.tsx";
import { useMay } from "#web/workspace/session/session.ts";

const STATES = ["open", "closed", "all"] as const;
const RECORDS = ["company", "queue", "project", "task", "status", "priority"] as const;

const split = (text: string | undefined): string[] => (text ? text.split(",") : []);

type ContactFilter = Pick<TicketListQuery, "view" | "state"> & Partial<Record<"q" | (typeof RECORDS)[number], string>>;

/** What the API understands of the address. */
export function contactFilterFrom(address: AddressValues): ContactFilter {
  const given = (["q", ...RECORDS] as const).flatMap((key) => (address[key] ? [[key, address[key]] as const] : []));
  const understood = given.filter(([key, value]) => ticketListQuery.shape[key].safeParse(value).success);
  return {
    view: PORTAL_VIEWS.find((one) => one === address.view) ?? "all",
    state: STATES.find((one) => one === address.state) ?? "all",
    ...Object.fromEntries(understood),
  };
}

export function ContactTicketFilters({ filter }: { filter: ContactFilter }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const statuses = useEndpoint(listStatuses, {}, { staleMilliseconds: 300_000 }).data?.items ?? [];
  const shownStatuses = statuses.filter(({ statusType }) => statusType !== "merged" && statusType !== "removed");
  const waiting = shownStatuses.filter(({ statusType }) => statusType === "done" || statusType === "pending").map(({ id }) => id);
  return (
    <>
      <FilterRow>
        <QuickLinks waiting={waiting} />
      </FilterRow>
      <FilterRow search={<SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.ticket.searchHint")} />}>
        <ChoiceChips
          label={t("workspace.contact.view")}
          value={filter.view}
          choices={PORTAL_VIEWS.map((value) => ({ value, label: t(`workspace.contact.views.${value}`) }))}
          onChange={(value) => change({ view: value === "all" ? undefined : value })}
        />
        <ChoiceChips
          label={t("workspace.ticket.state")}
          value={filter.state}
          choices={[
            { value: "all", label: t("workspace.ticket.stateAll") },
            { value: "open", label: t("workspace.ticket.stateOpen") },
            { value: "closed", label: t("workspace.ticket.stateClosed") },
          ]}
          onChange={(value) => change({ state: value === "all" ? undefined : value })}
        />
        <Several name="status" choices={shownStatuses.map(({ id, label }) => ({ value: id, label }))} />
        <RareFilters />
      </FilterRow>
    </>
  );
}

function Several({ name, choices }: { name: "status" | "priority" | "queue"; choices: Choice[] }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  return (
    <FilterChip
      label={t(`workspace.ticket.${name}`)}
      values={split(address[name])}
      choices={choices}
      onChange={(values) => change({ [name]: values.join(",") || undefined })}
    />
  );
}

function RareFilters() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const priorities = useEndpoint(listPriorities, {}, { staleMilliseconds: 300_000 }).data?.items ?? [];
  const queues = useAll(listQueues).data ?? [];
  const several = (key: "priority" | "queue", choices: Choice[]) => ({
    key,
    title: t(`workspace.ticket.${key}`),
    isSet: address[key] !== undefined,
    chip: <Several name={key} choices={choices} />,
  });
  const company = {
    key: "company",
    title: t("workspace.ticket.company"),
    isSet: address.company !== undefined,
    chip: <CompanyFilter values={split(address.company)} onChange={(values) => change({ company: values.join(",") || undefined })} />,
  };
  const project = {
    key: "project",
    title: t("workspace.ticket.project"),
    isSet: address.project !== undefined,
    chip: <ProjectFilter values={split(address.project)} onChange={(values) => change({ project: values.join(",") || undefined, task: undefined })} />,
  };
  const task = {
    key: "task",
    title: t("workspace.task.name"),
    isSet: true,
    chip: <TaskFilter projectId={address.project ?? ""} values={split(address.task)} onChange={(values) => change({ task: values.join(",") || undefined })} />,
  };
  return (
    <MoreFilters
      filters={[
        several("priority", priorities.map(({ id, label }) => ({ value: id, label })).reverse()),
        several(
          "queue",
          queues.map(({ id, name }) => ({ value: id, label: name })),
        ),
        ...(may("company:read") ? [company, project] : []),
        ...(may("company:read") && address.project !== undefined && !address.project.includes(",") ? [task] : []),
      ]}
    />
  );
}

/** `waiting`: statuses in which the next step is the contact's. */
function QuickLinks({ waiting }: { waiting: readonly string[] }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const places: Record<string, AddressValues> = {
    everything: {},
    open: { state: "open" },
    mineOpen: { view: "mine", state: "open" },
    waiting: { view: "mine", status: waiting.join(",") },
  };
  const filters = ["q", "view", "state", ...RECORDS];
  const shows = (place: AddressValues) => filters.every((key) => (address[key] || undefined) === (place[key] || undefined));
  return (
    <ChoiceChips
      label={t("workspace.contact.quickLinks")}
      value={Object.keys(places).find((key) => shows(places[key] ?? {})) ?? ""}
      choices={Object.keys(places).map((value) => ({ value, label: t(`workspace.contact.quickLinks.${value}`) }))}
      onChange={(value) => change({ ...Object.fromEntries([...filters, "cursor", "from"].map((key) => [key, undefined])), ...places[value] }, { push: true })}
    />
  );
}
