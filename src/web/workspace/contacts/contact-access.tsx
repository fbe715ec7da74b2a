/** Everything a contact can reach, each with where it comes from; the contact's own rights; and "why?" for one ticket. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { effectiveAccessOf, listContactRights } from "#contract/access.ts";
import type { ContactView } from "#contract/contact.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import type { RightSubject } from "#web/workspace/access/rights-changes.ts";
import { SubjectRights } from "#web/workspace/access/subject-rights.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { TicketPicker } from "#web/workspace/pick/ticket-picker.tsx";
import { EffectiveAccess } from "./effective-access.tsx";

export function ContactAccess({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const effective = useEndpoint(effectiveAccessOf, { query: { contact: contact.id } }, { staleMilliseconds: 0 });
  const rights = useAll(listContactRights, { params: { id: contact.id } });
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
      <section>
        <Title order={2}>{t("workspace.contact.ownRights")}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t("workspace.contact.ownRightsMean")}
        </Text>
        <SubjectRights
          label={t("workspace.contact.ownRights")}
          rights={rights.data}
          error={rights.error}
          onRetry={() => void rights.refetch()}
          columns={[{ key: "contact", title: t("workspace.contact.ownRight") }]}
          subjectOf={(): RightSubject => ({ contactId: contact.id })}
          columnOf={columnOf}
          consequence={t("workspace.contact.rightsCount", { name: contact.name })}
        />
      </section>
    </Stack>
  );
}

const columnOf = (subject: RightSubject): string | null => (typeof subject !== "string" && "contactId" in subject ? "contact" : null);
