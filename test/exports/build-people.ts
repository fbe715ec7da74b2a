/** Persons, companies and their rights of a described export. */
import type { Table } from "./csv-text.ts";
import type { ExportDescription, PersonDescription, SourceDescription } from "./export-description.ts";
import { idIn, tail } from "./named-tables.ts";

export const contexts: Record<string, string> = { same: "Ticket::CustomerID::Same", other: "Ticket::CustomerID::Other" };
export const firstSource: SourceDescription = { key: "CustomerUser", table: "customer_user" };

export function peopleTables({ sources = [firstSource], people = [], companies = [], preferences = [] }: ExportDescription): Table[] {
  return [
    ...sources.map((source, index) =>
      personTable(
        source,
        people.filter((person) => (person.source ?? sources[0]?.table) === source.table),
        index,
      ),
    ),
    {
      name: "customer_company",
      columns: [
        ...new Set([
          "customer_id",
          "name",
          "valid_id",
          ...Object.keys(tail),
          ...companies.flatMap((one) => Object.keys((typeof one === "string" ? {} : one.more) ?? {})),
        ]),
      ],
      rows: companies.map((one) => {
        const company = typeof one === "string" ? { id: one } : one;
        return { customer_id: company.id, name: company.name ?? `Company ${company.id}`, valid_id: String(company.valid ?? 1), ...tail, ...company.more };
      }),
    },
    {
      name: "customer_preferences",
      columns: ["user_id", "preferences_key", "preferences_value"],
      rows: preferences.map(([login, key, value]) => ({ user_id: login, preferences_key: key, preferences_value: value })),
    },
  ];
}

function personTable({ table, columns = {}, furtherColumn, foreign }: SourceDescription, people: readonly PersonDescription[], index: number): Table {
  const rows = people.map((person, position) => ({
    ...(foreign ? {} : { id: String(index * 1000 + position + 1) }),
    [columns.login ?? "login"]: person.login,
    [columns.company ?? "customer_id"]: person.company,
    [columns.email ?? "email"]: person.email ?? `${person.login}@example.com`,
    [columns.firstName ?? "first_name"]: "Anna",
    [columns.lastName ?? "last_name"]: person.login,
    [columns.password ?? "pw"]: person.password ?? "",
    ...(foreign && !columns.valid ? {} : { [columns.valid ?? "valid_id"]: String(person.valid ?? 1) }),
    ...(furtherColumn ? { [furtherColumn]: person.further ?? "" } : {}),
    ...(foreign ? {} : tail),
    ...person.more,
  }));
  return { name: table, columns: [...new Set(rows.flatMap(Object.keys))].concat(rows.length === 0 ? [columns.login ?? "login"] : []), rows };
}

export function rightTables(description: ExportDescription): Table[] {
  const { layout = "otobo", groups = [], agents = [], services = [] } = description;
  const right = ([, group, key]: readonly [string, string, string, ...unknown[]], value = 1) => ({
    ...{ group_id: idIn(groups, group), permission_key: key, permission_value: String(value) },
    ...tail,
  });
  const columns = ["group_id", "permission_key", "permission_value", ...Object.keys(tail)];
  const tables: Table[] = [
    {
      name: "group_customer_user",
      columns: ["user_id", ...columns],
      rows: (description.personRights ?? []).map((row) => ({ user_id: row[0], ...right(row, row[3]) })),
    },
    {
      name: "service_customer_user",
      columns: ["customer_user_login", "service_id"],
      rows: (description.personServices ?? []).map(([login, service]) => ({ customer_user_login: login, service_id: idIn(services, service) })),
    },
    {
      name: "users",
      columns: ["id", "login", "pw", "first_name", "last_name", "valid_id", ...Object.keys(tail)],
      rows: agents.map((agent, index) => ({
        ...{ id: String(index + 1), login: agent.login, pw: agent.password ?? "", first_name: "Agent" },
        ...{ last_name: agent.login, valid_id: String(agent.valid ?? 1), ...tail },
      })),
    },
    {
      name: "group_user",
      columns: ["user_id", ...columns],
      rows: (description.agentRights ?? []).map((row) => ({
        user_id: idIn(
          agents.map((agent) => agent.login),
          row[0],
        ),
        ...right(row, row[3]),
      })),
    },
  ];
  if (layout === "otrs5") return tables;
  return [
    ...tables,
    {
      name: "group_customer",
      columns: ["customer_id", "permission_context", ...columns],
      rows: (description.companyRights ?? []).map((row) => ({
        ...{ customer_id: row[0], permission_context: contexts[row[3] ?? "same"] ?? row[3] ?? "" },
        ...right(row, row[4]),
      })),
    },
    {
      name: "customer_user_customer",
      columns: ["user_id", "customer_id", ...Object.keys(tail)],
      rows: (description.further ?? []).map(([login, company]) => ({ user_id: login, customer_id: company, ...tail })),
    },
  ];
}
