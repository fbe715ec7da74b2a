/** Why can somebody (not) read this ticket, and who can. */
import { Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useAddress } from "#web/client/address.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { WhoList } from "#web/workspace/access/who-list.tsx";
import { verbFrom, WhyPanel } from "#web/workspace/access/why-panel.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";

export function TicketAccess({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const contactId = address.contact ?? ticket.contactId;
  return (
    <Stack gap="lg">
      <div style={{ maxWidth: 420 }}>
        <ContactPicker
          label={t("workspace.why.askFor")}
          value={contactId}
          name={contactId === ticket.contactId ? ticket.contactName : undefined}
          onChange={(contact) => change({ contact: contact ?? undefined })}
        />
      </div>
      {contactId === null ? (
        <EmptyState title={t("workspace.why.chooseContact")}>{t("workspace.why.chooseContactHow")}</EmptyState>
      ) : (
        <WhyPanel
          contactId={contactId}
          ticketId={ticket.id}
          verb={verbFrom(address.verb)}
          onVerb={(verb) => change({ verb: verb === "read" ? undefined : verb, contact: contactId })}
        />
      )}
      <div>
        <Title order={2} mb="xs">
          {t("workspace.who.title")}
        </Title>
        <WhoList ticketId={ticket.id} whyLinkOf={(id) => `/tickets/${ticket.id}/access?contact=${id}`} />
      </div>
    </Stack>
  );
}
