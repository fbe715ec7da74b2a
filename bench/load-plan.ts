/** The shape of the reference load: who belongs where, and to whom each ticket goes. Nothing here writes. */
import { createRandom, distinct, idAt, type Random } from "./random.ts";

export type LoadSize = { companies: number; contacts: number; tickets: number; seed: number };

export const groupCount = 200;
export const queueCount = 1000;
export const serviceCount = 50;
export const groupsPerCompany = 5;
/** The first three of a company's groups: edit; the other two: read. */
export const editGroups = 3;
export const startsAt = Date.UTC(2024, 10, 22);
export const days = 730;
const dayMilliseconds = 86_400_000;
export const endsAt = startsAt + days * dayMilliseconds;

/** Companies that the reference does not have: the worst that an installation may hold. Their places follow the ordinary ones. */
export const EXTREMES = ["crowd", "giant", "parent", "partner", "giantPartner"] as const;
export type Extreme = (typeof EXTREMES)[number];

export type LoadPlan = LoadSize & {
  contactsPerCompany: number;
  /** Contacts of `crowd`. */
  crowdContacts: number;
  giantContacts: number;
  companyIds: string[];
  groupIds: string[];
  queueIds: string[];
  serviceIds: string[];
  contactIds: string[];
  crowdIds: string[];
  giantIds: string[];
  /** Places of groups, by place of the company. */
  groupsOf: number[][];
  /** Places of services, by place of the contact. */
  servicesOf: number[][];
  placeOf: (extreme: Extreme) => number;
};

/** Kinds of records draw from streams of their own, so that one can grow without changing the others. */
export const STREAMS = { ids: 1, groups: 2, services: 3, people: 4, companies: 5, tickets: 6, texts: 7, rights: 8 } as const;

const idsFrom = (random: Random, count: number, from = startsAt): string[] => Array.from({ length: count }, (_, index) => idAt(from + index, random));

export function planLoad(size: LoadSize): LoadPlan {
  const { companies, contacts, seed } = size;
  const ids = createRandom(seed, STREAMS.ids);
  const groups = createRandom(seed, STREAMS.groups);
  const services = createRandom(seed, STREAMS.services);
  const crowdContacts = Math.floor(contacts / 2);
  const giantContacts = Math.min(200, contacts);
  const before = startsAt - dayMilliseconds;
  return {
    ...size,
    contactsPerCompany: Math.max(1, Math.ceil(contacts / companies)),
    crowdContacts,
    giantContacts,
    companyIds: idsFrom(ids, companies + EXTREMES.length, before),
    groupIds: idsFrom(ids, groupCount, before),
    queueIds: idsFrom(ids, queueCount, before),
    serviceIds: idsFrom(ids, serviceCount, before),
    contactIds: idsFrom(ids, contacts),
    crowdIds: idsFrom(ids, crowdContacts),
    giantIds: idsFrom(ids, giantContacts),
    groupsOf: Array.from({ length: companies + EXTREMES.length }, () => distinct(groups, groupsPerCompany, groupCount)),
    servicesOf: Array.from({ length: contacts }, () => distinct(services, 3, serviceCount)),
    placeOf: (extreme) => companies + EXTREMES.indexOf(extreme),
  };
}

/** Place of the company of the contact at this place. */
export const companyOfContact = (plan: LoadPlan, contact: number): number => Math.min(plan.companies - 1, Math.floor(contact / plan.contactsPerCompany));

/** Of 100,000 contacts 5,000 have three more companies. `number` counts from 1, as in the reference. */
export const hasMoreCompanies = (plan: LoadPlan, number: number): boolean => (number * 7919) % plan.contacts < plan.contacts / 20;

/** The contacts that the reference names, by number: with few tickets, with many, with four companies. */
export function namedContacts(plan: LoadPlan): { typical: number; heavy: number; multi: number } {
  let multi = Math.max(1, Math.floor(plan.contacts * 0.5017));
  while (!hasMoreCompanies(plan, multi)) multi++;
  return { typical: (Math.floor(plan.companies / 2) - 1) * plan.contactsPerCompany + 1, heavy: 1, multi };
}

/** Queue q (from 1) lies in group (q-1) mod 200 + 1. */
export const groupOfQueue = (queue: number): number => queue % groupCount;

/** One of the 15 queues of the company's groups with edit. */
export function drawQueue(plan: LoadPlan, company: number, random: Random): number {
  const group = plan.groupsOf[company]?.[random.below(editGroups)] ?? 0;
  return group + groupCount * random.below(queueCount / groupCount);
}

export type TicketOwner = { company: number; contactId: string; servicesOf: number[] };

/** Half of the tickets go to the giant, a hundredth to the crowd; of the others 10 % to the first hundredth of the companies, the rest evenly over all. */
export function drawOwner(plan: LoadPlan, random: Random): TicketOwner {
  const kind = random.next();
  if (kind < 0.5) return ownerIn(plan.placeOf("giant"), plan.giantIds, random);
  if (kind < 0.51) return ownerIn(plan.placeOf("crowd"), plan.crowdIds, random);
  const large = random.next() < 0.1;
  const company = random.below(large ? Math.max(1, Math.floor(plan.companies / 100)) : plan.companies);
  const first = company * plan.contactsPerCompany;
  const members = Math.max(1, Math.min(plan.contactsPerCompany, plan.contacts - first));
  const contact = Math.min(plan.contacts - 1, first + Math.floor(members * random.next() ** 2));
  return { company, contactId: plan.contactIds[contact] ?? "", servicesOf: plan.servicesOf[contact] ?? [] };
}

const ownerIn = (company: number, ids: readonly string[], random: Random): TicketOwner => ({
  company,
  contactId: ids[Math.floor(ids.length * random.next() ** 2)] ?? "",
  servicesOf: [],
});
