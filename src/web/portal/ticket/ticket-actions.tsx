/** What can be done with the ticket beside answering: close, open again, another priority. Each only if `can` says so. */
import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { changePortalTicket, getCreateOptions } from "#contract/ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { isFinished } from "#web/portal/tickets/ticket-state.tsx";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import classes from "./ticket-page.module.css";
import { type PortalTicket, useRefreshTicket } from "./ticket-queries.ts";

type Change = Omit<BodyInputOf<typeof changePortalTicket>, "version">;

function useTicketChange(ticket: PortalTicket) {
  const refresh = useRefreshTicket(ticket.id);
  return useMutation({
    mutationFn: ({ version, ...values }: Change & { version: number }) => call(changePortalTicket, { params: { id: ticket.id }, body: { ...values, version } }),
    onSuccess: () => refresh(),
    onError: (error) => {
      toastProblem(problemText(error));
      if (error instanceof ApiProblem && error.status === 409) void refresh();
    },
  });
}

export function TicketActions({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  if (!ticket.can.includes("close")) return null;
  const to = isFinished(ticket) ? "open" : "closed";
  const move = () =>
    change.mutate(
      { state: to, version: ticket.version },
      {
        onSuccess: (changed) =>
          toast(t(to === "closed" ? "portal.ticket.isClosed" : "portal.ticket.isOpen"), {
            label: t("ui.undo"),
            run: () => change.mutate({ state: to === "closed" ? "open" : "closed", version: changed.version }),
          }),
      },
    );
  return (
    <Button variant="default" size="sm" loading={change.isPending} onClick={move}>
      {t(to === "closed" ? "portal.ticket.close" : "portal.ticket.reopen")}
    </Button>
  );
}

/** The priority as a word, or as a menu where it may be changed. */
export function TicketPriority({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  const [opened, setOpened] = useState(false);
  const mayChange = ticket.can.includes("change");
  const options = useQuery({
    queryKey: [getCreateOptions.path],
    queryFn: ({ signal }) => call(getCreateOptions, { signal }),
    enabled: opened,
    staleTime: 5 * 60_000,
  });
  const words = t("portal.ticket.priority", { priority: ticket.priorityLabel });
  if (!mayChange) return <span>{words}</span>;
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.menu} aria-label={`${words}. ${t("portal.ticket.changePriority")}`} disabled={change.isPending}>
          {words}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.isPending && <Menu.Item disabled>{t("ui.loading")}</Menu.Item>}
        <Menu.RadioGroup value={ticket.priorityId} onChange={(priorityId) => change.mutate({ priorityId, version: ticket.version })}>
          {options.data?.priorities.map((priority) => (
            <Menu.RadioItem key={priority.id} value={priority.id} closeMenuOnClick>
              {priority.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
