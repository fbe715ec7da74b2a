/** Small random exports full of what really happens: keys in another case, orphans, values 0, closed groups, several sources. */
import fc from "fast-check";
import { states } from "./build-master.ts";
import type { ExportDescription } from "./export-description.ts";

const logins = ["anna", "Anna", "bob", "BOB", "eva", ""] as const;
const companyIds = ["Acme", "ACME", "beta", "Beta", "gamma", "ghost"] as const;
const groups = ["users", "support", "sales", "old"] as const;
const queues = ["Users", "Support", "Sales", "Old", "Lost"] as const;

const some = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const valid = fc.constantFrom(1, 1, 1, 1, 2, 3);
const key = fc.constantFrom("ro", "ro", "rw", "create", "note");
const value = fc.constantFrom(1, 1, 1, 1, 0);
const list = <Value>(of: fc.Arbitrary<Value>, maxLength: number) => fc.array(of, { maxLength });

const settings = fc.record({
  CustomerGroupSupport: fc.constantFrom(1, 1, 1, 0),
  CustomerGroupAlwaysGroups: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(["users", "sales", "old", "nowhere"]) },
  ),
  CustomerGroupCompanyAlwaysGroups: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(["users", "support", "old"]) },
  ),
  CustomerGroupPermissionContext: fc.constantFrom(
    { "001-CustomerID-same": { Value: "Ticket::CustomerID::Same" }, "100-CustomerID-other": { Value: "Ticket::CustomerID::Other" } },
    { "001-CustomerID-same": { Value: "Ticket::CustomerID::Same" }, "100-CustomerID-other": { Value: "Ticket::CustomerID::Other" } },
    { "001-CustomerID-same": { Value: "Ticket::CustomerID::Same" } },
    { "100-CustomerID-other": { Value: "Ticket::CustomerID::Other" } },
  ),
  "Ticket::Frontend::CustomerDisableCompanyTicketAccess": fc.constantFrom(0, 0, 0, 1),
});

const person = fc.record({
  login: some(logins),
  company: some([...companyIds, "Acme", "beta", ""]),
  source: fc.constantFrom("customer_user", "customer_user", "partner_user"),
  valid,
  further: fc.constantFrom("", "", "", "gamma", "beta; ACME", "Acme,ghost"),
});

const ticket = fc.record({
  queue: some([...queues, "99"]),
  company: some([...companyIds, "nobody's", ""]),
  person: some([...logins, "stranger@example.com"]),
  state: some([...states, "open", "open"]),
});

export const randomExport: fc.Arbitrary<ExportDescription> = fc.record({
  settings,
  sources: fc.record({ first: fc.boolean(), second: fc.boolean() }).map(({ first, second }) => [
    { key: "CustomerUser", table: "customer_user", excludePrimary: first && second },
    { key: "CustomerUser1", table: "partner_user", excludePrimary: second, furtherColumn: "customer_ids", foreign: true },
  ]),
  groups: fc.tuple(valid, valid, valid, valid).map((states) => groups.map((name, index) => ({ name, valid: states[index] ?? 1 }))),
  queues: fc.constant({ Users: "users", Support: "support", Sales: "sales", Old: "old", Lost: "77" }),
  companies: fc.uniqueArray(fc.record({ id: some(companyIds), valid }), { selector: (company) => company.id, maxLength: 5 }),
  people: fc.array(person, { minLength: 1, maxLength: 6 }),
  personRights: list(fc.tuple(some(logins), some(groups), key, value), 6),
  companyRights: list(fc.tuple(some(companyIds), some([...groups, "88"]), key, fc.constantFrom("same", "same", "other", "elsewhere"), value), 12),
  further: list(fc.tuple(some(logins), some(companyIds)), 5),
  tickets: fc.array(ticket, { minLength: 1, maxLength: 14 }),
});
