/** Time worked on a ticket: its sums, the quick entry, and every entry with what can be done with it. */
import { ActionIcon, Menu, Skeleton, Text } from "@mantine/core";
import { IconDots, IconPencil, IconReceipt, IconReceiptOff, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listSubtasks } from "#contract/subtask.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { changeTimeEntry, listTimeEntries, type TimeEntryView, type TimeSums } from "#contract/time-entry.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useDayText } from "./day-text.ts";
import { EntryDialog } from "./entry-dialog.tsx";
import { QuickEntry } from "./quick-entry.tsx";
import classes from "./time-tab.module.css";
import { useDelete } from "./use-take-back.ts";

/** `?subtask=` in the address: on which one time is booked unless another is chosen. */
export function TimeTab({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const list = useListQuery(listTimeEntries, { params: { id: ticket.id }, refetchInterval: usePolling(60_000) });
  const [{ subtask }] = useAddress();
  const { data: parts } = useEndpoint(listSubtasks, { params: { id: ticket.id } });
  const subtasks = parts?.items ?? [];
  const [changing, setChanging] = useState<TimeEntryView | null>(null);
  const answer = list.answer.data;
  const books = answer?.can.includes("book") === true;
  return (
    <>
      <Sums sums={answer?.sums} />
      {(answer === undefined || parts === undefined) && list.error === null && <Skeleton height={152} mb="md" />}
      {answer !== undefined && parts !== undefined && books && (
        <QuickEntry ticket={ticket} visibleAtFirst={answer.visibleAtFirst} subtasks={subtasks} subtaskAtFirst={subtask} />
      )}
      {answer !== undefined && !books && ticket.can.includes("change") && (
        <Text size="sm" c="dimmed" mb="md">
          {t("workspace.time.closed")}
        </Text>
      )}
      <DataTable
        label={t("workspace.time.title")}
        columns={useColumns(ticket, setChanging)}
        page={list}
        keyOf={(entry) => entry.id}
        stickyTop={BAR_HEIGHT}
        skeletonRows={4}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.time.none")}>{books ? t("workspace.time.noneHow") : undefined}</EmptyState>}
      />
      {changing !== null && <EntryDialog ticket={ticket} entry={changing} subtasks={subtasks} onClose={() => setChanging(null)} />}
    </>
  );
}

function Sums({ sums }: { sums: TimeSums | undefined }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.sums}>
      {(["worked", "billable", "billed"] as const).map((key) => (
        <div key={key}>
          <dt>{t(`workspace.time.sum.${key}`)}</dt>
          <dd className="pf-number">{sums === undefined ? "–" : t("workspace.time.hours", { hours: hoursText(sums[key]) })}</dd>
        </div>
      ))}
    </dl>
  );
}

function useColumns(ticket: AgentTicketView, onChange: (entry: TimeEntryView) => void): Column<TimeEntryView>[] {
  const { t } = useTranslation();
  const dayText = useDayText();
  return [
    {
      key: "what",
      title: t("workspace.time.comment"),
      main: true,
      render: (entry) => (
        <>
          <span>
            {entry.comment || (
              <Text span c="dimmed">
                {t("workspace.time.noComment")}
              </Text>
            )}
          </span>
          <Text size="xs" c="dimmed" truncate>
            <span className={classes.dayBelow}>{dayText(entry.day)} · </span>
            {[entry.agent.name, entry.subtask?.name, entry.project && [entry.project.name, entry.task?.name].filter(Boolean).join(" › ")]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </>
      ),
    },
    {
      key: "marks",
      title: t("workspace.time.marks"),
      width: "190px",
      hideBelow: 640,
      render: (entry) => <Marked entry={entry} />,
    },
    {
      key: "day",
      title: t("workspace.time.day"),
      width: "128px",
      hideBelow: 640,
      render: (entry) => (
        <span className={entry.outsideProject ? classes.outside : undefined} title={entry.outsideProject ? t("workspace.time.outside") : undefined}>
          {dayText(entry.day)}
        </span>
      ),
    },
    {
      key: "time",
      title: t("workspace.time.time"),
      width: "104px",
      align: "right",
      render: (entry) => (
        <span className="pf-number">
          {hoursText(entry.minutes)}
          {entry.from !== null && (
            <Text size="xs" c="dimmed" component="div">
              {entry.from}–{entry.until}
            </Text>
          )}
        </span>
      ),
    },
    { key: "actions", title: "", width: "64px", render: (entry) => <Actions ticketId={ticket.id} entry={entry} onChange={() => onChange(entry)} /> },
  ];
}

function Marked({ entry }: { entry: TimeEntryView }) {
  const { t } = useTranslation();
  const [tone, word] = entry.billed ? (["done", "billed"] as const) : entry.billable ? (["open", "billable"] as const) : (["neutral", "notBillable"] as const);
  return (
    <>
      <StateBadge tone={tone}>{t(`workspace.time.is.${word}`)}</StateBadge>
      <Text size="xs" c="dimmed">
        {t(entry.visible ? "workspace.time.is.visible" : "workspace.time.is.internal")}
      </Text>
    </>
  );
}

function Actions({ ticketId, entry, onChange }: { ticketId: string; entry: TimeEntryView; onChange: () => void }) {
  const { t } = useTranslation();
  const remove = useDelete(ticketId);
  const bill = useAction(
    () => call(changeTimeEntry, { params: { id: ticketId, entryId: entry.id }, body: { version: entry.version, billed: !entry.billed } }),
    { done: t("workspace.editing.saved") },
  );
  if (entry.can.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("workspace.time.actions", { hours: hoursText(entry.minutes), name: entry.agent.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entry.can.includes("change") && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onChange}>
            {t("workspace.time.change")}
          </Menu.Item>
        )}
        {entry.can.includes("bill") && (
          <Menu.Item
            leftSection={entry.billed ? <IconReceiptOff size={16} aria-hidden /> : <IconReceipt size={16} aria-hidden />}
            onClick={() => bill.mutate()}
          >
            {t(entry.billed ? "workspace.time.unbill" : "workspace.time.bill")}
          </Menu.Item>
        )}
        {entry.can.includes("delete") && (
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => remove(entry)}>
            {t("workspace.time.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
