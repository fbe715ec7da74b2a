/** Rows of everything but tickets: companies, people, groups, rights, services, agents. */

import type { Value } from "./copy-rows.ts";
import {
  companyOfContact,
  EXTREMES,
  type Extreme,
  editGroups,
  groupCount,
  groupOfQueue,
  hasMoreCompanies,
  type LoadPlan,
  STREAMS,
  startsAt,
} from "./load-plan.ts";
import { cities, companyName, personName } from "./load-words.ts";
import { createRandom, distinct, idAt, type Random } from "./random.ts";

type Rows = Generator<Value[]>;
const ROLE = { advanced: "00000000-0000-7000-8000-000000000002", manager: "00000000-0000-7000-8000-000000000003" } as const;
export const roleIds = ROLE;
const number = (value: number, digits: number): string => String(value).padStart(digits, "0");
const city = (random: Random): string => cities[random.below(cities.length)] ?? "";

export const companyNumber = (plan: LoadPlan, place: number): string => EXTREMES[place - plan.companies] ?? `C${number(place + 1, 5)}`;

/** Subsidiaries of `parent`: 50 companies in the middle, and 10 below the first of them. */
function parentOf(plan: LoadPlan, place: number): string | null {
  const first = Math.floor(plan.companies / 4);
  if (place >= first && place < first + 50) return plan.companyIds[plan.placeOf("parent")] ?? null;
  return place >= first + 50 && place < first + 60 ? (plan.companyIds[first] ?? null) : null;
}

export const companyColumns = ["company_id", "number", "name", "street", "zip", "city", "country", "url", "parent_id"];
export function* companyRows(plan: LoadPlan): Rows {
  const random = createRandom(plan.seed, STREAMS.companies);
  // A parent comes before its subsidiaries.
  const places = [...plan.companyIds.keys()].sort((a, b) => Number(parentOf(plan, a) !== null) - Number(parentOf(plan, b) !== null));
  for (const place of places) {
    const code = companyNumber(plan, place);
    const street = `${personName(random).last}straße ${1 + random.below(200)}`;
    const zip = number(random.below(100_000), 5);
    yield [
      plan.companyIds[place] ?? "",
      code,
      companyName(random, place + 1),
      street,
      zip,
      city(random),
      "Deutschland",
      `https://${code.toLowerCase()}.example`,
      parentOf(plan, place),
    ];
  }
}

export type LoadPerson = {
  contactId: string;
  login: string;
  first: string;
  last: string;
  email: string;
  phone: string;
  city: string;
  memberships: Membership[];
};
type Membership = { company: number; role: string };

/** Everybody, with the companies they belong to; the first is the primary one. */
export function* people(plan: LoadPlan): Generator<LoadPerson> {
  const random = createRandom(plan.seed, STREAMS.people);
  const named = (contactId: string, code: string, company: number, memberships: Membership[], login?: string): LoadPerson => {
    const { first, last } = personName(random);
    const made = login ?? `${first}.${last}.${code}`.toLowerCase();
    const phone = `+49 ${100 + random.below(900)} ${random.below(10_000_000)}`;
    return {
      contactId,
      login: made,
      first,
      last,
      email: `${made}@${companyNumber(plan, company).toLowerCase()}.example`,
      phone,
      city: city(random),
      memberships,
    };
  };
  const advanced = (company: number): Membership => ({ company, role: ROLE.advanced });
  for (const [place, contactId] of plan.contactIds.entries()) {
    const company = companyOfContact(plan, place);
    const others = hasMoreCompanies(plan, place + 1) ? distinct(random, 4, plan.companies).filter((other) => other !== company) : [];
    yield named(contactId, number(place + 1, 6), company, [company, ...others.slice(0, 3)].map(advanced));
  }
  for (const [place, contactId] of plan.crowdIds.entries())
    yield named(contactId, `crowd.${number(place + 1, 6)}`, plan.placeOf("crowd"), [advanced(plan.placeOf("crowd"))]);
  for (const [place, contactId] of plan.giantIds.entries())
    yield named(contactId, `giant.${number(place + 1, 6)}`, plan.placeOf("giant"), [advanced(plan.placeOf("giant"))]);
  const many = distinct(random, 300, plan.companies).map(advanced);
  const at = (index: number) => idAt(startsAt + index, random);
  yield named(at(1), "", many[0]?.company ?? 0, many, "many.companies");
  for (const [index, extreme] of (["partner", "giantPartner"] as const).entries())
    yield named(at(2 + index), "", plan.placeOf(extreme), [advanced(plan.placeOf(extreme))], `one.${extreme.toLowerCase()}`);
  yield named(at(4), "", plan.placeOf("parent"), [{ company: plan.placeOf("parent"), role: ROLE.manager }], "one.manager");
}

export const groupRows = (plan: LoadPlan): Value[][] => plan.groupIds.map((id, index) => [id, `Group ${number(index + 1, 3)}`]);
export const queueRows = (plan: LoadPlan): Value[][] =>
  plan.queueIds.map((id, index) => [
    id,
    `Group ${number(groupOfQueue(index) + 1, 3)}::Queue ${number(index + 1, 4)}`,
    plan.groupIds[groupOfQueue(index)] ?? "",
  ]);
export const serviceRows = (plan: LoadPlan): Value[][] => plan.serviceIds.map((id, index) => [id, `Service ${number(index + 1, 2)}`]);

export const rightColumns = ["group_right_id", "group_id", "company_id", "contact_id", "context", "can_read", "can_edit"];
/** Companies' rights for their own tickets (3 edit, 2 read), partners' rights for others; with `perContact` also each contact's own. */
export function* rightRows(plan: LoadPlan, perContact: boolean): Rows {
  const random = createRandom(plan.seed, STREAMS.rights);
  const right = (group: number, owner: { company?: string; contact?: string }, context: string | null, edit: boolean): Value[] => {
    return [idAt(startsAt, random), plan.groupIds[group] ?? "", owner.company ?? null, owner.contact ?? null, context, !edit, edit];
  };
  for (const [place, groups] of plan.groupsOf.entries()) {
    const company = plan.companyIds[place] ?? "";
    // The parent's people need rights on their subsidiaries' groups to see anything there.
    const own = place === plan.placeOf("parent") ? [...Array(100).keys()] : groups;
    for (const [index, group] of own.entries()) yield right(group, { company }, "own", index < editGroups || own.length > groups.length);
  }
  const others: [Extreme, number[]][] = [
    ["partner", plan.groupsOf[Math.floor(plan.companies / 3)]?.slice(0, 3) ?? []],
    ["giantPartner", plan.groupsOf[plan.placeOf("giant")]?.slice(0, 1) ?? []],
  ];
  for (const [extreme, groups] of others)
    for (const group of groups) yield right(group, { company: plan.companyIds[plan.placeOf(extreme)] ?? "" }, "others", false);
  if (!perContact) return;
  for (const [place, contact] of plan.contactIds.entries())
    for (const [index, group] of (plan.groupsOf[companyOfContact(plan, place)] ?? []).entries()) yield right(group, { contact }, null, index < editGroups);
}

export function* serviceAssignmentRows(plan: LoadPlan): Rows {
  const random = createRandom(plan.seed, STREAMS.services + 100);
  for (const [place, services] of plan.servicesOf.entries())
    for (const service of services) yield [idAt(startsAt, random), plan.serviceIds[service] ?? "", plan.contactIds[place] ?? ""];
}

/** Groups of the agent who has five. */
export const fiveGroups = (plan: LoadPlan): number[] => distinct(createRandom(plan.seed, STREAMS.rights + 100), 5, groupCount);
