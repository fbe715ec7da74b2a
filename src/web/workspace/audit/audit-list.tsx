/** What was changed, newest first, each as a sentence; what exactly is one click away. */
import { Drawer, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listAudit, listTicketHistory } from "#contract/administration.ts";
import type { QueryInputOf } from "#contract/endpoint.ts";
import { type ListState, useListQuery } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { Actor, type AuditEvent } from "./actor.tsx";
import { AuditChange } from "./audit-change.tsx";

export const AuditList = ({ query }: { query: Omit<QueryInputOf<typeof listAudit>, "limit" | "cursor"> }) => (
  <EventList list={useListQuery(listAudit, { query })} />
);

/** What was changed on one ticket: for everybody who may read it. */
export const TicketHistory = ({ ticketId }: { ticketId: string }) => (
  <EventList list={useListQuery(listTicketHistory, { params: { id: ticketId }, refetchInterval: usePolling(60_000) })} />
);

function EventList({ list }: { list: ListState<AuditEvent> }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<AuditEvent | null>(null);
  const columns: Column<AuditEvent>[] = [
    {
      key: "what",
      title: t("workspace.audit.what"),
      main: true,
      render: (event) => (
        <>
          <RowButton light onClick={() => setShown(event)}>
            {event.sentence}
          </RowButton>
          {event.reason !== "" && (
            <Text size="xs" c="dimmed">
              {t("workspace.audit.because", { reason: event.reason })}
            </Text>
          )}
        </>
      ),
    },
    { key: "who", title: t("workspace.audit.who"), width: "22%", hideBelow: 480, render: (event) => <Actor event={event} /> },
    { key: "when", title: t("workspace.audit.when"), width: "140px", render: (event) => <DateTime at={event.at} /> },
  ];
  return (
    <>
      <DataTable
        label={t("workspace.nav.audit")}
        columns={columns}
        page={list}
        keyOf={(event) => event.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.audit.none")}>{t("workspace.audit.noneHow")}</EmptyState>}
      />
      <Drawer
        opened={shown !== null}
        onClose={() => setShown(null)}
        position="right"
        size="lg"
        title={t("workspace.audit.event")}
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        {shown !== null && <AuditChange event={shown} />}
      </Drawer>
    </>
  );
}
