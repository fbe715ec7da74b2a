/** Where I am signed in, and a way to end it there. */
import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { endOtherSessions, endOwnSession, listOwnSessions } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { clientName } from "#web/client/client-name.ts";
import { problemText } from "#web/client/problem-text.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import classes from "./profile-page.module.css";

export function OwnSessions() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const sessions = useQuery({ queryKey: [listOwnSessions.path], queryFn: ({ signal }) => call(listOwnSessions, { signal }) });
  const end = useMutation({
    mutationFn: (id: string) => call(endOwnSession, { params: { id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [listOwnSessions.path] });
      toast(t("portal.profile.sessionEnded"));
    },
    onError: (error) => toastProblem(problemText(error)),
  });
  const endOthers = useMutation({
    mutationFn: () => call(endOtherSessions),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [listOwnSessions.path] });
      toast(t("portal.profile.othersEnded"));
    },
    onError: (error) => toastProblem(problemText(error)),
  });
  if (sessions.isPending) {
    return (
      <Stack gap="xs" aria-busy>
        <Skeleton height={64} />
        <Skeleton height={64} />
      </Stack>
    );
  }
  if (sessions.isError) return <ErrorState message={problemText(sessions.error)} onRetry={() => void sessions.refetch()} />;
  const others = sessions.data.items.filter((session) => !session.current).length;
  return (
    <>
      <ul className={classes.sessions}>
        {sessions.data.items.map((session) => (
          <li key={session.id}>
            <div className={classes.sessionText}>
              <Text fw={550} title={session.client}>
                {clientName(session.client) ?? t("portal.profile.unknownClient")}
              </Text>
              <Text size="sm" c="dimmed" component="div">
                {session.network}
                {!session.current && (
                  <>
                    {" · "}
                    {t("portal.profile.lastSeen")} <DateTime at={session.lastSeenAt} />
                  </>
                )}
              </Text>
            </div>
            {session.current ? (
              <StateBadge tone="open">{t("portal.profile.thisSession")}</StateBadge>
            ) : (
              <Button variant="default" size="sm" loading={end.isPending && end.variables === session.id} onClick={() => end.mutate(session.id)}>
                {t("portal.profile.endSession")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others > 1 && (
        <Button variant="default" size="sm" mt="md" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t("portal.profile.endOthers", { count: others })}
        </Button>
      )}
    </>
  );
}
