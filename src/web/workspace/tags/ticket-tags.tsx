/** The tags of a ticket, changed on the spot. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import classes from "#web/workspace/tickets/ticket-page.module.css";
import { useTicketChange } from "#web/workspace/tickets/use-ticket-change.ts";
import { TagsField } from "./tags-field.tsx";

export function TicketTags({ ticket, disabled }: { ticket: AgentTicketView; disabled: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const change = useTicketChange(ticket);
  const stored = ticket.tags.map((tag) => tag.id);
  return (
    <div className={classes.fact}>
      <label htmlFor={id}>{t("workspace.ticket.tags")}</label>
      <TagsField
        id={id}
        values={ticket.tags}
        onChange={(tags) => change.save({ tagIds: tags.map((tag) => tag.id) }, { tagIds: stored })}
        placeholder={t("workspace.ticket.none1")}
        disabled={disabled || change.busy}
        className={classes.choice ?? ""}
      />
    </div>
  );
}
