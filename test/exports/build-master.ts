/** Groups, queues, states, services and dynamic fields of a described export. */
import type { Table } from "./csv-text.ts";
import type { ExportDescription, Layout } from "./export-description.ts";
import { idIn, namedTable } from "./named-tables.ts";

export const states = [
  "new",
  "closed successful",
  "closed unsuccessful",
  "open",
  "removed",
  "pending reminder",
  "pending auto close+",
  "pending auto close-",
  "merged",
];
const stateTypes = ["1", "3", "3", "2", "6", "4", "5", "5", "7"];
export const priorities = ["1 very low", "2 low", "3 normal", "4 high", "5 very high"];
const groupTables: Record<Layout, string> = { otobo: "groups_table", znuny: "permission_groups", otrs6: "groups", otrs5: "groups" };

export function masterTables({ layout = "otobo", groups = [], queues = {}, services = [], dynamicFields = [] }: ExportDescription): Table[] {
  const queueTable = namedTable("queue", Object.keys(queues));
  queueTable.columns.push("group_id", "follow_up_id");
  for (const row of queueTable.rows) Object.assign(row, { group_id: idIn(groups, queues[row.name ?? ""] ?? ""), follow_up_id: "1" });
  const stateTable = namedTable("ticket_state", states);
  stateTable.columns.push("type_id");
  for (const [index, row] of stateTable.rows.entries()) Object.assign(row, { type_id: stateTypes[index] ?? "" });
  const objects = dynamicFields.flatMap(({ object, values }) => (object === "Ticket" ? [] : Object.keys(values).map((name) => ({ object, name }))));
  return [
    namedTable(groupTables[layout], groups),
    queueTable,
    stateTable,
    namedTable("ticket_state_type", ["new", "open", "closed", "pending reminder", "pending auto", "removed", "merged"]),
    namedTable("ticket_priority", priorities),
    namedTable("valid", ["valid", "invalid", "invalid-temporarily"]),
    namedTable("service", services),
    {
      name: "dynamic_field",
      columns: ["id", "name", "label", "field_order", "field_type", "object_type", "config", "valid_id"],
      rows: dynamicFields.map(({ name, object, type = "Text" }, index) => ({
        ...{ id: String(index + 1), name, label: name, field_order: "1", field_type: type },
        ...{ object_type: object, config: "---\nDefaultValue: ''\n", valid_id: "1" },
      })),
    },
    {
      name: "dynamic_field_obj_id_name",
      columns: ["object_id", "object_name", "object_type"],
      rows: objects.map(({ object, name }, index) => ({ object_id: String(1000 + index), object_name: name, object_type: object })),
    },
    {
      name: "dynamic_field_value",
      columns: ["id", "field_id", "object_id", "value_text", "value_date", "value_int"],
      rows: dynamicFields.flatMap(({ object, values }, index) =>
        Object.entries(values).map(([of, value]) => ({
          ...{ field_id: String(index + 1), value_text: value },
          object_id: object === "Ticket" ? of : String(1000 + objects.findIndex((one) => one.object === object && one.name === of)),
        })),
      ),
    },
  ];
}
