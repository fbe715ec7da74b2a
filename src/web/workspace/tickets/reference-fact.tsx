/** The customer's own number among the properties of a ticket, changed on the spot. */
import { TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import classes from "./ticket-page.module.css";
import { useTicketChange } from "./use-ticket-change.ts";

export function ReferenceFact({ ticket, disabled }: { ticket: AgentTicketView; disabled: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const change = useTicketChange(ticket);
  /** Null: nobody types. */
  const [typed, setTyped] = useState<string | null>(null);
  const before = ticket.customerReference;
  const save = () => {
    const wanted = typed?.trim() ?? before;
    setTyped(null);
    if (wanted !== before) change.save({ customerReference: wanted }, { customerReference: before });
  };
  return (
    <div className={classes.fact}>
      <label htmlFor={id}>{t("workspace.ticket.reference")}</label>
      <TextInput
        id={id}
        value={typed ?? before}
        maxLength={100}
        placeholder={t("workspace.ticket.none1")}
        disabled={disabled}
        title={before}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setTyped(null);
        }}
        classNames={{ input: classes.choice ?? "" }}
      />
    </div>
  );
}
