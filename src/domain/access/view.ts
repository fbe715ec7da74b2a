/** View: how much of a ticket a contact sees, beside whether it does (access-model, "View"). Internal articles show to nobody; nothing here changes that. */
import { AGENT_NAMES, type AgentNames, SETTINGS, WORKED_HOURS, type WorkedHours } from "#domain/settings/catalogue.ts";
import type { OwnField, OwnValues } from "#domain/tickets/own-fields.ts";
import type { Scope } from "./clause.ts";
import type { Access, EffectiveGrant, EffectiveMembership } from "./effective-access.ts";
import type { TicketFacts, ViewSettings } from "./facts.ts";
import { coveredBy } from "./grants.ts";
import { isOnProject, matches } from "./matches.ts";
import { scopeLedBy } from "./scope.ts";

export type View = {
  /** How names of agents appear (ATK-05). */
  agentNames: AgentNames;
  /** Whether names of other contacts show. */
  colleagueNames: boolean;
  /** Whether the provider's priority shows. */
  priority: boolean;
  /** Whether the provider's due date shows (ATK-09). */
  dueDate: boolean;
  /** Which worked hours show (ATK-06). */
  hours: WorkedHours;
};

/** Closed before open. */
export const opennessOf = (names: AgentNames): number => AGENT_NAMES.indexOf(names);
export const opennessOfHours = (hours: WorkedHours): number => WORKED_HOURS.indexOf(hours);

/** Of a level that sets none of it. */
export const nothingSet: ViewSettings = { agentNames: null, colleagueNames: null, priority: null, dueDate: null, hours: null };

/** What a company shows: what it sets, else what the installation sets, else the default. Worked hours: to desk users. */
const viewBy = ({ view }: Access, own: ViewSettings, desk: boolean): View => ({
  agentNames: own.agentNames ?? view.installation.agentNames ?? SETTINGS["view.agentNames"].default,
  colleagueNames: own.colleagueNames ?? view.installation.colleagueNames ?? SETTINGS["view.colleagueNames"].default,
  priority: own.priority ?? view.installation.priority ?? SETTINGS["view.priority"].default,
  dueDate: own.dueDate ?? view.installation.dueDate ?? SETTINGS["view.dueDate"].default,
  hours: desk ? (own.hours ?? view.installation.hours ?? SETTINGS["view.hours"].default) : "none",
});

const viewOfMembership = (access: Access, { company, role }: EffectiveMembership): View => viewBy(access, company.view, role.desk);

/** What is shown of a ticket to which no membership leads: its company's settings say. */
export const viewOfCompany = (access: Access, company: TicketFacts["company"]): View => viewBy(access, company?.view ?? nothingSet, false);

const moreHours = (one: WorkedHours, other: WorkedHours): WorkedHours => (opennessOfHours(one) > opennessOfHours(other) ? one : other);

const mostOpen = (one: View, other: View): View => ({
  agentNames: opennessOf(one.agentNames) > opennessOf(other.agentNames) ? one.agentNames : other.agentNames,
  colleagueNames: one.colleagueNames || other.colleagueNames,
  priority: one.priority || other.priority,
  dueDate: one.dueDate || other.dueDate,
  hours: moreHours(one.hours, other.hours),
});

const same = (one: View, other: View): boolean =>
  one.agentNames === other.agentNames &&
  one.colleagueNames === other.colleagueNames &&
  one.priority === other.priority &&
  one.dueDate === other.dueDate &&
  one.hours === other.hours;

/** The tickets to which memberships lead whose companies show the same. */
type Part = { view: View; scope: Scope };

const known = new WeakMap<Access, readonly Part[]>();

/** Worked out once per access value: few parts, however many memberships. */
function partsOf(access: Access): readonly Part[] {
  const parts = known.get(access) ?? viewsOf(access).map(([view, memberships]) => ({ view, scope: scopeLedBy(access, memberships) }));
  known.set(access, parts);
  return parts;
}

function viewsOf(access: Access): [View, EffectiveMembership[]][] {
  const groups: [View, EffectiveMembership[]][] = [];
  for (const membership of access.memberships) {
    if (membership.obstacle !== null) continue;
    const view = viewOfMembership(access, membership);
    const group = groups.find(([other]) => same(view, other));
    if (group) group[1].push(membership);
    else groups.push([view, [membership]]);
  }
  return groups;
}

/** Of a ticket's own fields those that contacts see and that have a value: the definition says so, alike for all. Everything else is for agents. */
export const shownOwnFields = ({ view }: Access, values: OwnValues): { field: OwnField; value: unknown }[] =>
  view.ownFields.flatMap((field) => (values[field.key] == null ? [] : [{ field, value: values[field.key] }]));

/**
 * "Whose setting: the reader's company whose membership leads, the most open of several; the ticket's company where no
 * membership leads. Contacts of a billing company always see names and billed hours of what they are billed for." Worked hours also show where a grant says so.
 */
export function viewOf(access: Access, ticket: TicketFacts): View {
  const parts = partsOf(access);
  const ofTicket = viewOfCompany(access, ticket.company);
  const alike = parts.every(({ view }) => same(view, ofTicket));
  const leading = alike ? [] : parts.filter(({ scope }) => matches(scope, ticket)).map(({ view }) => view);
  const view = leading.length === 0 ? ofTicket : leading.reduce(mostOpen);
  const granted = hoursGrant(access, ticket);
  const shown = granted ? { ...view, hours: moreHours(view.hours, granted.hours) } : view;
  return billingMembership(access, ticket) ? { ...shown, agentNames: "full", hours: moreHours(shown.hours, "billed") } : shown;
}

/** Of the carrying grants that cover the ticket and show hours, the one that shows most: "to others only where a grant says so". */
export function hoursGrant(access: Access, ticket: TicketFacts): EffectiveGrant | undefined {
  const internalFor = access.memberships.filter((membership) => membership.obstacle === null).map((membership) => membership.company.companyId);
  return access.grants
    .filter((grant) => grant.obstacle === null && grant.hours !== "none" && (grant.seesSince === null || ticket.createdAt >= grant.seesSince))
    .filter((grant) => isOnProject({ covered: coveredBy([grant]), withoutContact: false, internalFor }, ticket))
    .reduce<EffectiveGrant | undefined>((most, grant) => (most && moreHours(most.hours, grant.hours) === most.hours ? most : grant), undefined);
}

/** A carrying membership in the company that is billed for the ticket's one. */
export const billingMembership = (access: Access, { company }: TicketFacts): EffectiveMembership | undefined =>
  company?.billedById == null
    ? undefined
    : access.memberships.find((membership) => membership.obstacle === null && membership.company.companyId === company.billedById);

/** Where the priority shows, as scopes: a list may be narrowed by it only there. */
export type PrioritySight =
  | "everywhere"
  | "nowhere"
  /** Where `shown` leads; where nothing of `led` does, as the ticket's company says. */
  | { shown: Scope; led: Scope };

export function prioritySight(access: Access): PrioritySight {
  const parts = partsOf(access);
  if (!access.view.companiesSetPriority) return viewOfCompany(access, null).priority ? "everywhere" : "nowhere";
  const ofParts = (wanted: readonly Part[]): Scope => ({ ...scopeLedBy(access, []), clauses: wanted.flatMap(({ scope }) => scope.clauses) });
  return { shown: ofParts(parts.filter(({ view }) => view.priority)), led: ofParts(parts) };
}

/** Whether a contact who writes a request for this company sees its priority: by its membership there, else by one from which it may write for subsidiaries. */
export function seesPriorityOfNew(access: Access, companyId: string | null): boolean {
  const carrying = access.memberships.filter((membership) => membership.obstacle === null);
  const there = carrying.filter((membership) => membership.company.companyId === companyId);
  const reading = there.length > 0 ? there : carrying.filter((membership) => membership.role.createForSubsidiaries);
  return reading.some((membership) => viewOfMembership(access, membership).priority);
}
