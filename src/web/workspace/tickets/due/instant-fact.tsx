/** A day and time among the properties of a ticket, set, changed and removed on the spot. */
import { Button, Group, Popover, Stack, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "#web/workspace/tickets/ticket-page.module.css";
import { DueInput } from "./due-input.tsx";

type Props = { label: string; changeLabel: string; value: string | null; shown: ReactNode; disabled: boolean; onSave: (value: string | null) => void };

export function InstantFact({ label, changeLabel, value, shown, disabled, onSave }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<{ value: string | null } | null>(null);
  const save = (instant: string | null) => {
    setWanted(null);
    if (instant !== value) onSave(instant);
  };
  return (
    <div className={classes.fact}>
      <span>{label}</span>
      {disabled ? (
        <div>{shown}</div>
      ) : (
        <Popover opened={wanted !== null} onChange={(opened) => !opened && setWanted(null)} position="bottom-end" trapFocus returnFocus shadow="md">
          <Popover.Target>
            <UnstyledButton className={classes.press} aria-label={changeLabel} onClick={() => setWanted(wanted === null ? { value } : null)}>
              {shown}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                save(wanted?.value ?? null);
              }}
            >
              <Stack gap="sm">
                <DueInput label={label} value={wanted?.value ?? null} onChange={(instant) => setWanted({ value: instant })} />
                <Group justify="flex-end" gap="xs">
                  {value !== null && (
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
