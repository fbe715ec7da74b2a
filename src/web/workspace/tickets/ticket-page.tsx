/** One ticket: the conversation with its properties beside it, and who can read it and why. */
import { Skeleton } from "@mantine/core";
import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useUi } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { PageTabs } from "#web/workspace/frame/page-tabs.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { OwnFacts } from "#web/workspace/own-fields/own-facts.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Conversation } from "./conversation.tsx";
import { TicketLinks } from "./links/ticket-links.tsx";
import { OvertakenPlace } from "./meanwhile/overtaken.tsx";
import { MergedNote } from "./merged-note.tsx";
import { Participants } from "./participants.tsx";
import { Properties } from "./properties.tsx";
import { LockedNote } from "./status-step/locked-note.tsx";
import { Subtasks } from "./subtasks/subtasks.tsx";
import { TicketAccess } from "./ticket-access.tsx";
import { TicketHead } from "./ticket-head.tsx";
import classes from "./ticket-page.module.css";

const TimeTab = lazy(() => import("#web/workspace/time-entries/time-tab.tsx").then((module) => ({ default: module.TimeTab })));
const TicketHistory = lazy(() => import("#web/workspace/audit/audit-list.tsx").then((module) => ({ default: module.TicketHistory })));

export function TicketPage() {
  const { t } = useTranslation();
  const id = usePathId();
  const ticket = useEndpoint(getTicket, { params: { id } });
  useCrumbs({ label: t("workspace.nav.tickets"), to: "/tickets" }, { label: ticket.data === undefined ? "" : `#${ticket.data.number}` });
  if (ticket.error !== null && ticket.data === undefined) return <PageProblem error={ticket.error} onRetry={() => void ticket.refetch()} />;
  if (ticket.data === undefined) return <TicketSkeleton />;
  return <LoadedTicket key={id} ticket={ticket.data} />;
}

function LoadedTicket({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const may = useMay();
  const { tab } = useParams({ strict: false }) as { tab?: string };
  const conversation = `/tickets/${ticket.id}`;
  const access = `${conversation}/access`;
  const history = `${conversation}/history`;
  const time = `${conversation}/time`;
  // Beside the conversation there is no room on a small screen: then they are folded away above it.
  const narrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const properties = (
    <aside className={classes.aside} aria-label={t("workspace.ticket.properties")}>
      <Properties ticket={ticket} />
      <OwnFacts ticket={ticket} />
      <Participants ticket={ticket} />
      <TicketLinks ticket={ticket} />
    </aside>
  );
  useHotkeys([
    ["w", () => may("access:read") && navigation.push(access)],
    ["t", () => tab !== "time" && navigation.push(time)],
  ]);
  return (
    <OvertakenPlace ticket={ticket}>
      <TicketHead ticket={ticket} />
      {ticket.mergedIntoId !== null && <MergedNote ticket={ticket} targetId={ticket.mergedIntoId} />}
      {ticket.locked && <LockedNote status={ticket.statusLabel} />}
      <PageTabs
        label={t("workspace.ticket.tabs")}
        current={[access, time, history].find((one) => one === `${conversation}/${tab}`) ?? conversation}
        tabs={[
          { to: conversation, label: t("workspace.ticket.conversation") },
          ...(may("access:read") ? [{ to: access, label: t("workspace.ticket.whoMayRead") }] : []),
          { to: time, label: t("workspace.time.title") },
          { to: history, label: t("workspace.ticket.history") },
        ]}
      />
      {tab === "access" ? (
        <TicketAccess ticket={ticket} />
      ) : tab === "time" ? (
        <Suspense fallback={<Skeleton height={320} />}>
          <TimeTab ticket={ticket} />
        </Suspense>
      ) : tab === "history" ? (
        <Suspense fallback={<Skeleton height={320} />}>
          <TicketHistory ticketId={ticket.id} />
        </Suspense>
      ) : (
        <div className={classes.columns}>
          {narrow ? (
            <details className={classes.fold}>
              <summary>{t("workspace.ticket.properties")}</summary>
              {properties}
            </details>
          ) : null}
          <div className={classes.main}>
            <Subtasks ticket={ticket} />
            <Conversation ticket={ticket} />
          </div>
          {narrow ? null : properties}
        </div>
      )}
    </OvertakenPlace>
  );
}

function TicketSkeleton() {
  return (
    <>
      <Skeleton height={28} width="50%" mb="xs" />
      <Skeleton height={18} width="30%" mb="lg" />
      <div className={classes.columns}>
        <div>
          <Skeleton height={140} mb="md" />
          <Skeleton height={140} />
        </div>
        <Skeleton height={420} />
      </div>
    </>
  );
}
