import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { ContactTable } from "./contact-table.tsx";

export function ContactListPage() {
  const { t } = useTranslation();
  const may = useMay();
  useCrumbs({ label: t("workspace.nav.contacts") });
  return (
    <>
      <PageHeader
        title={t("workspace.nav.contacts")}
        actions={
          may("contact:write") && (
            <Button component={Link} to="/contacts/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t("workspace.contact.new")}
            </Button>
          )
        }
      />
      <ContactTable />
    </>
  );
}
