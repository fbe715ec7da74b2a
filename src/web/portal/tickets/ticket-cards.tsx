/** Tickets as cards, one link each: the list on a phone and on the home page. */
import { Skeleton } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TicketView } from "#contract/ticket-fields.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { useRowKeys } from "#web/ui/use-row-keys.ts";
import classes from "./ticket-cards.module.css";
import { TicketState } from "./ticket-state.tsx";

type Given = {
  label: string;
  tickets: readonly TicketView[];
  /** Whose ticket it is is said only where it can be somebody else's. */
  showsPerson: boolean;
  showsCompany: boolean;
  isStale?: boolean;
  /** Ids of those that changed a moment ago, and of those that do not belong to the list any more. */
  changed?: ReadonlySet<string>;
  left?: ReadonlySet<string>;
  /** What is to be done with it, above everything else that is said. */
  noteOf?: (ticket: TicketView) => string;
};

export function TicketCards({ label, tickets, showsPerson, showsCompany, isStale = false, changed, left, noteOf }: Given) {
  const { t } = useTranslation();
  const { texts } = useUi();
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list, { list: label, keys: tickets.map((ticket) => ticket.id) });
  return (
    <ul ref={list} className={classes.list} aria-label={label} data-stale={isStale}>
      {tickets.map((ticket) => {
        const whose = [showsPerson ? ticket.contactName : null, showsCompany ? ticket.companyName : null].filter((name) => name !== null);
        return (
          <li key={ticket.id} data-row data-changed={changed?.has(ticket.id) || undefined} data-left={left?.has(ticket.id) || undefined}>
            <Link to={`/tickets/${ticket.id}`} className={classes.card} data-row-link>
              <span className={classes.subject}>{ticket.subject}</span>
              {left?.has(ticket.id) && <span className={classes.line}>{texts.rowLeft}</span>}
              {noteOf !== undefined && <span className={classes.note}>{noteOf(ticket)}</span>}
              <span className={classes.line}>
                <TicketState ticket={ticket} />
                <span className={classes.whose}>
                  <span className="pf-number">#{ticket.number}</span>
                  {ticket.customerReference !== "" && <span>{ticket.customerReference}</span>}
                  {whose.map((name) => (
                    <span key={name}>{name}</span>
                  ))}
                </span>
                {ticket.dueAt !== null && (
                  <span className={classes.whose}>
                    {t("portal.ticket.due")} <DateTime at={ticket.dueAt} as="ahead" />
                  </span>
                )}
                <span className={classes.time}>
                  <DateTime at={ticket.changedAt} />
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

export function TicketCardsWaiting({ rows }: { rows: number }) {
  return (
    <ul className={classes.list} aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
        <li key={index}>
          <div className={classes.card}>
            <Skeleton height={16} my={4} width={`${45 + ((index * 23) % 40)}%`} />
            <Skeleton height={12} my={4} width="55%" />
            <Skeleton height={12} my={4} width="70%" hiddenFrom="sm" />
          </div>
        </li>
      ))}
    </ul>
  );
}
