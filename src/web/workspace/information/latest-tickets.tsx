/** The tickets of a company or contact that changed last, and the way to all of them. */
import { Anchor, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listTickets } from "#contract/ticket.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { DueDate } from "#web/workspace/tickets/due/due-date.tsx";
import { TONE_OF_STATUS } from "#web/workspace/tickets/status.ts";
import { Card } from "./card.tsx";
import classes from "./information.module.css";
import { listAddress, type Whose } from "./ticket-numbers.ts";

const shownAtOnce = 5;

export function LatestTickets({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const filter = "company" in whose ? { company: [whose.company] } : whose;
  const { data } = useEndpoint(listTickets, { query: { ...filter, limit: shownAtOnce } });
  return (
    <Card title={t("workspace.information.latest")} more={{ to: listAddress(whose, { state: "all" }), label: t("workspace.information.allTickets") }}>
      {data === undefined ? (
        <Skeleton height={shownAtOnce * 44} />
      ) : data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("workspace.information.noTickets")}
        </Text>
      ) : (
        <ul className={classes.lines}>
          {data.items.map((ticket) => (
            <li key={ticket.id}>
              <Anchor component={Link} to={`/tickets/${ticket.id}`} size="sm" fw={550} lineClamp={1} title={ticket.subject}>
                {ticket.subject}
              </Anchor>
              <span className={classes.detail}>
                <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>
                {ticket.dueAt === null ? <DateTime at={ticket.changedAt} /> : <DueDate ticket={ticket} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
