/** Whose the selected tickets shall be: a company, and one of its contacts. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getContact } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import type { BulkWish } from "./use-bulk.ts";

export function BulkCustomer({ onWish, onClose }: { onWish: (wish: BulkWish) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [company, setCompany] = useState<{ id: string; name: string } | null>(null);
  const [contact, setContact] = useState<{ id: string; name: string } | null>(null);
  const chooseContact = async (id: string | null, name: string) => {
    setContact(id === null ? null : { id, name });
    if (id === null || company !== null) return;
    const { memberships } = await call(getContact, { params: { id } });
    const own = memberships.find((membership) => membership.primary) ?? memberships[0];
    if (own !== undefined) setCompany({ id: own.company.id, name: own.company.name });
  };
  const submit = () => {
    if (company === null) return;
    const change = { companyId: company.id, contactId: contact?.id ?? null };
    onWish({
      field: "customer",
      label: [contact?.name, company.name].filter(Boolean).join(", "),
      change,
      shown: { ...change, companyName: company.name, contactName: contact?.name ?? null },
    });
  };
  return (
    <FormDialog
      title={t("workspace.bulk.customer")}
      submitLabel={t("workspace.bulk.review")}
      busy={false}
      disabled={company === null}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <ContactPicker
        label={t("workspace.ticket.contact")}
        description={t("workspace.bulk.contactHint")}
        value={contact?.id ?? null}
        name={contact?.name}
        companyId={company?.id ?? null}
        clearable
        autoFocus
        onChange={(id, option) => void chooseContact(id, option?.label ?? "")}
      />
      <CompanyPicker
        label={t("workspace.ticket.company")}
        value={company?.id ?? null}
        name={company?.name}
        clearable
        onChange={(id, option) => {
          setCompany(id === null ? null : { id, name: option?.label ?? "" });
          if (id !== company?.id) setContact(null);
        }}
      />
    </FormDialog>
  );
}
