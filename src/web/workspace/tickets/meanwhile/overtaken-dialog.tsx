/** Somebody else changed the same field first: both values side by side, and which one is to stand. */
import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { fieldsOf } from "#web/workspace/audit/event-fields.ts";
import { useFieldWords } from "#web/workspace/audit/field-words.tsx";
import { formerFields } from "./former-fields.ts";

type Given = { ticket: AgentTicketView; by: string; wanted: object; onReplace: () => void; onClose: () => void };

export function OvertakenDialog({ ticket, by, wanted, onReplace, onClose }: Given) {
  const { t } = useTranslation();
  const words = useFieldWords({ kind: "ticket", id: ticket.id });
  const now = fieldsOf(formerFields(ticket, wanted));
  const mine = fieldsOf(wanted);
  return (
    <ConfirmDialog
      opened
      title={t("workspace.meanwhile.title", { name: by })}
      confirmLabel={t("workspace.meanwhile.replace")}
      cancelLabel={t("workspace.meanwhile.keep")}
      onConfirm={onReplace}
      onClose={onClose}
    >
      <Text size="sm" mb="sm">
        {t("workspace.meanwhile.means", { name: by })}
      </Text>
      <Table withTableBorder layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("workspace.audit.field")}</Table.Th>
            <Table.Th>{t("workspace.meanwhile.now")}</Table.Th>
            <Table.Th>{t("workspace.meanwhile.mine")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(now).map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td>{words.label(name)}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{words.value(name, value)}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{words.value(name, mine[name])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ConfirmDialog>
  );
}
