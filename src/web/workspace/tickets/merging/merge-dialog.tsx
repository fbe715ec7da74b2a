/** On a ticket: it goes into another one, or the other one into it. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useUi } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { TicketPicker } from "#web/workspace/pick/ticket-picker.tsx";
import { MergeForm } from "./merge-form.tsx";

export function MergeDialog({ ticket, onClose }: { ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const [otherId, setOtherId] = useState<string | null>(null);
  const [keeps, setKeeps] = useState<"other" | "this">("other");
  const asked = useEndpoint(getTicket, { params: { id: otherId ?? "" } }, { enabled: otherId !== null });
  const other = otherId === null ? undefined : asked.data;
  const [target, source] = keeps === "other" ? [other ?? null, ticket] : [ticket, other];
  const done = (targetId: string) => {
    onClose();
    if (targetId !== ticket.id) navigation.push(`/tickets/${targetId}`);
  };
  return (
    <MergeForm target={target} sources={source && other ? [source] : []} onDone={done} onClose={onClose}>
      <TicketPicker
        label={t("workspace.merge.other")}
        placeholder={t("workspace.merge.otherHow")}
        value={otherId}
        onChange={setOtherId}
        except={ticket.id}
        required
        autoFocus
      />
      {other !== undefined && (
        <SegmentedControl
          aria-label={t("workspace.merge.keeps")}
          value={keeps}
          onChange={(value) => setKeeps(value === "this" ? "this" : "other")}
          data={[
            { value: "other", label: t("workspace.merge.into", { from: ticket.number, to: other.number }) },
            { value: "this", label: t("workspace.merge.into", { from: other.number, to: ticket.number }) },
          ]}
        />
      )}
    </MergeForm>
  );
}
