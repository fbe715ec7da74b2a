/** The own fields of a ticket, each changed on the spot; closed ones only while they have a value. */
import { Text } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnFieldView } from "#contract/own-field.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { isChangeable, listOf } from "#domain/tickets/own-fields.ts";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import classes from "#web/workspace/tickets/ticket-page.module.css";
import { useTicketChange } from "#web/workspace/tickets/use-ticket-change.ts";
import { isTyped, OwnFieldInput } from "./own-field-input.tsx";
import { type OwnValue, useOwnFields, useValueText } from "./use-own-fields.ts";

/** What people call their own fields is longer than the words of the product. */
const wideLabel = { gridTemplateColumns: "128px minmax(0, 1fr)" };

const isInUse = (field: OwnFieldView): boolean => field.state === "active" && isChangeable(field);

export function OwnFacts({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const fields = useOwnFields().filter((field) => field.type !== "json" && (isInUse(field) || listOf(ticket.ownFields[field.key]).length > 0));
  if (fields.length === 0) return null;
  const mayChange = ticket.can.includes("change");
  return (
    <section className={classes.card} aria-labelledby="own-fields">
      <div className={classes.cardHead}>
        <h2 id="own-fields">{t("workspace.ownField.many")}</h2>
      </div>
      {fields.map((field) =>
        isInUse(field) ? (
          <OwnFact key={field.id} field={field} ticket={ticket} disabled={!mayChange} />
        ) : (
          <KeptFact key={field.id} field={field} ticket={ticket} />
        ),
      )}
    </section>
  );
}

function FactLabel({ field }: { field: OwnFieldView }) {
  const { t } = useTranslation();
  return (
    <span style={{ display: "flex", alignItems: "center", gap: 3 }}>
      <span style={{ overflowWrap: "anywhere", minWidth: 0 }}>{field.label}</span>
      {field.shownToContacts && field.state === "active" && (
        <span title={t("workspace.ownField.shown")} style={{ display: "flex" }}>
          <IconEye size={14} role="img" aria-label={t("workspace.ownField.shown")} />
        </span>
      )}
    </span>
  );
}

type Given = { field: OwnFieldView; ticket: AgentTicketView };

function OwnFact({ field, ticket, disabled }: Given & { disabled: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const change = useTicketChange(ticket);
  /** Null: nobody types. */
  const [typed, setTyped] = useState<{ value: OwnValue } | null>(null);
  const before = (ticket.ownFields[field.key] ?? null) as OwnValue;
  const save = (value: OwnValue) => {
    const wanted = typeof value === "string" ? value.trim() || null : value;
    setTyped(null);
    if (JSON.stringify(wanted) !== JSON.stringify(before)) change.save({ ownFields: { [field.key]: wanted } }, { ownFields: { [field.key]: before } });
  };
  const take = () => typed !== null && save(typed.value);
  return (
    <div className={classes.fact} style={wideLabel}>
      <label htmlFor={id}>
        <FactLabel field={field} />
      </label>
      <OwnFieldInput
        id={id}
        field={field}
        value={typed === null ? before : typed.value}
        onChange={(value) => (isTyped(field) ? setTyped({ value }) : save(value))}
        placeholder={listOf(before).length > 0 ? "" : t("workspace.ticket.none1")}
        disabled={disabled}
        classNames={{ input: field.type === "choices" ? (classes.choices ?? "") : (classes.choice ?? "") }}
        onBlur={take}
        onKeyDown={(event) => {
          if (!isTyped(field)) return;
          if (event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement)) (event.target as HTMLElement).blur();
          if (event.key === "Escape") setTyped(null);
        }}
      />
    </div>
  );
}

/** What is only read: it came with a take-over, or its field is closed. */
function KeptFact({ field, ticket }: Given) {
  const text = useValueText();
  return (
    <div className={classes.fact} style={wideLabel}>
      <FactLabel field={field} />
      <Text size="sm">
        <BreakableText>{text(field, ticket.ownFields[field.key])}</BreakableText>
      </Text>
    </div>
  );
}
