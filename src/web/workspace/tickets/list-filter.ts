/** The filter of the ticket list as it stands in the address. */
import type { QueryInputOf } from "#contract/endpoint.ts";
import { agentTicketFilter, type listTickets } from "#contract/ticket.ts";
import type { AddressValues } from "#web/client/address.ts";
import { lastVisit } from "./last-visit.ts";

export type TicketFilterInput = Omit<QueryInputOf<typeof listTickets>, "limit" | "cursor" | "count" | "sort" | "id">;

export const FILTERS = [
  "q",
  "state",
  "status",
  "priority",
  "queue",
  "assignee",
  "company",
  "contact",
  "project",
  "task",
  "category",
  "tag",
  "due",
  "waiting",
  "statusType",
  "createdAfter",
  "customerReference",
  "ownFields",
  "time",
] as const;
export type FilterKey = (typeof FILTERS)[number];

/** Stands in the address for the instant at which this agent was here before: the same view means it on another day too. */
export const LAST_VISIT = "lastVisit";

/** Without a word about it, the list shows what is open. */
export const standardState = "open";

/** What the API understands of the address; a filter that it does not is left out. */
export function filterFrom(address: AddressValues): TicketFilterInput {
  const wanted: Record<string, string | undefined> = {
    ...Object.fromEntries(FILTERS.map((key) => [key, address[key]])),
    state: address.state ?? standardState,
  };
  if (wanted.createdAfter === LAST_VISIT) wanted.createdAfter = lastVisit();
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== "");
  const understood = given.filter(([key, value]) => agentTicketFilter.safeParse({ [key]: value }).success);
  return Object.fromEntries(understood) as TicketFilterInput;
}

/** The filters that narrow the list now; of the state, only `all` narrows nothing. */
export const narrowing = (filter: TicketFilterInput): FilterKey[] =>
  FILTERS.filter((key) => (key === "state" ? filter.state !== "all" : filter[key] !== undefined));

/** What the address needs so that one filter is dropped. */
export const withoutFilter = (key: FilterKey): AddressValues => ({ [key]: key === "state" ? "all" : undefined });
