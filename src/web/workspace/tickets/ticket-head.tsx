import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowMerge, IconDots, IconEyeQuestion, IconPencil } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTicket, getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { Confidential } from "./confidential.tsx";
import { useTicketAsOpened } from "./meanwhile/ticket-as-opened.ts";
import { TONE_OF_STATUS } from "./status.ts";
import { WaitsUntil } from "./status-step/waits-until.tsx";

const MergeDialog = lazy(() => import("./merging/merge-dialog.tsx").then((module) => ({ default: module.MergeDialog })));

export function TicketHead({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, dialog] = useDisclosure();
  const [mergeOpened, merging] = useDisclosure();
  const whyPath = `/tickets/${ticket.id}/access`;
  return (
    <>
      <PageHeader
        title={ticket.subject}
        actions={
          <>
            {may("access:read") && (
              <Button component={Link} to={whyPath} variant="default" leftSection={<IconEyeQuestion size={16} aria-hidden />} aria-keyshortcuts="w">
                {t("workspace.why.ask")}
              </Button>
            )}
            {ticket.can.includes("change") && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon size="lg" variant="default" aria-label={t("workspace.list.more")}>
                    <IconDots size={18} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={dialog.open}>
                    {t("workspace.ticket.changeSubject")}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconArrowMerge size={16} aria-hidden />} onClick={merging.open}>
                    {t("workspace.merge.menu")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        }
        below={
          <Group gap="xs" wrap="wrap">
            <span className="pf-number">#{ticket.number}</span>
            <StateBadge tone={TONE_OF_STATUS[ticket.statusType]}>{ticket.statusLabel}</StateBadge>
            <WaitsUntil ticket={ticket} />
            <span>{ticket.queueName}</span>
            {ticket.confidential && <Confidential />}
            {ticket.archived && <span>{t("workspace.ticket.archived")}</span>}
            {ticket.mergedIntoId !== null && <Link to={`/tickets/${ticket.mergedIntoId}`}>{t("workspace.ticket.mergedInto")}</Link>}
          </Group>
        }
      />
      {opened && <SubjectDialog ticket={ticket} onClose={dialog.close} />}
      <Suspense>{mergeOpened && <MergeDialog ticket={ticket} onClose={merging.close} />}</Suspense>
    </>
  );
}

function SubjectDialog({ ticket, onClose }: { ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [subject, setSubject] = useState(ticket.subject);
  const save = useAction(
    (from: AgentTicketView) =>
      call(changeTicket, { params: { id: ticket.id }, body: { version: from.version, was: { subject: from.subject }, subject: subject.trim() } }),
    {
      quiet: true,
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getTicket, { id: ticket.id }, answer);
        onClose();
      },
    },
  );
  const from = useTicketAsOpened(ticket, save.error);
  return (
    <FormDialog
      title={t("workspace.ticket.changeSubject")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={subject.trim() === "" || subject.trim() === ticket.subject}
      error={save.error}
      onSubmit={() => save.mutate(from)}
      onClose={onClose}
    >
      <TextInput
        label={t("workspace.ticket.subject")}
        maxLength={500}
        required
        data-autofocus
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
