/** A contact from the side: how to reach this person, where it belongs, and what it last wrote about. */
import { Anchor, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContactListItem } from "#contract/contact.ts";
import { listTickets } from "#contract/ticket.ts";
import { BreakableText } from "#web/ui/breakable-text.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { Peek, PeekFact, PeekFacts } from "#web/ui/peek.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";

export function ContactPeek({ contact, keys, onChange }: { contact: ContactListItem; keys: readonly string[]; onChange: (key: string | null) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const more = contact.companyCount - contact.companies.length;
  return (
    <Peek
      label={t("workspace.peek.contact")}
      title={contact.name}
      to={`/contacts/${contact.id}`}
      keys={keys}
      peeked={contact.id}
      onChange={onChange}
      top={BAR_HEIGHT}
    >
      <PeekFacts>
        <PeekFact name={t("workspace.record.state")}>
          <RecordState state={contact.state} />
        </PeekFact>
        {contact.email !== "" && (
          <PeekFact name={t("workspace.person.email")}>
            <Anchor href={`mailto:${contact.email}`}>
              <BreakableText>{contact.email}</BreakableText>
            </Anchor>
          </PeekFact>
        )}
        {contact.phone !== "" && (
          <PeekFact name={t("workspace.person.phone")}>
            <Anchor href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>{contact.phone}</Anchor>
          </PeekFact>
        )}
        <PeekFact name={t("workspace.nav.companies")}>
          {contact.companies.map((company) => (
            <div key={company.id}>
              <Anchor component={Link} to={`/companies/${company.id}`}>
                {company.name}
              </Anchor>
            </div>
          ))}
          {more > 0 && `+${more}`}
        </PeekFact>
        <PeekFact name={t("workspace.contact.login")}>{contact.login ?? t("workspace.contact.noSignIn")}</PeekFact>
        <PeekFact name={t("workspace.contact.lastSignIn")}>
          {contact.lastSignInAt === null ? t("workspace.record.never") : <DateTime at={contact.lastSignInAt} />}
        </PeekFact>
      </PeekFacts>
      {may("ticket:read") && <Newest contactId={contact.id} />}
    </Peek>
  );
}

function Newest({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const { data } = useEndpoint(listTickets, { query: { contact: contactId, limit: 5 } });
  return (
    <section>
      <Text component="h3" fw={600} mb={4}>
        {t("workspace.nav.tickets")}
      </Text>
      {data === undefined ? (
        <Skeleton height={72} />
      ) : data.items.length === 0 ? (
        <Text c="dimmed">{t("workspace.peek.noTickets")}</Text>
      ) : (
        data.items.map((ticket) => (
          <div key={ticket.id} style={{ padding: "4px 0" }}>
            <Anchor component={Link} to={`/tickets/${ticket.id}`}>
              {ticket.subject}
            </Anchor>
            <Text size="xs" c="dimmed" component="div" className="pf-number">
              #{ticket.number} · {ticket.statusLabel} · <DateTime at={ticket.changedAt} />
            </Text>
          </div>
        ))
      )}
    </section>
  );
}
