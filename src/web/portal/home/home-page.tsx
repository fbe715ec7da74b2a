/** Home: what waits for me, my open requests, a new request. */
import { Stack, Text, Title } from "@mantine/core";
import { IconPencilPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listPortalTickets } from "#contract/ticket.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { TicketCards, TicketCardsWaiting } from "#web/portal/tickets/ticket-cards.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import classes from "./home-page.module.css";

const openQuery = { view: "mine", state: "open", limit: 6 } as const;
const finishedQuery = { view: "mine", state: "closed", limit: 25 } as const;

function useTickets(query: typeof openQuery | typeof finishedQuery) {
  return useQuery({
    queryKey: listKey(listPortalTickets, undefined, query),
    queryFn: ({ signal }) => call(listPortalTickets, { query, signal }),
    refetchInterval: usePolling(60_000),
  });
}

export function HomePage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const session = useSession();
  useTitle(t("portal.nav.home"), session.installationName);
  const open = useTickets(openQuery);
  const finished = useTickets(finishedQuery);
  const waiting = (finished.data?.items ?? []).filter((ticket) => ticket.can.includes("judge"));
  const several = session.companyTotal > 1;
  return (
    <Stack gap={40} className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={1}>{t("portal.home.title", { name: session.name })}</Title>
          {session.readOnly && (
            <Text c="dimmed" mt={4}>
              {t("portal.home.readOnly")}
            </Text>
          )}
        </div>
        {session.mayCreate && (
          <Link to="/new" className="pf-button">
            <IconPencilPlus size={20} stroke={1.8} aria-hidden />
            {t("portal.home.new")}
          </Link>
        )}
      </header>

      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <Title order={2} id="waiting" className={classes.title}>
            {t("portal.home.waiting")}
          </Title>
          <Text c="dimmed" size="sm" mb="sm">
            {t("portal.home.waitingExplain")}
          </Text>
          <TicketCards label={t("portal.home.waiting")} tickets={waiting.slice(0, 5)} showsPerson={false} showsCompany={several} />
        </section>
      )}

      <section aria-labelledby="open">
        <div className={classes.sectionHead}>
          <Title order={2} id="open" className={classes.title}>
            {t("portal.home.open")}
            {open.data !== undefined && open.data.total > 0 && (
              <Text component="span" c="dimmed" fw={400} ml={8} className="pf-number">
                {formats.number(open.data.total)}
              </Text>
            )}
          </Title>
          <Link to="/tickets" className="pf-link">
            {t("portal.home.all")}
          </Link>
        </div>
        {open.isPending ? (
          <TicketCardsWaiting rows={4} />
        ) : open.isError ? (
          <ErrorState message={problemText(open.error)} onRetry={() => void open.refetch()} />
        ) : open.data.items.length === 0 ? (
          <div className={classes.empty}>
            <EmptyState title={t("portal.home.nothingOpen")}>{session.mayCreate ? t("portal.home.nothingOpenText") : undefined}</EmptyState>
          </div>
        ) : (
          <>
            <TicketCards label={t("portal.home.open")} tickets={open.data.items} showsPerson={false} showsCompany={several} />
            {open.data.total > open.data.items.length && (
              <Link to="/tickets?view=mine" className={`pf-link ${classes.more}`}>
                {t("portal.home.more", { count: open.data.total - open.data.items.length })}
              </Link>
            )}
          </>
        )}
      </section>
    </Stack>
  );
}
