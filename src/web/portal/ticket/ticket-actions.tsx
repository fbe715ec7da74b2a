/** What can be done with the ticket beside answering: close, open again, say that all is well. Each only if `can` says so. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TicketView } from "#contract/ticket-fields.ts";
import { isFinished } from "#web/portal/tickets/ticket-state.tsx";
import { toast } from "#web/ui/toasts.tsx";
import classes from "./ticket-page.module.css";
import type { PortalTicket } from "./ticket-queries.ts";
import { useAccept, useTicketChange } from "./use-ticket-change.ts";

function useMove(ticket: PortalTicket) {
  const { t } = useTranslation();
  const change = useTicketChange(ticket);
  const move = (to: "open" | "closed") =>
    change.mutate(
      { state: to, version: ticket.version },
      {
        onSuccess: (changed) => {
          const back = { state: to === "closed" ? "open" : "closed", version: changed.version } as const;
          // A closed ticket of some queues stays closed: then nothing can be taken back.
          const undo = changed.can.includes("close") ? { label: t("ui.undo"), run: () => change.mutate(back) } : undefined;
          toast(t(to === "closed" ? "portal.ticket.isClosed" : "portal.ticket.isOpen"), undo);
        },
      },
    );
  return { move, isPending: change.isPending };
}

export function TicketActions({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const { move, isPending } = useMove(ticket);
  // A finished one is judged, by whoever may.
  if (!ticket.can.includes("close") || (ticket.statusType === "done" && ticket.verdicts.length > 0)) return null;
  const to = isFinished(ticket) ? "open" : "closed";
  return (
    <Button variant="default" size="sm" loading={isPending} onClick={() => move(to)}>
      {t(to === "closed" ? "portal.ticket.close" : "portal.ticket.reopen")}
    </Button>
  );
}

/** Of a ticket that the provider calls finished: is it? Whoever may not judge it can still answer. */
export function IsItDone({ ticket, onNotYet }: { ticket: PortalTicket; onNotYet: () => void }) {
  const { t } = useTranslation();
  const accept = useAccept(ticket);
  const reopen = useTicketChange(ticket);
  if (ticket.statusType !== "done") return null;
  const mayAccept = ticket.verdicts.includes("accepted");
  // Whoever may not reject can still answer.
  const mayDisagree = ticket.verdicts.includes("rejected") || ticket.can.includes("reply");
  if (!mayAccept && !mayDisagree) return null;
  const onAccepted = (accepted: TicketView) => {
    const undo = { label: t("ui.undo"), run: () => reopen.mutate({ state: "open", version: accepted.version }) };
    toast(t("portal.ticket.isAccepted"), accepted.can.includes("close") ? undo : undefined);
  };
  return (
    <div className={classes.judge}>
      {mayAccept && (
        <Button size="sm" loading={accept.isPending} onClick={() => accept.mutate(undefined, { onSuccess: onAccepted })}>
          {t("portal.ticket.allWell")}
        </Button>
      )}
      {mayDisagree && (
        <Button size="sm" variant="default" onClick={onNotYet}>
          {t("portal.ticket.notYet")}
        </Button>
      )}
    </div>
  );
}
