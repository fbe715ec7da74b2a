/** Asks before a change that decides who may read a ticket, and tells afterwards how many can. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { whoCanRead } from "#contract/access.ts";
import { type AgentTicketView, changeTicket, getTicket } from "#contract/ticket.ts";
import { call } from "#web/client/call.ts";
import { toast } from "#web/ui/toasts.tsx";
import { useReaderCount } from "#web/workspace/access/readers.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import type { TicketChange } from "./use-ticket-change.ts";

export type SightChange = { kind: "queue"; queueId: string; name: string } | { kind: "confidential"; confidential: boolean };

export function useSightChange(ticket: AgentTicketView, onDone: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const may = useMay();
  const before = useReaderCount(ticket.id, may("access:read"));
  const action = useAction(
    ({ change, reason }: { change: TicketChange; reason: string }) =>
      call(changeTicket, { params: { id: ticket.id }, body: { version: ticket.version, ...change, ...withReason(reason) } }),
    {
      after: async (answer) => {
        keepAnswer(client, getTicket, { id: ticket.id }, answer);
        onDone();
        const now = may("access:read") ? await call(whoCanRead, { query: { ticket: ticket.id, limit: 1 } }).catch(() => null) : null;
        toast(
          now === null || before === null
            ? t("workspace.editing.saved")
            : t("workspace.sight.readersChanged", {
                before: t("workspace.sight.readers", { count: before }),
                after: t("workspace.sight.readers", { count: now.total }),
              }),
        );
      },
    },
  );
  return { before, action };
}

export function ConfirmSight({ ticket, wanted, onClose }: { ticket: AgentTicketView; wanted: SightChange; onClose: () => void }) {
  const { t } = useTranslation();
  const { before, action } = useSightChange(ticket, onClose);
  const change: TicketChange = wanted.kind === "queue" ? { queueId: wanted.queueId } : { confidential: wanted.confidential };
  const key = wanted.kind === "queue" ? "queue" : wanted.confidential ? "confidential" : "notConfidential";
  return (
    <ConfirmWithReason
      opened
      title={t(`workspace.sight.${key}.title`, wanted.kind === "queue" ? { queue: wanted.name } : {})}
      confirmLabel={t(`workspace.sight.${key}.confirm`)}
      busy={action.isPending}
      onConfirm={(reason) => action.mutate({ change, reason })}
      onClose={onClose}
    >
      {t(`workspace.sight.${key}.means`)}
      {before !== null && ` ${t("workspace.sight.now", { count: before })}`}
    </ConfirmWithReason>
  );
}
