/** What can be done with the ticket beside answering: close, open again, another priority. Each only if `can` says so. */
import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { changePortalTicket, getCreateOptions } from "#contract/ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { isFinished } from "#web/portal/tickets/ticket-state.tsx";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { type PortalTicket, useRefreshTicket } from "./ticket-queries.ts";

type Change = Omit<BodyInputOf<typeof changePortalTicket>, "version">;

export function TicketActions({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const refresh = useRefreshTicket(ticket.id);
  const change = useMutation({
    mutationFn: ({ version, ...values }: Change & { version: number }) => call(changePortalTicket, { params: { id: ticket.id }, body: { ...values, version } }),
    onSuccess: () => refresh(),
    onError: (error) => {
      toastProblem(problemText(error));
      if (error instanceof ApiProblem && error.status === 409) void refresh();
    },
  });
  const finished = isFinished(ticket);
  const move = (state: "closed" | "open") =>
    change.mutate(
      { state, version: ticket.version },
      {
        onSuccess: (changed) =>
          toast(t(state === "closed" ? "portal.ticket.isClosed" : "portal.ticket.isOpen"), {
            label: t("ui.undo"),
            run: () => change.mutate({ state: state === "closed" ? "open" : "closed", version: changed.version }),
          }),
      },
    );
  return (
    <>
      {ticket.can.includes("change") && <PriorityMenu ticket={ticket} onChoose={(priorityId) => change.mutate({ priorityId, version: ticket.version })} />}
      {ticket.can.includes("close") && (
        <Button variant="default" size="sm" loading={change.isPending} onClick={() => move(finished ? "open" : "closed")}>
          {t(finished ? "portal.ticket.reopen" : "portal.ticket.close")}
        </Button>
      )}
    </>
  );
}

function PriorityMenu({ ticket, onChoose }: { ticket: PortalTicket; onChoose: (priorityId: string) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const options = useQuery({
    queryKey: [getCreateOptions.path],
    queryFn: ({ signal }) => call(getCreateOptions, { signal }),
    enabled: opened,
    staleTime: 5 * 60_000,
  });
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" px="xs" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t("portal.ticket.changePriority")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.isPending && <Menu.Item disabled>{t("ui.loading")}</Menu.Item>}
        {options.data?.priorities.map((priority) => (
          <Menu.Item
            key={priority.id}
            leftSection={<IconCheck size={16} aria-hidden style={{ visibility: priority.id === ticket.priorityId ? "visible" : "hidden" }} />}
            onClick={() => priority.id !== ticket.priorityId && onChoose(priority.id)}
          >
            {priority.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
