/** Filters by one of many records: the server finds them, so that none is out of reach. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getCompany, listCompanies } from "#contract/company.ts";
import { getContact, listContacts } from "#contract/contact.ts";
import { getProject, listProjects, listTasks } from "#contract/project.ts";
import { listTags } from "#contract/tag.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { type Choice, FilterChip } from "#web/ui/filter-chips.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

type Given = { values: readonly string[]; onChange: (values: string[]) => void };

/** What is typed into the chip's menu; asked only once the menu was opened. */
function useSearching() {
  const [text, setText] = useState("");
  const [opened, setOpened] = useState(false);
  const [q] = useDebouncedValue(text.trim(), 200);
  return { text, onText: setText, onOpen: () => setOpened(true), opened, query: { limit: 20, ...(q === "" ? {} : { q }) } };
}

/** The chosen ones first, then what was found. */
const together = (chosen: readonly Choice[], found: readonly Choice[]): Choice[] => [
  ...chosen,
  ...found.filter((choice) => !chosen.some((one) => one.value === choice.value)),
];

export function CompanyFilter({ values, onChange, single = false }: Given & { single?: boolean }) {
  const { t } = useTranslation();
  const { opened, query, ...search } = useSearching();
  const found = useEndpoint(listCompanies, { query }, { enabled: opened, keepPrevious: true });
  const chosen = useQueries({
    queries: values.map((id) => ({ queryKey: listKey(getCompany, { id }, null), queryFn: () => call(getCompany, { params: { id } }), staleTime: 60_000 })),
  });
  const choices = together(
    values.map((value, at) => ({ value, label: chosen[at]?.data?.name ?? "…" })),
    (found.data?.items ?? []).map((company) => ({ value: company.id, label: company.name })),
  );
  return (
    <FilterChip
      label={t("workspace.ticket.company")}
      single={single}
      values={values}
      choices={choices}
      onChange={onChange}
      searching={{ ...search, busy: found.isFetching }}
    />
  );
}

/** One contact. */
export function ContactFilter({ values, onChange }: Given) {
  const { t } = useTranslation();
  const { opened, query, ...search } = useSearching();
  const found = useEndpoint(listContacts, { query }, { enabled: opened, keepPrevious: true });
  const id = values[0] ?? "";
  const chosen = useEndpoint(getContact, { params: { id } }, { enabled: id !== "", staleMilliseconds: 60_000 });
  const choices = together(
    values.map((value) => ({ value, label: chosen.data?.name ?? "…" })),
    (found.data?.items ?? []).map((contact) => ({ value: contact.id, label: [contact.name, contact.companies[0]?.name].filter(Boolean).join(" · ") })),
  );
  return (
    <FilterChip
      label={t("workspace.ticket.contact")}
      single
      values={values}
      choices={choices}
      onChange={onChange}
      searching={{ ...search, busy: found.isFetching }}
    />
  );
}

export function ProjectFilter({ values, onChange }: Given) {
  const { t } = useTranslation();
  const { opened, query, ...search } = useSearching();
  const found = useEndpoint(listProjects, { query }, { enabled: opened, keepPrevious: true });
  const chosen = useQueries({
    queries: values.map((id) => ({ queryKey: listKey(getProject, { id }, null), queryFn: () => call(getProject, { params: { id } }), staleTime: 60_000 })),
  });
  const choices = together(
    values.map((value, at) => ({ value, label: chosen[at]?.data?.name ?? "…" })),
    (found.data?.items ?? []).map((project) => ({ value: project.id, label: `${project.name} · ${project.company?.name ?? t("workspace.project.internal")}` })),
  );
  return (
    <FilterChip label={t("workspace.ticket.project")} values={values} choices={choices} onChange={onChange} searching={{ ...search, busy: found.isFetching }} />
  );
}

/** Tasks of one project, in their tree. */
export function TaskFilter({ projectId, values, onChange }: Given & { projectId: string }) {
  const { t } = useTranslation();
  const tasks = useEndpoint(listTasks, { params: { id: projectId } }, { staleMilliseconds: 60_000 });
  const choices = (tasks.data?.items ?? []).map((task) => ({ value: task.id, label: "\u2003".repeat(task.depth) + task.name }));
  if (choices.length === 0) return null;
  return <FilterChip label={t("workspace.task.name")} values={values} choices={choices} onChange={onChange} />;
}

export function TagFilter({ values, onChange }: Given) {
  const { t } = useTranslation();
  const { opened, query, ...search } = useSearching();
  const [seen, setSeen] = useState<readonly Choice[]>([]);
  const found = useEndpoint(listTags, { query }, { enabled: opened, keepPrevious: true });
  const all = useEndpoint(listTags, { query: { limit: 500 } }, { enabled: values.length > 0, staleMilliseconds: 60_000 });
  const choices = (found.data?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name }));
  const known = new Map([...(all.data?.items ?? []).map((tag) => [tag.id, tag.name] as const), ...seen.map(({ value, label }) => [value, label] as const)]);
  const choose = (wanted: string[]) => {
    setSeen(
      together(
        seen,
        choices.filter((choice) => wanted.includes(choice.value)),
      ),
    );
    onChange(wanted);
  };
  return (
    <FilterChip
      label={t("workspace.ticket.tag")}
      values={values}
      choices={together(
        values.map((value) => ({ value, label: known.get(value) ?? "…" })),
        choices,
      )}
      onChange={choose}
      searching={{ ...search, busy: found.isFetching }}
    />
  );
}
