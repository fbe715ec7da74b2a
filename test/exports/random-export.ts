/** Small random exports full of what really happens: keys in another case, orphans, values 0, closed groups, several sources. */
import fc from "fast-check";
import { states } from "./build-master.ts";
import type { ExportDescription } from "./export-description.ts";

const logins = ["anna", "Anna", "bob", "BOB", "eva", ""] as const;
const companyIds = ["Acme", "ACME", "beta", "Beta", "gamma", "ghost"] as const;
const groups = ["users", "support", "sales", "old"] as const;
const queues = ["Users", "Support", "Sales", "Old", "Lost"] as const;

const some = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const valid = fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 2, 3);
const key = fc.constantFrom("ro", "ro", "ro", "rw", "rw", "create", "note");
/** Most of the time the plain ones, so that rights, persons and tickets meet. */
const companyId = fc.oneof({ weight: 3, arbitrary: some(["Acme", "beta", "gamma"]) }, { weight: 1, arbitrary: some(companyIds) });
const openGroup = fc.oneof({ weight: 3, arbitrary: some(["support", "sales"]) }, { weight: 1, arbitrary: some([...groups, "88"]) });
const value = fc.constantFrom(1, 1, 1, 1, 1, 1, 0);
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
  company: fc.oneof({ weight: 6, arbitrary: companyId }, { weight: 1, arbitrary: fc.constant("") }),
  source: fc.constantFrom("customer_user", "customer_user", "partner_user"),
  valid,
  further: fc.constantFrom("", "", "", "gamma", "beta; ACME", "Acme,ghost"),
});

const ticket = fc.record({
  queue: fc.oneof({ weight: 3, arbitrary: some(["Support", "Sales"]) }, { weight: 1, arbitrary: some([...queues, "99"]) }),
  company: fc.oneof({ weight: 6, arbitrary: companyId }, { weight: 1, arbitrary: some(["nobody's", ""]) }),
  person: some([...logins, "stranger@example.com"]),
  state: fc.oneof({ weight: 3, arbitrary: fc.constant("open") }, { weight: 1, arbitrary: some(states) }),
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
  personRights: list(fc.tuple(some(logins), openGroup, key, value), 4),
  companyRights: list(fc.tuple(companyId, openGroup, key, fc.constantFrom("same", "same", "same", "other", "other", "other", "elsewhere"), value), 10),
  further: list(fc.tuple(some(logins), companyId), 3),
  tickets: fc.array(ticket, { minLength: 1, maxLength: 14 }),
});
