/** The own fields of a ticket that its provider shows: short ones among its facts, a long text with its line breaks. */
import { useTranslation } from "react-i18next";
import type { ShownFieldView, TicketView } from "#contract/ticket-fields.ts";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";

export function ShownFields({ ticket }: { ticket: Pick<TicketView, "shownFields"> }) {
  const text = useShownText();
  return ticket.shownFields.map((field) => (
    <span key={field.key} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
      {field.label}: <BreakableText>{text(field)}</BreakableText>
    </span>
  ));
}

function useShownText(): (field: ShownFieldView) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ type, values }) =>
    values
      .map((value) => {
        if (typeof value === "boolean") return t(value ? "ui.yes" : "ui.no");
        if (typeof value === "number") return formats.number(value);
        if (type === "date" && !Number.isNaN(Date.parse(value))) return formats.date(`${value.slice(0, 10)}T12:00:00Z`);
        return type === "instant" && !Number.isNaN(Date.parse(value)) ? formats.exact(value) : value;
      })
      .join(", ");
}
