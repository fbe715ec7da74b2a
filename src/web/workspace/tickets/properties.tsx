/** What a ticket is, changed on the spot; what changes who may read it is asked about first. */
import { ActionIcon, Anchor, Select, Switch, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { listPriorities, listQueues, listServices } from "#contract/master-data.ts";
import { getProject } from "#contract/project.ts";
import { listAgents } from "#contract/session.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { TicketTags } from "#web/workspace/tags/ticket-tags.tsx";
import { ConfirmSight, type SightChange } from "./confirm-sight.tsx";
import { CustomerDialog } from "./customer-dialog.tsx";
import { DueFact } from "./due/due-fact.tsx";
import { ReferenceFact } from "./reference-fact.tsx";
import { StatusChoice } from "./status-step/status-choice.tsx";
import { WaitsFact } from "./status-step/waits-fact.tsx";
import classes from "./ticket-page.module.css";
import { TicketCategories, TicketProjects } from "./ticket-relations.tsx";
import { useTicketChange } from "./use-ticket-change.ts";

/** The key leads there. */
const STATUS_FIELD = "ticket-status";

export function Properties({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const session = useSession();
  const may = useMay();
  const change = useTicketChange(ticket);
  const [sight, setSight] = useState<SightChange | null>(null);
  const [customerOpened, customer] = useDisclosure();
  const priorities = useEndpoint(listPriorities, {}, { staleMilliseconds: 300_000 });
  const queues = useAll(listQueues, { query: { state: "active" } });
  const services = useAll(listServices, { query: { state: "active" } });
  const agents = useAll(listAgents, { query: { state: "active" }, enabled: may("agent:read") });
  const disabled = !ticket.can.includes("change");
  const members = useProjectMembers(ticket, !disabled);
  const assignToMe = () => change.save({ assigneeId: session.agentId }, { assigneeId: ticket.assigneeId });
  const isMine = ticket.assigneeId === session.agentId;
  useHotkeys([
    ["a", () => !disabled && !isMine && assignToMe()],
    ["s", () => document.getElementById(STATUS_FIELD)?.focus()],
  ]);
  const queueName = (id: string) => queues.data?.find((queue) => queue.id === id)?.name ?? "";
  return (
    <section className={classes.card}>
      <StatusChoice ticket={ticket} id={STATUS_FIELD} />
      <WaitsFact ticket={ticket} disabled={disabled} />
      <Choice
        label={t("workspace.ticket.priority")}
        value={{ value: ticket.priorityId, label: ticket.priorityLabel }}
        options={(priorities.data?.items ?? []).filter((priority) => priority.state === "active").map(({ id, label }) => ({ value: id, label }))}
        disabled={disabled}
        onChange={(priorityId) => priorityId !== null && change.save({ priorityId }, { priorityId: ticket.priorityId })}
      />
      <Choice
        label={t("workspace.ticket.assignee")}
        value={ticket.assigneeId === null ? null : { value: ticket.assigneeId, label: ticket.assigneeName ?? "" }}
        options={(agents.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        first={{ values: members, label: t("workspace.project.members"), otherLabel: t("workspace.ticket.otherAgents") }}
        placeholder={t("workspace.ticket.nobody")}
        disabled={disabled}
        clearable
        onChange={(assigneeId) => change.save({ assigneeId }, { assigneeId: ticket.assigneeId })}
      />
      {!disabled && !isMine && (
        <div className={classes.fact}>
          <span />
          <Anchor component="button" type="button" size="sm" ta="left" aria-keyshortcuts="a" onClick={assignToMe}>
            {t("workspace.ticket.assignToMe")}
          </Anchor>
        </div>
      )}
      <Choice
        label={t("workspace.ticket.queue")}
        value={{ value: ticket.queueId, label: ticket.queueName }}
        options={(queues.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        disabled={disabled}
        onChange={(queueId) => queueId !== null && setSight({ kind: "queue", queueId, name: queueName(queueId) })}
      />
      {((services.data ?? []).length > 0 || ticket.serviceId !== null) && (
        <Choice
          label={t("workspace.ticket.service")}
          value={ticket.serviceId === null ? null : { value: ticket.serviceId, label: ticket.serviceName ?? "" }}
          options={(services.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t("workspace.ticket.noService")}
          disabled={disabled}
          clearable
          onChange={(serviceId) => change.save({ serviceId }, { serviceId: ticket.serviceId })}
        />
      )}
      <div className={classes.fact}>
        <span>{t("workspace.ticket.contact")}</span>
        <div className={classes.person}>
          {ticket.contactId === null ? (
            <Text size="sm" c="dimmed">
              <BreakableText>{ticket.contactText || t("workspace.ticket.none1")}</BreakableText>
            </Text>
          ) : (
            <Anchor component={Link} size="sm" to={`/contacts/${ticket.contactId}`}>
              {ticket.contactName}
            </Anchor>
          )}
          {!disabled && (
            <ActionIcon size="sm" aria-label={t("workspace.ticket.changeCustomer")} onClick={customer.open}>
              <IconPencil size={15} aria-hidden />
            </ActionIcon>
          )}
        </div>
      </div>
      <div className={classes.fact}>
        <span>{t("workspace.ticket.company")}</span>
        {ticket.companyId === null ? (
          <Text size="sm" c="dimmed">
            {ticket.companyText || t("workspace.ticket.none1")}
          </Text>
        ) : (
          <Anchor component={Link} size="sm" to={`/companies/${ticket.companyId}`}>
            {ticket.companyName}
          </Anchor>
        )}
      </div>
      <DueFact ticket={ticket} disabled={disabled} />
      <ReferenceFact ticket={ticket} disabled={disabled} />
      <TicketProjects ticket={ticket} disabled={disabled} />
      <TicketCategories ticket={ticket} disabled={disabled} />
      <TicketTags ticket={ticket} disabled={disabled} />
      <div className={classes.fact}>
        <label htmlFor="confidential">{t("workspace.ticket.isConfidential")}</label>
        <Switch
          id="confidential"
          checked={ticket.confidential}
          disabled={disabled}
          onChange={(event) => setSight({ kind: "confidential", confidential: event.currentTarget.checked })}
        />
      </div>
      <div className={classes.fact}>
        <span>{t("workspace.ticket.created")}</span>
        <Text size="sm">
          <DateTime at={ticket.createdAt} />
        </Text>
      </div>
      {sight !== null && <ConfirmSight ticket={ticket} wanted={sight} onClose={() => setSight(null)} />}
      {customerOpened && <CustomerDialog ticket={ticket} onClose={customer.close} />}
    </section>
  );
}

type Item = { value: string; label: string };

/** The members of the ticket's primary project. */
function useProjectMembers({ projects }: AgentTicketView, enabled: boolean): string[] {
  const may = useMay();
  const projectId = projects.find(({ primary }) => primary)?.project.id;
  const project = useEndpoint(
    getProject,
    { params: { id: projectId ?? "" } },
    { enabled: enabled && projectId !== undefined && may("company:read"), staleMilliseconds: 60_000 },
  );
  return project.data?.members.map(({ id }) => id) ?? [];
}

function inGroups(options: readonly Item[], first: { values: readonly string[]; label: string; otherLabel: string } | undefined) {
  const [above = [], others = []] = [true, false].map((wanted) => options.filter(({ value }) => (first?.values.includes(value) ?? false) === wanted));
  if (!first || above.length === 0) return [...options];
  return [
    { group: first.label, items: above },
    { group: first.otherLabel, items: others },
  ];
}

/** A fact that is chosen from a list; what is stored now is always among the choices. */
function Choice(given: {
  id?: string;
  label: string;
  value: Item | null;
  options: readonly Item[];
  /** Those of the options that stand above the others, under a heading of their own. */
  first?: { values: readonly string[]; label: string; otherLabel: string };
  onChange: (value: string | null) => void;
  placeholder?: string;
  disabled: boolean;
  clearable?: boolean;
}) {
  const ownId = useId();
  const id = given.id ?? ownId;
  const { value } = given;
  const options = value !== null && !given.options.some((option) => option.value === value.value) ? [value, ...given.options] : [...given.options];
  return (
    <div className={classes.fact}>
      <label htmlFor={id}>{given.label}</label>
      <Select
        id={id}
        data={inGroups(options, given.first)}
        value={value?.value ?? null}
        onChange={given.onChange}
        placeholder={given.placeholder ?? ""}
        disabled={given.disabled}
        clearable={given.clearable ?? false}
        allowDeselect={false}
        searchable={options.length > 8}
        title={value?.label ?? ""}
        classNames={{ input: classes.choice ?? "" }}
        rightSectionWidth={given.clearable && value !== null ? 44 : 24}
      />
    </div>
  );
}
