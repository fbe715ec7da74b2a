/** The services of one contact or company. */
import { useTranslation } from "react-i18next";
import { listCompanyServices, listContactServices } from "#contract/service-matrix.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { ServiceMatrix } from "./service-matrix.tsx";

type Given = { of: { contactId: string } | { companyId: string }; name: string; onPending: (count: number) => void };

export function ServicesOf({ of, name, onPending }: Given) {
  const { t } = useTranslation();
  const isContact = "contactId" in of;
  return (
    <ServiceMatrix
      by="service"
      onPending={onPending}
      label={t("workspace.services.of", { name })}
      rowTitle={t("workspace.ticket.service")}
      source={isContact ? { endpoint: listContactServices, id: of.contactId } : { endpoint: listCompanyServices, id: of.companyId }}
      subjectOf={() => of}
      labelOf={(row, label) => <Link to={`/access/services/${row.id}${isContact ? "?by=contact" : ""}`}>{label}</Link>}
      choices={["all", "assigned", "changed", "inherited"]}
      empty={<EmptyState title={t("workspace.service.none")}>{t("workspace.service.noneHow")}</EmptyState>}
    />
  );
}
