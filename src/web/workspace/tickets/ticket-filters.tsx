/** The filter bar of the ticket list; everything chosen stands in the address. */
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listQueues } from "#contract/master-data.ts";
import { listAgents } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { type Choice, ChoiceChips, FilterChip } from "#web/ui/filter-chips.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";

const split = (text: string | undefined): string[] => (text ? text.split(",") : []);

export function TicketFilters() {
  const { t } = useTranslation();
  const session = useSession();
  const may = useMay();
  const [address, change] = useAddress();
  const queues = useAll(listQueues);
  const agents = useAll(listAgents, { query: { state: "active" }, enabled: may("agent:read") });
  const people: Choice[] = [
    { value: "me", label: t("workspace.ticket.assignedToMe") },
    { value: "nobody", label: t("workspace.ticket.assignedToNobody") },
    ...(agents.data ?? []).filter((agent) => agent.id !== session.agentId).map((agent) => ({ value: agent.id, label: agent.name })),
  ];
  const any = ["q", "queue", "company", "assignee"].some((key) => address[key] !== undefined);
  return (
    <Group gap="xs" mb="sm">
      <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.ticket.searchHint")} />
      <ChoiceChips
        label={t("workspace.ticket.state")}
        value={address.state ?? "open"}
        choices={[
          { value: "open", label: t("workspace.ticket.stateOpen") },
          { value: "closed", label: t("workspace.ticket.stateClosed") },
          { value: "all", label: t("workspace.ticket.stateAll") },
        ]}
        onChange={(state) => change({ state: state === "open" ? undefined : state })}
      />
      <FilterChip
        label={t("workspace.ticket.queue")}
        values={split(address.queue)}
        choices={(queues.data ?? []).map((queue) => ({ value: queue.id, label: queue.name }))}
        onChange={(values) => change({ queue: values.join(",") })}
      />
      <FilterChip
        label={t("workspace.ticket.assignee")}
        single
        values={split(address.assignee)}
        choices={people}
        onChange={([assignee]) => change({ assignee })}
      />
      <div style={{ width: 200 }}>
        <CompanyPicker
          label={t("workspace.ticket.company")}
          hideLabel
          placeholder={t("workspace.ticket.company")}
          value={address.company ?? null}
          onChange={(company) => change({ company: company ?? undefined })}
          clearable
        />
      </div>
      {any && (
        <Button variant="subtle" color="gray" px="xs" onClick={() => change({ q: undefined, queue: undefined, company: undefined, assignee: undefined })}>
          {t("workspace.list.clearFilters")}
        </Button>
      )}
    </Group>
  );
}
