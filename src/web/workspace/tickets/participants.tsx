/** People and companies that were added to a ticket. */
import { ActionIcon, Anchor, Button, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listParticipants, removeParticipant } from "#contract/ticket.ts";
import type { AgentTicketView, ParticipantView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { Link } from "#web/ui/link.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";
import { AddParticipant } from "./add-participant.tsx";
import classes from "./ticket-page.module.css";

export function Participants({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure();
  const [leaving, setLeaving] = useState<ParticipantView | null>(null);
  const participants = useEndpoint(listParticipants, { params: { id: ticket.id } });
  const remove = useAction((participant: ParticipantView) => call(removeParticipant, { params: { id: ticket.id, participantId: participant.id } }), {
    done: t("workspace.participant.removed"),
    after: () => setLeaving(null),
  });
  const mayShare = ticket.can.includes("share");
  return (
    <section className={classes.card} aria-labelledby="participants">
      <div className={classes.cardHead}>
        <h2 id="participants">{t("workspace.participant.title")}</h2>
        {mayShare && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={dialog.open}>
            {t("workspace.participant.add")}
          </Button>
        )}
      </div>
      {participants.isPending && <Skeleton height={20} />}
      {participants.error !== null && (
        <Text size="sm" c="var(--pf-shut)">
          {problemText(participants.error)}
        </Text>
      )}
      {participants.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("workspace.participant.none")}
        </Text>
      )}
      {participants.data?.items.map((participant) => (
        <div key={participant.id} className={classes.person}>
          <div style={{ minWidth: 0 }}>
            <Anchor component={Link} to={participant.contact ? `/contacts/${participant.contact.id}` : `/companies/${participant.company?.id}`}>
              {participant.contact?.name ?? participant.company?.name}
            </Anchor>
            <Text size="xs" c="dimmed">
              {t(`workspace.participant.level.${participant.level}`)}
              {participant.company !== null && ` · ${t("workspace.participant.wholeCompany")}`}
              {participant.addedBy === "contact" && ` · ${t("workspace.participant.byContact")}`}
            </Text>
          </div>
          {mayShare && (
            <ActionIcon
              size="sm"
              aria-label={t("workspace.participant.removeName", { name: participant.contact?.name ?? participant.company?.name })}
              onClick={() => setLeaving(participant)}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {opened && <AddParticipant ticket={ticket} onClose={dialog.close} />}
      <ConfirmDialog
        opened={leaving !== null}
        title={t("workspace.participant.removeName", { name: leaving?.contact?.name ?? leaving?.company?.name })}
        confirmLabel={t("workspace.participant.remove")}
        danger
        busy={remove.isPending}
        onConfirm={() => leaving !== null && remove.mutate(leaving)}
        onClose={() => setLeaving(null)}
      >
        <Stack gap="md">
          <span>{t(leaving?.company ? "workspace.participant.removeCompanyMeans" : "workspace.participant.removeMeans")}</span>
          <WhatIf planned={leaving && plannedCall(removeParticipant, { params: { id: ticket.id, participantId: leaving.id } })} />
        </Stack>
      </ConfirmDialog>
    </section>
  );
}
