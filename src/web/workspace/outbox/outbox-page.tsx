/** Mails: sent, waiting, failed, or kept because no SMTP server is configured. */
import { Alert, Button, Drawer, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listOutbox } from "#contract/administration.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { PlainText } from "#web/ui/plain-text.tsx";
import { StateBadge, type StateTone } from "#web/ui/state-badge.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { RowButton } from "#web/workspace/frame/row-button.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { TestMailDialog } from "./test-mail-dialog.tsx";

type Mail = ResponseOf<typeof listOutbox>["items"][number];
const tones: Readonly<Record<Mail["state"], StateTone>> = { waiting: "waiting", kept: "inherited", sent: "done", failed: "shut" };

export function OutboxPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [shown, setShown] = useState<Mail | null>(null);
  const [testing, test] = useDisclosure();
  const list = useListQuery(listOutbox, { refetchInterval: 30_000 });
  useCrumbs({ label: t("workspace.nav.outbox") });
  const columns: Column<Mail>[] = [
    {
      key: "subject",
      title: t("workspace.ticket.subject"),
      main: true,
      render: (mail) => (
        <>
          <RowButton onClick={() => setShown(mail)}>{mail.subject}</RowButton>
          <Text size="xs" c="dimmed" truncate>
            {t("workspace.outbox.to", { to: mail.to })}
          </Text>
        </>
      ),
    },
    {
      key: "state",
      title: t("workspace.record.state"),
      width: "140px",
      render: (mail) => <StateBadge tone={tones[mail.state]}>{t(`workspace.outbox.state.${mail.state}`)}</StateBadge>,
    },
    { key: "attempts", title: t("workspace.outbox.attempts"), width: "100px", align: "right", hideBelow: 640, render: (mail) => mail.attempts },
    { key: "created", title: t("workspace.ticket.created"), width: "132px", hideBelow: 480, render: (mail) => <DateTime at={mail.createdAt} /> },
  ];
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
      {list.items.some((mail) => mail.state === "kept") && (
        <Alert color="amber" mb="sm">
          {t("workspace.outbox.keptMeans")}
        </Alert>
      )}
      <DataTable
        label={t("workspace.nav.outbox")}
        columns={columns}
        page={list}
        keyOf={(mail) => mail.id}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.outbox.none")}>{t("workspace.outbox.noneHow")}</EmptyState>}
      />
      <Drawer
        opened={shown !== null}
        onClose={() => setShown(null)}
        position="right"
        size="lg"
        title={shown?.subject}
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        {shown !== null && <MailText mail={shown} />}
      </Drawer>
      {testing && <TestMailDialog onClose={test.close} />}
    </>
  );
}

function MailText({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("workspace.outbox.to", { to: mail.to })}
      </Text>
      <Text size="sm" c="dimmed" mb="md" component="div">
        <StateBadge tone={tones[mail.state]}>{t(`workspace.outbox.state.${mail.state}`)}</StateBadge> ·{" "}
        <DateTime at={mail.sentAt ?? mail.createdAt} as="exact" />
      </Text>
      {mail.lastError !== "" && (
        <Alert color="red" mb="md" title={t("workspace.outbox.lastError")}>
          {mail.lastError}
        </Alert>
      )}
      <PlainText text={mail.bodyText} />
    </>
  );
}
