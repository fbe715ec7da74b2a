/** A ticket from the side: what it is, and what was written last. */
import { Anchor, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listArticles } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { Peek, PeekFact, PeekFacts } from "#web/ui/peek.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { DueDate } from "./due/due-date.tsx";
import { TONE_OF_STATUS } from "./status.ts";

type Given = { ticket: AgentTicketView; keys: readonly string[]; onChange: (key: string | null) => void };

export function TicketPeek({ ticket, keys, onChange }: Given) {
  const { t } = useTranslation();
  return (
    <Peek
      label={t("workspace.peek.ticket")}
      title={ticket.subject}
      above={`#${ticket.number}`}
      to={`/tickets/${ticket.id}`}
      keys={keys}
      peeked={ticket.id}
      onChange={onChange}
      top={BAR_HEIGHT}
    >
      <PeekFacts>
        <PeekFact name={t("workspace.ticket.status")}>
          <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>
        </PeekFact>
        <PeekFact name={t("workspace.ticket.priority")}>{ticket.priorityLabel}</PeekFact>
        <PeekFact name={t("workspace.ticket.queue")}>{ticket.queueName}</PeekFact>
        <PeekFact name={t("workspace.ticket.assignee")}>{ticket.assigneeName ?? t("workspace.ticket.nobody")}</PeekFact>
        <PeekFact name={t("workspace.ticket.contact")}>
          <Named to={ticket.contactId && `/contacts/${ticket.contactId}`} name={ticket.contactName ?? ticket.contactText} />
        </PeekFact>
        <PeekFact name={t("workspace.ticket.company")}>
          <Named to={ticket.companyId && `/companies/${ticket.companyId}`} name={ticket.companyName ?? ticket.companyText} />
        </PeekFact>
        {ticket.dueAt !== null && (
          <PeekFact name={t("workspace.ticket.due")}>
            <DueDate ticket={ticket} />
          </PeekFact>
        )}
        <PeekFact name={t("workspace.ticket.created")}>
          <DateTime at={ticket.createdAt} />
        </PeekFact>
        <PeekFact name={t("workspace.ticket.changed")}>
          <DateTime at={ticket.changedAt} />
        </PeekFact>
      </PeekFacts>
      <Written ticketId={ticket.id} />
    </Peek>
  );
}

function Named({ to, name }: { to: string | null; name: string }) {
  const { t } = useTranslation();
  if (to === null) return name || t("workspace.ticket.none1");
  return (
    <Anchor component={Link} to={to}>
      {name}
    </Anchor>
  );
}

/** The request and the last article after it. */
function Written({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const { data } = useEndpoint(listArticles, { params: { id: ticketId }, query: { limit: 100 } });
  if (data === undefined) return <Skeleton height={96} />;
  const [first, ...others] = data.items;
  const last = others.at(-1);
  return [first, last].map(
    (article) =>
      article !== undefined && (
        <section key={article.id} style={{ marginBottom: 16, paddingTop: 12, borderTop: "1px solid var(--pf-line)" }}>
          <Text size="sm" c="dimmed" mb={4} component="div">
            <strong>{article.author.name}</strong> · <DateTime at={article.createdAt} />
            {!article.visible && ` · ${t("workspace.peek.internal")}`}
          </Text>
          <Text size="sm" lineClamp={8} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            {article.bodyText}
          </Text>
        </section>
      ),
  );
}
