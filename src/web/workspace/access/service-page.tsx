/** One service, and who may choose it: everybody, companies, contacts. */
import { Button, Group, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { getService, type ServiceView } from "#contract/master-data.ts";
import { listDefaultServices, listServiceCompanies, listServiceContacts, type ServiceRowView } from "#contract/service-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { serviceName } from "#web/client/service-tree.ts";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { MatrixSides } from "./matrix-sides.tsx";
import { ServiceDialog } from "./service-dialog.tsx";
import { ServiceMatrix } from "./service-matrix.tsx";

export function ServicePage() {
  const { t } = useTranslation();
  const may = useMay();
  const id = usePathId();
  const [opened, dialog] = useDisclosure();
  const service = useEndpoint(getService, { params: { id } });
  const name = serviceName(service.data?.name ?? "");
  useCrumbs({ label: t("workspace.nav.access"), to: "/access" }, { label: t("workspace.access.part.services"), to: "/access/services" }, { label: name });
  if (service.error !== null) return <PageProblem error={service.error} onRetry={() => void service.refetch()} />;
  if (service.data === undefined) return <Skeleton height={320} />;
  return (
    <>
      <PageHeader
        title={name}
        actions={
          may("access:write") && (
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={dialog.open}>
              {t("workspace.service.edit")}
            </Button>
          )
        }
        below={
          <Group gap="sm">
            <RecordState state={service.data.state} />
            <span>{service.data.comment}</span>
          </Group>
        }
      />
      <ServiceAssignments key={id} service={service.data} />
      {opened && <ServiceDialog service={service.data} onClose={dialog.close} />}
    </>
  );
}

/** The row of everybody among companies or contacts. */
const everybodyId = "everybody";

function ServiceAssignments({ service }: { service: ServiceView }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [pending, setPending] = useState(0);
  const by = address.by === "contact" ? "contact" : "company";
  const everybody = useEndpoint(listDefaultServices, { query: { ids: [service.id] } }, { staleMilliseconds: 0 });
  const ofEverybody = everybody.data?.items[0];
  const pinned = useMemo<readonly ServiceRowView[] | undefined>(
    () => ofEverybody && [{ ...ofEverybody, id: everybodyId, name: t("workspace.services.everybody"), detail: t("workspace.services.everybodyShort") }],
    [ofEverybody, t],
  );
  const title = t(by === "company" ? "workspace.nav.companies" : "workspace.nav.contacts");
  return (
    <section>
      <MatrixSides
        label={t("workspace.services.by")}
        value={by}
        choices={[
          { value: "company", label: t("workspace.nav.companies") },
          { value: "contact", label: t("workspace.nav.contacts") },
        ]}
        pending={pending}
        onChange={(value) => change({ by: value === "company" ? undefined : value, q: undefined, shown: undefined })}
      />
      {pinned === undefined ? (
        <Skeleton height={360} />
      ) : (
        <ServiceMatrix
          key={by}
          by={by}
          onPending={setPending}
          label={title}
          rowTitle={t(by === "company" ? "workspace.ticket.company" : "workspace.ticket.contact")}
          source={{ endpoint: by === "company" ? listServiceCompanies : listServiceContacts, id: service.id }}
          pinned={pinned}
          subjectOf={(row) => (row.id === everybodyId ? "everybody" : by === "company" ? { companyId: row.id } : { contactId: row.id })}
          labelOf={(row, name) => (
            <Link to={by === "company" ? `/companies/${row.id}/access?part=services` : `/contacts/${row.id}/access?part=services`}>{name}</Link>
          )}
          detailOf={(row) => (row.id === everybodyId || by === "contact" ? row.detail : `#${row.detail}`)}
          choices={["all", "assigned", "changed", "inherited"]}
        />
      )}
    </section>
  );
}
