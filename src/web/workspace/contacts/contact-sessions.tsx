import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { type ContactView, endContactSessions, listContactSessions } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { clientName } from "#web/client/client-name.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PlainTable } from "#web/workspace/frame/plain-table.tsx";

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
      <PlainTable
        label={t("workspace.signIn.sessions")}
        minWidth={460}
        columns={[t("workspace.signIn.client"), t("workspace.signIn.network"), t("workspace.signIn.since"), t("workspace.signIn.lastSeen")]}
      >
        {items.map((session) => (
          <tr key={session.id}>
            <td>
              <Text truncate maw={320} title={session.client}>
                {clientName(session.client) ?? session.client}
              </Text>
            </td>
            <td className="pf-number">{session.network}</td>
            <td>
              <DateTime at={session.createdAt} />
            </td>
            <td>
              <DateTime at={session.lastSeenAt} />
            </td>
          </tr>
        ))}
      </PlainTable>
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
