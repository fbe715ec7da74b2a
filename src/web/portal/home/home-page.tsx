/** Home: what waits for me, my open requests, a new request; for whoever sees more than the own, how much is open there. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconChevronRight, IconPencilPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ResponseOf } from "#contract/endpoint.ts";
import { listPortalTickets, listWaitingTickets } from "#contract/portal-ticket.ts";
import type { TicketListQuery, TicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { TicketCards, TicketCardsWaiting } from "#web/portal/tickets/ticket-cards.tsx";
import { isFinished } from "#web/portal/tickets/ticket-state.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import classes from "./home-page.module.css";

/** Beyond these the list says more. */
const mostShown = 6;
/** Asked for: what waits for me stands above already and is left out. */
const mostAsked = 20;

function useOpen(view: TicketListQuery["view"], limit: number, enabled = true) {
  const query = { view, state: "open", limit } as const;
  return useQuery({
    queryKey: listKey(listPortalTickets, undefined, query),
    queryFn: ({ signal }) => call(listPortalTickets, { query, signal }),
    refetchInterval: usePolling(60_000),
    enabled,
  });
}

export function HomePage() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  // English greets by the first name; German, with "Sie", by the whole one.
  const called = (i18n.language === "en" && session.firstName) || session.name;
  useTitle(t("portal.nav.home"), session.installationName);
  const waiting = useQuery({
    queryKey: [listWaitingTickets.path],
    queryFn: ({ signal }) => call(listWaitingTickets, { signal }),
    refetchInterval: usePolling(60_000),
  });
  const open = useOpen("mine", mostAsked);
  const openOfCompanies = useOpen("companies", 1, session.seesCompanyTickets);
  // Both or none: what came later would push what is already being read.
  const isPending = open.isPending || waiting.isPending;
  const problem = open.error ?? waiting.error;
  const retry = () => Promise.all([open.refetch(), waiting.refetch()]);
  return (
    <Stack gap={40} className={classes.page}>
      <header className={classes.head}>
        <Title order={1}>{t("portal.home.title", { name: called })}</Title>
        {session.mayCreate && (
          <Link to="/new" className="pf-button">
            <IconPencilPlus size={20} stroke={1.8} aria-hidden />
            {t("portal.home.new")}
          </Link>
        )}
        {session.readOnly && <Text className={classes.notice}>{t("portal.readOnly")}</Text>}
      </header>
      {isPending ? (
        <section aria-busy>
          <Skeleton height={25} width="40%" mb={12} />
          <TicketCardsWaiting rows={4} />
        </section>
      ) : problem !== null ? (
        <ErrorState message={problemText(problem)} onRetry={() => void retry()} />
      ) : (
        <>
          <Waiting tickets={waiting.data?.items ?? []} />
          <MyOpen tickets={open.data?.items ?? []} total={open.data?.total ?? 0} waiting={waiting.data?.items ?? []} />
        </>
      )}
      {/* Asked for at once, shown below what is there: it would be pushed. */}
      {session.seesCompanyTickets && !isPending && !openOfCompanies.isError && <CompaniesOpen list={openOfCompanies.data} />}
    </Stack>
  );
}

type WaitingTicket = ResponseOf<typeof listWaitingTickets>["items"][number];

function Waiting({ tickets }: { tickets: readonly WaitingTicket[] }) {
  const { t } = useTranslation();
  const several = useSession().companyTotal > 1;
  if (tickets.length === 0) return null;
  const steps = new Map(tickets.map((ticket) => [ticket.id, ticket.nextStep]));
  return (
    <section aria-labelledby="waiting">
      <Title order={2} id="waiting" mb={12}>
        {t("portal.home.waiting")}
        <Count of={tickets.length} />
      </Title>
      <TicketCards
        label={t("portal.home.waiting")}
        tickets={tickets}
        showsPerson={false}
        showsCompany={several}
        noteOf={(ticket) => t(`portal.home.step.${steps.get(ticket.id)}`)}
      />
    </section>
  );
}

function Count({ of }: { of: number }) {
  const formats = useFormats();
  return (
    <Text component="span" c="dimmed" fw={400} ml={8} className="pf-number">
      {formats.number(of)}
    </Text>
  );
}

/** A ticket that waits for my answer is open too, but stands above: no ticket is on this page twice. */
function MyOpen({ tickets, total, waiting }: { tickets: readonly TicketView[]; total: number; waiting: readonly WaitingTicket[] }) {
  const { t } = useTranslation();
  const { companyTotal, mayCreate, seesCompanyTickets, readOnly } = useSession();
  const onlyReads = !mayCreate && seesCompanyTickets && !readOnly;
  const mayNothing = !mayCreate && !seesCompanyTickets && !readOnly;
  const above = new Set(waiting.filter((ticket) => !isFinished(ticket)).map((ticket) => ticket.id));
  const shown = tickets.filter((ticket) => !above.has(ticket.id)).slice(0, mostShown);
  const others = Math.max(0, total - above.size);
  if (others === 0 && above.size > 0) return null;
  if (others === 0 && onlyReads) {
    return (
      <div className={classes.empty}>
        <EmptyState title={t("portal.home.readsTitle")}>{t("portal.home.readsText")}</EmptyState>
      </div>
    );
  }
  return (
    <section aria-labelledby="open">
      <div className={classes.sectionHead}>
        <Title order={2} id="open">
          {t(above.size > 0 ? "portal.home.openOther" : "portal.home.open")}
          {others > 0 && <Count of={others} />}
        </Title>
        <Link to="/tickets" className="pf-link">
          {t("portal.home.all")}
        </Link>
      </div>
      {shown.length === 0 ? (
        <div className={classes.empty}>
          <EmptyState title={t("portal.home.nothingOpen")}>
            {mayCreate ? t("portal.home.nothingOpenText") : mayNothing ? t("portal.home.mayNothing") : undefined}
          </EmptyState>
        </div>
      ) : (
        <>
          <TicketCards label={t("portal.home.open")} tickets={shown} showsPerson={false} showsCompany={companyTotal > 1} />
          {others > shown.length && (
            <Link to="/tickets?view=mine" className={`pf-link ${classes.more}`}>
              {t("portal.home.more", { count: others - shown.length })}
            </Link>
          )}
        </>
      )}
    </section>
  );
}

/** One line that leads there; the number comes when it is known. */
function CompaniesOpen({ list }: { list: ResponseOf<typeof listPortalTickets> | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { companies, companyTotal, seesSubsidiaries } = useSession();
  const whose = companyTotal === 1 ? (companies[0]?.name ?? "") : t("portal.home.myCompanies");
  return (
    <Link to="/tickets?view=companies" className={classes.companies}>
      <span>{t(seesSubsidiaries ? "portal.home.openAtAndBelow" : "portal.home.openAt", { whose })}</span>
      <span className="pf-number">
        {list === undefined
          ? " "
          : list.totalIsLowerBound
            ? t("portal.home.moreThan", { shown: formats.number(list.total ?? 0) })
            : formats.number(list.total ?? 0)}
      </span>
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}
