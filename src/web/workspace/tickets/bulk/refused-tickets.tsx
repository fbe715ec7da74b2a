/** Tickets that were (or would be) refused, by reason; each leads to its ticket as far as it may be read. */
import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TicketOutcome } from "#contract/ticket.ts";
import { Link } from "#web/ui/link.tsx";

/** More of one reason are only counted. */
const mostNamed = 20;

export function RefusedTickets({ results }: { results: readonly TicketOutcome[] }) {
  const { t } = useTranslation();
  const refused = results.filter((one) => one.outcome === "refused");
  if (refused.length === 0) return null;
  return (
    <details>
      <summary style={{ cursor: "pointer", color: "var(--pf-shut)" }}>{t("workspace.bulk.refused", { count: refused.length })}</summary>
      {[...Map.groupBy(refused, ({ message }) => message ?? "")].map(([message, tickets]) => {
        const named = tickets.filter(({ number }) => number !== null).slice(0, mostNamed);
        return (
          <div key={message} style={{ marginTop: 8 }}>
            <Text size="sm">{message}</Text>
            <Text size="sm" c="dimmed" className="pf-number">
              {named.map(({ id, number, subject }, at) => (
                <span key={id}>
                  {at > 0 && ", "}
                  <Anchor component={Link} to={`/tickets/${id}`} title={subject ?? ""}>
                    #{number}
                  </Anchor>
                </span>
              ))}
              {tickets.length > named.length && ` ${t("workspace.bulk.more", { count: tickets.length - named.length })}`}
            </Text>
          </div>
        );
      })}
    </details>
  );
}
