/** "Why?" for any contact and ticket, "who?" for any ticket; the question stands in the address, so that it can be sent on. */
import { Group, SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAddress } from "#web/client/address.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { TicketPicker } from "#web/workspace/pick/ticket-picker.tsx";
import { Readers } from "./readers.tsx";
import { WhoList } from "./who-list.tsx";
import { verbFrom, WhyPanel } from "./why-panel.tsx";

export function AskWhy() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const { contact, ticket } = address;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ContactPicker label={t("workspace.ticket.contact")} value={contact ?? null} onChange={(id) => change({ contact: id ?? undefined })} autoFocus />
        <TicketPicker label={t("workspace.access.ticket")} value={ticket ?? null} onChange={(id) => change({ ticket: id ?? undefined })} />
      </SimpleGrid>
      {contact && ticket ? (
        <WhyPanel
          contactId={contact}
          ticketId={ticket}
          verb={verbFrom(address.verb)}
          onVerb={(verb) => change({ verb: verb === "read" ? undefined : verb })}
          footer={
            <Group gap="4px 12px">
              <Readers ticketId={ticket} />
              <Link to={`/access/who?ticket=${ticket}`}>{t("workspace.access.showThem")}</Link>
            </Group>
          }
        />
      ) : (
        <EmptyState title={t("workspace.access.whyTitle")}>{t("workspace.access.whyHow")}</EmptyState>
      )}
    </Stack>
  );
}

export function AskWho() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const { ticket } = address;
  return (
    <Stack gap="lg">
      <div style={{ maxWidth: 640 }}>
        <TicketPicker label={t("workspace.access.ticket")} value={ticket ?? null} onChange={(id) => change({ ticket: id ?? undefined })} autoFocus />
      </div>
      {ticket ? (
        <WhoList ticketId={ticket} whyLinkOf={(id) => `/access/why?contact=${id}&ticket=${ticket}`} />
      ) : (
        <EmptyState title={t("workspace.access.whoTitle")}>{t("workspace.access.whoHow")}</EmptyState>
      )}
    </Stack>
  );
}
