/** Everything a contact can reach, each with where it comes from; the contact's own rights; and "why?" for one ticket. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { effectiveAccessOf } from "#contract/access.ts";
import type { ContactView } from "#contract/contact.ts";
import { listContactRightsByGroup } from "#contract/rights-matrix.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { RightsMatrix } from "#web/workspace/access/rights-matrix.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { TicketPicker } from "#web/workspace/pick/ticket-picker.tsx";
import { EffectiveAccess } from "./effective-access.tsx";

export function ContactAccess({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const effective = useEndpoint(effectiveAccessOf, { query: { contact: contact.id } }, { staleMilliseconds: 0 });
  const columns = useMemo(() => [{ key: "contact", title: t("workspace.contact.ownRight") }], [t]);
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
      {/* It loads at once, but is shown below what is there: it would be pushed. */}
      <section hidden={effective.data === undefined && effective.error === null}>
        <Title order={2}>{t("workspace.contact.ownRights")}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t("workspace.contact.ownRightsMean")}
        </Text>
        <RightsMatrix
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
      </section>
    </Stack>
  );
}
