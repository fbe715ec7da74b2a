/** The priorities that a ticket may be given. */
import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getListOptions } from "#contract/portal-ticket.ts";
import { call } from "#web/client/call.ts";
import type { PortalTicket } from "./ticket-queries.ts";
import { useTicketChange } from "./use-ticket-change.ts";

type Given = { ticket: PortalTicket; opened: boolean; onOpened: (opened: boolean) => void; children: ReactElement };

export function PriorityMenu({ ticket, opened, onOpened, children }: Given) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  const options = useQuery({
    queryKey: [getListOptions.path],
    queryFn: ({ signal }) => call(getListOptions, { signal }),
    enabled: opened,
    staleTime: 5 * 60_000,
  });
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-start">
      <Menu.Target>{children}</Menu.Target>
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
