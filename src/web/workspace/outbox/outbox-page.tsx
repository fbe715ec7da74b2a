/** Mails: sent, waiting, failed, or kept because no SMTP server is configured. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listOutbox } from "#contract/administration.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FilterChip } from "#web/ui/filter-chips.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { useListView, useStandardView } from "#web/workspace/views/use-list-view.tsx";
import { MailDrawer } from "./mail-drawer.tsx";
import { MAIL_STATES, type Mail, MailStateBadge } from "./mail-state.tsx";
import { TestMailDialog } from "./test-mail-dialog.tsx";

export function OutboxPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const [shownId, setShownId] = useState<string | null>(null);
  const [testing, test] = useDisclosure();
  const state = MAIL_STATES.find((one) => one === address.state);
  const list = useListQuery(listOutbox, { query: state ? { state } : {}, refetchInterval: 30_000 });
  const view = useListView("outbox", useColumns(setShownId), useStandardView());
  useCrumbs({ label: t("workspace.nav.outbox") });
  const kept = list.items.filter((mail) => mail.state === "kept");
  return (
    <>
      <PageHeader
        title={t("workspace.nav.outbox")}
        below={t("workspace.outbox.below")}
        actions={
          may("setting:write") && (
            <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} onClick={test.open}>
              {t("workspace.outbox.test")}
            </Button>
          )
        }
      />
      {view.chips}
      <Group gap="xs" mb="sm">
        <FilterChip
          label={t("workspace.record.state")}
          single
          values={state ? [state] : []}
          choices={MAIL_STATES.map((value) => ({ value, label: t(`workspace.outbox.state.${value}`) }))}
          onChange={([value]) => change({ state: value })}
        />
        <Group gap="xs" wrap="nowrap" ml="auto">
          {view.save}
          {view.chooser}
        </Group>
      </Group>
      <DataTable
        label={t("workspace.nav.outbox")}
        columns={view.columns}
        page={list}
        keyOf={(mail) => mail.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          state ? (
            <EmptyState title={t("workspace.outbox.noneFiltered")} />
          ) : (
            <EmptyState title={t("workspace.outbox.none")}>{t("workspace.outbox.noneHow")}</EmptyState>
          )
        }
      />
      {/* Known with the rows: above them it would push what is being read. */}
      {kept.length > 0 && (
        <Alert color="amber" mt="sm">
          {t(kept.some((mail) => mail.can.includes("resend")) ? "workspace.outbox.keptBefore" : "workspace.outbox.keptMeans")}
        </Alert>
      )}
      <MailDrawer mail={list.items.find((mail) => mail.id === shownId) ?? null} onClose={() => setShownId(null)} />
      {testing && <TestMailDialog onClose={test.close} />}
    </>
  );
}

function useColumns(show: (mailId: string) => void): Column<Mail>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: "subject",
        title: t("workspace.ticket.subject"),
        main: true,
        render: (mail) => (
          <>
            <RowButton onClick={() => show(mail.id)}>{mail.subject}</RowButton>
            <Text size="xs" c="dimmed" truncate>
              {t("workspace.outbox.to", { to: mail.to })}
            </Text>
          </>
        ),
      },
      { key: "state", title: t("workspace.record.state"), width: "140px", render: (mail) => <MailStateBadge state={mail.state} /> },
      { key: "attempts", title: t("workspace.outbox.attempts"), width: "100px", align: "right", hideBelow: 640, render: (mail) => mail.attempts },
      { key: "created", title: t("workspace.ticket.created"), width: "132px", hideBelow: 480, render: (mail) => <DateTime at={mail.createdAt} /> },
    ],
    [t, show],
  );
}
