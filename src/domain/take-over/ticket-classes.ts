/** Tickets that every rule treats alike, counted once: what makes comparing many contacts with many tickets quick. */
import type { OtrsTicket } from "./otrs-list-rule.ts";
import type { TicketShape } from "./pforte-facts.ts";
import type { TicketRecord } from "./plan-tickets.ts";

export type TicketClass = { shape: TicketShape; rule: OtrsTicket; numbers: string[] };

type TicketClasses = {
  /** All classes of these contacts, companies or groups, each once. */
  reach(contactKeys: readonly (string | undefined)[], companyKeys: readonly (string | undefined)[], groupKeys: readonly string[]): Set<TicketClass>;
};

export function ticketClasses(tickets: readonly TicketRecord[]): TicketClasses {
  const classes = new Map<string, TicketClass>();
  for (const ticket of tickets) {
    const { contactKey, companyKey, rule } = ticket;
    const gone = ticket.statusType === "removed" || ticket.statusType === "merged";
    const key = JSON.stringify([contactKey, companyKey, rule.groupId, gone, rule.customerUser, rule.companyId]);
    const known = classes.get(key);
    if (known) known.numbers.push(ticket.number);
    else classes.set(key, { shape: { contactKey, companyKey, groupKey: rule.groupId, statusType: ticket.statusType }, rule, numbers: [ticket.number] });
  }
  const all = [...classes.values()];
  const byContact = Map.groupBy(all, ({ shape }) => shape.contactKey);
  const byCompany = Map.groupBy(all, ({ shape }) => shape.companyKey);
  const byGroup = Map.groupBy(all, ({ shape }) => shape.groupKey);
  return {
    reach(contactKeys, companyKeys, groupKeys) {
      const reached = new Set<TicketClass>();
      const add = (some: readonly TicketClass[] | undefined) => {
        for (const one of some ?? []) reached.add(one);
      };
      for (const key of new Set(contactKeys)) if (key !== undefined) add(byContact.get(key));
      for (const key of new Set(companyKeys)) if (key !== undefined) add(byCompany.get(key));
      for (const key of new Set(groupKeys)) add(byGroup.get(key));
      return reached;
    },
  };
}
