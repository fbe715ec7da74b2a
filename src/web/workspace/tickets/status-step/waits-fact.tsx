/** Until when a waiting ticket waits, among its properties, changed on the spot. */
import { Button, Group, Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { DueInput } from "#web/workspace/tickets/due/due-input.tsx";
import classes from "#web/workspace/tickets/ticket-page.module.css";
import { useTicketChange } from "#web/workspace/tickets/use-ticket-change.ts";
import { WaitsUntil } from "./waits-until.tsx";

export function WaitsFact({ ticket, disabled }: { ticket: AgentTicketView; disabled: boolean }) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  const [wanted, setWanted] = useState<{ until: string | null } | null>(null);
  if (ticket.statusType !== "pending") return null;
  const shown = ticket.pendingUntil === null ? <Text c="dimmed">{t("workspace.waits.open")}</Text> : <WaitsUntil ticket={ticket} />;
  const save = (pendingUntil: string | null) => {
    setWanted(null);
    if (pendingUntil !== ticket.pendingUntil) change.save({ pendingUntil }, { pendingUntil: ticket.pendingUntil });
  };
  return (
    <div className={classes.fact}>
      <span>{t("workspace.waits.until")}</span>
      {disabled ? (
        <div>{shown}</div>
      ) : (
        <Popover opened={wanted !== null} onChange={(opened) => !opened && setWanted(null)} position="bottom-end" trapFocus returnFocus shadow="md">
          <Popover.Target>
            <UnstyledButton
              className={classes.press}
              aria-label={t("workspace.waits.change")}
              onClick={() => setWanted(wanted === null ? { until: ticket.pendingUntil } : null)}
            >
              {shown}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                save(wanted?.until ?? null);
              }}
            >
              <Stack gap="sm">
                <DueInput label={t("workspace.waits.until")} value={wanted?.until ?? null} onChange={(until) => setWanted({ until })} />
                <Group justify="flex-end" gap="xs">
                  {ticket.pendingUntil !== null && (
                    <Button variant="default" onClick={() => save(null)}>
                      {t("workspace.ticket.due.remove")}
                    </Button>
                  )}
                  <Button type="submit">{t("ui.save")}</Button>
                </Group>
              </Stack>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}
