import { Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { type ContactView, endContactSessions, listContactSessions } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

export function ContactSessions({ contact, mayEnd }: { contact: ContactView; mayEnd: boolean }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure();
  const sessions = useEndpoint(listContactSessions, { params: { id: contact.id } });
  const end = useAction(() => call(endContactSessions, { params: { id: contact.id } }), { done: t("workspace.signIn.sessionsEnded"), after: dialog.close });
  if (sessions.error !== null) return <ErrorState message={problemText(sessions.error)} onRetry={() => void sessions.refetch()} />;
  if (sessions.data === undefined) return <Skeleton height={80} />;
  const { items } = sessions.data;
  if (items.length === 0) return <Text c="dimmed">{t("workspace.signIn.noSessions")}</Text>;
  return (
    <>
      <Table.ScrollContainer minWidth={460}>
        <Table withTableBorder bg="var(--pf-surface)">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("workspace.signIn.client")}</Table.Th>
              <Table.Th>{t("workspace.signIn.network")}</Table.Th>
              <Table.Th>{t("workspace.signIn.since")}</Table.Th>
              <Table.Th>{t("workspace.signIn.lastSeen")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((session) => (
              <Table.Tr key={session.id}>
                <Table.Td>
                  <Text truncate maw={320} title={session.client}>
                    {session.client}
                  </Text>
                </Table.Td>
                <Table.Td className="pf-number">{session.network}</Table.Td>
                <Table.Td>
                  <DateTime at={session.createdAt} />
                </Table.Td>
                <Table.Td>
                  <DateTime at={session.lastSeenAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {mayEnd && (
        <Group mt="sm">
          <Button variant="default" onClick={dialog.open}>
            {t("workspace.signIn.endSessions", { count: items.length })}
          </Button>
        </Group>
      )}
      <ConfirmDialog
        opened={opened}
        title={t("workspace.signIn.endTitle", { name: contact.name })}
        confirmLabel={t("workspace.signIn.endSessions", { count: items.length })}
        danger
        busy={end.isPending}
        onConfirm={() => end.mutate()}
        onClose={dialog.close}
      >
        {t("workspace.signIn.endMeans")}
      </ConfirmDialog>
    </>
  );
}
