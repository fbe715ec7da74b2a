import { Select, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { linkTicket } from "#contract/ticket-link.ts";
import { LINK_SIDES, type LinkSide } from "#domain/tickets/ticket-links.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { TicketPicker } from "#web/workspace/pick/ticket-picker.tsx";

export function AddLink({ ticket, onClose }: { ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<LinkSide>("relates");
  const [otherId, setOtherId] = useState<string | null>(null);
  const add = useAction(() => call(linkTicket, { params: { id: ticket.id }, body: { side, ticketId: otherId ?? "" } }), {
    quiet: true,
    done: ({ ticket: { number } }) => t("workspace.link.added", { number }),
    after: onClose,
  });
  return (
    <FormDialog
      title={t("workspace.link.addTitle")}
      submitLabel={t("workspace.link.add")}
      busy={add.isPending}
      disabled={otherId === null}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <Select
        label={t("workspace.link.kind")}
        data={LINK_SIDES.map((value) => ({ value, label: t(`workspace.link.side.${value}`) }))}
        value={side}
        onChange={(value) => setSide(value as LinkSide)}
        allowDeselect={false}
      />
      <TicketPicker
        label={t("workspace.link.other")}
        placeholder={t("workspace.merge.otherHow")}
        value={otherId}
        onChange={setOtherId}
        except={ticket.id}
        required
        autoFocus
      />
      <Text size="sm" c="dimmed">
        {t("workspace.link.only")}
      </Text>
    </FormDialog>
  );
}
