/** Who can read this ticket, in a sentence; the people behind it, and a way to add one, when somebody asks. */
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "#web/portal/session/portal-session.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { type PortalTicket, participantName, participantsQuery } from "./ticket-queries.ts";
import classes from "./who-reads.module.css";

const WhoPanel = lazy(() => import("./who-panel.tsx").then((module) => ({ default: module.WhoPanel })));

export function WhoReads({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [opened, setOpened] = useState(false);
  const { contactId } = useSession();
  const participants = useQuery(participantsQuery(ticket.id)).data?.items ?? [];
  // That it was shared with me is why I see it.
  const added = participants.filter((one) => one.contact?.id !== contactId).map(participantName);
  const sentence = [
    t(`portal.who.path.${ticket.path}`, { requester: ticket.contactName ?? "", company: ticket.companyName ?? "" }),
    added.length > 0
      ? t("portal.who.added", { names: formats.list(added.length > 4 ? [...added.slice(0, 3), t("portal.who.others", { count: added.length - 3 })] : added) })
      : null,
  ];
  return (
    <div className={classes.who}>
      <span>{sentence.filter(Boolean).join(" ")} </span>
      <button type="button" className={classes.toggle} aria-expanded={opened} aria-controls="who-reads" onClick={() => setOpened(!opened)}>
        {t(opened ? "portal.who.hide" : ticket.can.includes("share") ? "portal.who.showAndShare" : "portal.who.show")}
      </button>
      {opened && (
        <div id="who-reads" className={classes.panel}>
          <Suspense fallback={<Skeleton height={96} />}>
            <WhoPanel ticket={ticket} participants={participants} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
