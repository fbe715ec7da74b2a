/** The due date among the properties of a ticket, changed on the spot. */
import { Button, Group, Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import classes from "#web/workspace/tickets/ticket-page.module.css";
import { useTicketChange } from "#web/workspace/tickets/use-ticket-change.ts";
import { DueDate } from "./due-date.tsx";
import { DueInput } from "./due-input.tsx";

export function DueFact({ ticket, disabled }: { ticket: AgentTicketView; disabled: boolean }) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  const [wanted, setWanted] = useState<{ dueAt: string | null } | null>(null);
  const shown = ticket.dueAt === null ? <Text c="dimmed">{t("workspace.ticket.due.none")}</Text> : <DueDate ticket={ticket} />;
  const save = (dueAt: string | null) => {
    setWanted(null);
    if (dueAt !== ticket.dueAt) change.save({ dueAt }, { dueAt: ticket.dueAt });
  };
  return (
    <div className={classes.fact}>
      <span>{t("workspace.ticket.due")}</span>
      {disabled ? (
        <div>{shown}</div>
      ) : (
        <Popover opened={wanted !== null} onChange={(opened) => !opened && setWanted(null)} position="bottom-end" trapFocus returnFocus shadow="md">
          <Popover.Target>
            <UnstyledButton
              className={classes.press}
              aria-label={ticket.dueAt === null ? t("workspace.ticket.due.set") : t("workspace.ticket.due.change")}
              onClick={() => setWanted(wanted === null ? { dueAt: ticket.dueAt } : null)}
            >
              {shown}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                save(wanted?.dueAt ?? null);
              }}
            >
              <Stack gap="sm">
                <DueInput label={t("workspace.ticket.due")} value={wanted?.dueAt ?? null} onChange={(dueAt) => setWanted({ dueAt })} />
                <Group justify="flex-end" gap="xs">
                  {ticket.dueAt !== null && (
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
