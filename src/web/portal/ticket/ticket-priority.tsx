/** The priority as a word, or as a menu where it may be changed. */
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useOnDemand } from "#web/ui/use-on-demand.ts";
import classes from "./ticket-page.module.css";
import type { PortalTicket } from "./ticket-queries.ts";

const loadMenu = () => import("./priority-menu.tsx").then((module) => module.PriorityMenu);

export function TicketPriority({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const { Part, opened, setOpened, triggers } = useOnDemand(loadMenu);
  const words = t("portal.ticket.priority", { priority: ticket.priorityLabel });
  if (!ticket.view.priority) return null;
  if (!ticket.can.includes("change")) return <span>{words}</span>;
  const button = (
    <button type="button" {...triggers} className={classes.menu} aria-label={`${words}. ${t("portal.ticket.changePriority")}`} aria-haspopup="menu">
      {words}
      <IconChevronDown size={14} aria-hidden />
    </button>
  );
  return Part === null ? (
    button
  ) : (
    <Part ticket={ticket} opened={opened} onOpened={setOpened}>
      {button}
    </Part>
  );
}
