/** One ticket, read like a conversation: what happens next, who can read it, the messages, an answer. */
import { Skeleton, Stack } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "#web/client/call.ts";
import { i18n } from "#web/client/i18n.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { useWayBack } from "#web/portal/tickets/list-place.ts";
import { TicketState } from "#web/portal/tickets/ticket-state.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import { Conversation } from "./conversation.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { ShownFields } from "./shown-fields.tsx";
import { IsItDone, TicketActions } from "./ticket-actions.tsx";
import classes from "./ticket-page.module.css";
import { TicketPriority } from "./ticket-priority.tsx";
import { type PortalTicket, participantsQuery, ticketQuery, useArticles } from "./ticket-queries.ts";
import { WhoReads } from "./who-reads.tsx";
import { WorkedHours } from "./worked-hours.tsx";

/** The ticket page of somebody who came to judge: at the question, or told that it is no longer asked. */
export const JudgementPage = () => <TicketPage toJudge />;

export function TicketPage({ toJudge = false }: { toJudge?: boolean }) {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const wayBack = useWayBack();
  const ticket = useQuery({ ...ticketQuery(id), refetchInterval: usePolling(30_000) });
  // Asked for at once with the ticket, and shown with it: what comes later would push what is already being read.
  const participants = useQuery(participantsQuery(id));
  const articles = useArticles(id);
  const isWhole = !participants.isPending && !articles.isPending;
  const title = ticket.data === undefined ? t("portal.nav.tickets") : `${ticket.data.subject} #${ticket.data.number}`;
  useTitle(title, useSession().installationName);
  return (
    <article className={classes.page}>
      <nav className={classes.back} aria-label={t("portal.ticket.back")}>
        <Link {...wayBack} className="pf-link">
          <IconChevronLeft size={18} aria-hidden /> {t("portal.nav.tickets")}
        </Link>
      </nav>
      {ticket.data !== undefined && isWhole ? (
        <TicketBody key={id} ticket={ticket.data} toJudge={toJudge} />
      ) : ticket.isError ? (
        <TicketProblem error={ticket.error} onRetry={() => void ticket.refetch()} />
      ) : (
        <TicketWaiting />
      )}
    </article>
  );
}

function TicketWaiting() {
  return (
    <Stack gap="md" aria-busy>
      <Skeleton height={30} width="75%" />
      <Skeleton height={16} width="45%" />
      <Skeleton height={88} mt="xs" />
      <Skeleton height={140} />
    </Stack>
  );
}

/** Not there and not visible are the same, on purpose. */
function TicketProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const mergedIntoId = error instanceof ApiProblem ? error.mergedIntoId : null;
  useEffect(() => {
    if (mergedIntoId === null) return;
    toast(i18n.t("portal.ticket.merged"));
    router.history.replace(`/tickets/${mergedIntoId}`);
  }, [mergedIntoId, router]);
  if (mergedIntoId !== null) return <TicketWaiting />;
  const isGone = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  if (!isGone) return <ErrorState message={problemText(error)} onRetry={onRetry} />;
  return (
    <EmptyState
      isPage
      title={t("portal.ticket.goneTitle")}
      action={
        <Link to="/tickets" className="pf-button">
          {t("portal.ticket.toList")}
        </Link>
      }
    >
      {t("portal.ticket.goneText")}
    </EmptyState>
  );
}

/** What happens next; to whoever cannot do it, it is said as somebody else's. */
function nextStepOf({ nextStep, can }: PortalTicket): string {
  const mayAct = can.includes("reply") || can.includes("judge");
  if (mayAct || (nextStep !== "youJudge" && nextStep !== "youAnswer")) return nextStep;
  return nextStep === "youJudge" ? "theyJudge" : "theyAnswer";
}

/** Once, where there is something to judge: the question is in sight and the next thing on the keyboard's way. */
function useCameToJudge(toJudge: boolean, { verdicts }: PortalTicket) {
  const question = useRef<HTMLElement>(null);
  const isAsked = toJudge && verdicts.length > 0;
  useEffect(() => {
    if (!isAsked) return;
    question.current?.scrollIntoView({ block: "center" });
    question.current?.focus({ preventScroll: true });
  }, [isAsked]);
  return question;
}

function TicketBody({ ticket, toJudge }: { ticket: PortalTicket; toJudge: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const answer = useRef<HTMLTextAreaElement>(null);
  const [isRejecting, setRejecting] = useState(false);
  const rejects = isRejecting && ticket.verdicts.includes("rejected");
  useEffect(() => {
    if (rejects) answer.current?.focus();
  }, [rejects]);
  const cameToJudge = useCameToJudge(toJudge, ticket);
  const onNotYet = () => (ticket.verdicts.includes("rejected") ? setRejecting(true) : answer.current?.focus());
  return (
    <>
      <PageHeader
        title={ticket.subject}
        wideBelow
        below={
          <span className={classes.facts}>
            <TicketState ticket={ticket} />
            <span className="pf-number">#{ticket.number}</span>
            {ticket.companyName !== null && session.companyTotal > 1 && <span>{ticket.companyName}</span>}
            {ticket.serviceName !== null && <span>{ticket.serviceName.replaceAll("::", " › ")}</span>}
            {ticket.projects.map(({ project, task }) => (
              <span key={`${project.id} ${task?.id}`}>{task === null ? project.name : `${project.name} › ${task.name}`}</span>
            ))}
            {ticket.customerReference !== "" && <span>{t("portal.ticket.reference", { reference: ticket.customerReference })}</span>}
            <TicketPriority ticket={ticket} />
            {ticket.dueAt !== null && (
              <span>
                {t("portal.ticket.due")} <DateTime at={ticket.dueAt} as="ahead" />
              </span>
            )}
            <ShownFields ticket={ticket} />
            {ticket.confidential && <StateBadge tone="changed">{t("portal.ticket.confidential")}</StateBadge>}
          </span>
        }
        actions={<TicketActions ticket={ticket} />}
      />
      <section ref={cameToJudge} tabIndex={-1} className={classes.next} aria-label={t("portal.ticket.next")}>
        <p className={classes.step}>{t(`next.${nextStepOf(ticket)}`)}</p>
        {toJudge && ticket.verdicts.length === 0 && <p>{t("portal.ticket.nothingToJudge")}</p>}
        <WhoReads ticket={ticket} />
        <WorkedHours ticket={ticket} />
        <IsItDone ticket={ticket} onNotYet={onNotYet} />
      </section>
      <Conversation ticket={ticket} />
      <ReplyBox ticket={ticket} input={answer} rejects={rejects} onRejectEnd={() => setRejecting(false)} />
    </>
  );
}
