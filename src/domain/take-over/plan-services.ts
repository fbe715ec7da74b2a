/** Services that contacts may choose, and the default ones (otrs-family.md 14). */
import type { Findings } from "./findings.ts";
import type { Persons } from "./persons.ts";
import { cell, type Tables } from "./raw.ts";

export type ServiceAssignmentRecord = { key: string; serviceKey: string /** null: a default service. */; contactKey: string | null };

const everybody = "<DEFAULT>";

export function planServiceAssignments(tables: Tables, persons: Persons, applyCaseVariants: boolean, findings: Findings): ServiceAssignmentRecord[] {
  const table = "service_customer_user";
  const services = new Set(tables("service").rows.map((row) => cell(row, "id")));
  const assignments = new Map<string, ServiceAssignmentRecord>();
  for (const row of tables(table).rows) {
    const login = cell(row, "customer_user_login");
    const serviceKey = cell(row, "service_id");
    const text = `${login} → service ${serviceKey}`;
    const person = login === everybody ? undefined : persons.byLogin(login);
    if (!services.has(serviceKey)) {
      findings.add("unknownId", table, text);
      continue;
    }
    if (login !== everybody && !person) findings.add("orphan", table, text);
    if (person && person.login !== login) findings.add("caseVariant", table, text, `→ ${person.login}`);
    if (login !== everybody && (!person || (person.login !== login && !applyCaseVariants))) continue;
    const key = `${person?.key ?? everybody}|${serviceKey}`;
    if (assignments.has(key)) findings.add("duplicateRow", table, text);
    assignments.set(key, { key, serviceKey, contactKey: person?.key ?? null });
  }
  return [...assignments.values()];
}
