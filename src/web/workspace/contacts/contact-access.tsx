/** Everything a contact can reach, each with where it comes from; the contact's own rights; and "why?" for one ticket. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { effectiveAccessOf } from "#contract/access.ts";
import type { ContactView } from "#contract/contact.ts";
import { listContactRightsByGroup } from "#contract/rights-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { MatrixSides } from "#web/workspace/access/matrix-sides.tsx";
import { RightsMatrix } from "#web/workspace/access/rights-matrix.tsx";
import { ServicesOf } from "#web/workspace/access/services-of.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { GrantTable } from "#web/workspace/grants/grant-table.tsx";
import { TicketPicker } from "#web/workspace/pick/ticket-picker.tsx";
import { EffectiveAccess } from "./effective-access.tsx";

export function ContactAccess({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const effective = useEndpoint(effectiveAccessOf, { query: { contact: contact.id } }, { staleMilliseconds: 0 });
  return (
    <Stack gap="xl">
      <div style={{ maxWidth: 420 }}>
        <TicketPicker
          label={t("workspace.contact.whyTicket", { name: contact.name })}
          value={null}
          onChange={(ticketId) => ticketId !== null && navigation.push(`/access/why?contact=${contact.id}&ticket=${ticketId}`)}
        />
      </div>
      {effective.error !== null ? (
        <ErrorState message={problemText(effective.error)} onRetry={() => void effective.refetch()} />
      ) : effective.data === undefined ? (
        <Skeleton height={360} />
      ) : (
        <EffectiveAccess effective={effective.data} />
      )}
      {/* These load at once, but are shown below what is there: they would be pushed. */}
      <section hidden={effective.data === undefined && effective.error === null}>
        <Title order={2}>{t("workspace.grant.title")}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t("workspace.grant.meaning")}
        </Text>
        <GrantTable of={{ contact }} />
      </section>
      <section hidden={effective.data === undefined && effective.error === null}>
        <OwnAccess contact={contact} />
      </section>
    </Stack>
  );
}

/** What is set for this contact itself: rights on groups, and services. */
function OwnAccess({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [pending, setPending] = useState(0);
  const part = address.part === "services" ? "services" : "groups";
  const columns = useMemo(() => [{ key: "contact", title: t("workspace.contact.ownRight") }], [t]);
  return (
    <>
      <Title order={2}>{t("workspace.contact.ownAccess")}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(part === "services" ? "workspace.services.means" : "workspace.contact.ownRightsMean")}
      </Text>
      <MatrixSides
        label={t("workspace.contact.ownAccess")}
        value={part}
        choices={[
          { value: "groups", label: t("workspace.access.part.groups") },
          { value: "services", label: t("workspace.access.part.services") },
        ]}
        pending={pending}
        onChange={(value) => change({ part: value === "groups" ? undefined : value, q: undefined, shown: undefined })}
      />
      {part === "services" ? (
        <ServicesOf of={{ contactId: contact.id }} name={contact.name} onPending={setPending} />
      ) : (
        <RightsMatrix
          onPending={setPending}
          label={t("workspace.contact.ownRights")}
          rowTitle={t("workspace.access.group")}
          source={{ endpoint: listContactRightsByGroup, id: contact.id }}
          columns={columns}
          subjectOf={() => ({ contactId: contact.id })}
          labelOf={(row) => <Link to={`/access/groups/${row.id}?by=contact`}>{row.name}</Link>}
          detailOf={(row) => t("workspace.access.queueCount", { count: row.queueCount ?? 0 })}
          choices={["all", "assigned", "changed", "inherited"]}
          effective={{ title: t("workspace.rights.effective"), of: "person" }}
          consequence={t("workspace.contact.rightsCount", { name: contact.name })}
          empty={<EmptyState title={t("workspace.access.noGroups")}>{t("workspace.access.noGroupsHow")}</EmptyState>}
        />
      )}
    </>
  );
}
