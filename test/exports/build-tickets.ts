/** Tickets, their articles and merges of a described export. */
import { articleTables } from "./build-articles.ts";
import { priorities, states } from "./build-master.ts";
import type { Table } from "./csv-text.ts";
import type { ExportDescription } from "./export-description.ts";
import { idIn, someTime, tail } from "./named-tables.ts";

export function ticketTables(description: ExportDescription): Table[] {
  const { layout = "otobo", tickets = [], queues = {}, agents = [], merges = [] } = description;
  const rows = tickets.map((ticket, index) => ({
    ...{ id: String(index + 1), tn: ticket.tn ?? `T${index + 1}`, title: ticket.title ?? `Ticket ${index + 1}` },
    ...{ queue_id: idIn(Object.keys(queues), ticket.queue), type_id: "", service_id: "" },
    user_id: idIn(
      agents.map((agent) => agent.login),
      ticket.owner ?? "1",
    ),
    ...{ ticket_priority_id: idIn(priorities, ticket.priority ?? "3 normal"), ticket_state_id: idIn(states, ticket.state ?? "open") },
    ...{ customer_id: ticket.company ?? "", customer_user_id: ticket.person ?? "", until_time: "0", archive_flag: ticket.archived ? "1" : "0" },
    ...{ create_time: ticket.created ?? someTime, create_by: "1", change_time: ticket.changed ?? ticket.created ?? someTime, change_by: "1" },
  }));
  const idOf = (tn: string) => rows.find((row) => row.tn === tn)?.id ?? tn;
  const ticketColumns = ["id", "tn", "title", "queue_id", "type_id", "service_id", "user_id", "ticket_priority_id", "ticket_state_id"];
  return [
    { name: "ticket", columns: [...ticketColumns, "customer_id", "customer_user_id", "until_time", "archive_flag", ...Object.keys(tail)], rows },
    ...articleTables(layout, tickets),
    { name: "link_type", columns: ["id", "name"], rows: [{ id: "2", name: "ParentChild" }] },
    { name: "link_object", columns: ["id", "name"], rows: [{ id: "1", name: "Ticket" }] },
    {
      name: "link_relation",
      columns: ["source_object_id", "source_key", "target_object_id", "target_key", "type_id", "state_id"],
      rows: merges.map(([main, merged]) => ({
        ...{ source_object_id: "1", source_key: idOf(main), target_object_id: "1" },
        ...{ target_key: idOf(merged), type_id: "2", state_id: "1" },
      })),
    },
  ];
}
