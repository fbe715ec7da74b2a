/** Contact and company of a ticket: chosen together, because together they decide who may read it. */
import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getContact } from "#contract/contact.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { useSightChange } from "./confirm-sight.tsx";

export function CustomerDialog({ ticket, onClose }: { ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const { action, save, planned } = useSightChange(ticket, onClose);
  const [companyId, setCompanyId] = useState(ticket.companyId);
  const [contactId, setContactId] = useState(ticket.contactId);
  const [reason, setReason] = useState("");
  const changed = companyId !== ticket.companyId || contactId !== ticket.contactId;
  const chooseContact = async (id: string | null) => {
    setContactId(id);
    if (id === null || companyId !== null) return;
    const { memberships } = await call(getContact, { params: { id } });
    setCompanyId((memberships.find((membership) => membership.primary) ?? memberships[0])?.company.id ?? null);
  };
  const change = { ...(companyId === ticket.companyId ? {} : { companyId }), ...(contactId === ticket.contactId ? {} : { contactId }) };
  return (
    <FormDialog
      title={t("workspace.ticket.changeCustomer")}
      submitLabel={t("ui.save")}
      busy={action.isPending}
      disabled={!changed}
      error={action.error}
      planned={changed ? planned(change) : null}
      onSubmit={() => save(change, reason.trim())}
      onClose={onClose}
    >
      <CompanyPicker
        label={t("workspace.ticket.company")}
        value={companyId}
        name={companyId === ticket.companyId ? ticket.companyName : undefined}
        clearable
        onChange={(id) => {
          setCompanyId(id);
          if (id !== companyId) setContactId(null);
        }}
      />
      <ContactPicker
        label={t("workspace.ticket.contact")}
        description={companyId === null ? undefined : t("workspace.ticket.contactsOfCompany")}
        value={contactId}
        name={contactId === ticket.contactId ? ticket.contactName : undefined}
        companyId={companyId}
        clearable
        onChange={(id) => void chooseContact(id)}
      />
      <TextInput
        label={t("workspace.editing.reason")}
        description={t("workspace.editing.reasonHint")}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.sight.customer.means")}
      </Text>
    </FormDialog>
  );
}
