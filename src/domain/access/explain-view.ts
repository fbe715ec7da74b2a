/** How much of a ticket a contact sees, each part with where it was set; worked out from the ways to the ticket, not from scopes as viewOf. */
import { SETTINGS, type SettingKey, type WorkedHours } from "#domain/settings/catalogue.ts";
import { type Access, type EffectiveGrant, type EffectiveMembership, grantOrigin } from "./effective-access.ts";
import { gatesOn } from "./explain-gates.ts";
import { waysTo } from "./explain-paths.ts";
import type { Origin, TicketFacts, ViewSettings } from "./facts.ts";
import { billingMembership, hoursGrant, opennessOf, opennessOfHours, type View } from "./view.ts";
import { settingOrigin } from "./way.ts";

export type ViewPart = keyof View;
export const VIEW_PARTS = ["agentNames", "colleagueNames", "priority", "dueDate", "hours"] as const satisfies readonly ViewPart[];

/** `billed`: not by a setting, but because the contact's company is billed for the ticket's one. */
export type ViewAnswer<Value> = { value: Value; origin: Origin; billed: boolean };
export type ViewExplanation = { [Part in ViewPart]: ViewAnswer<View[Part]> };

/** Whose settings are asked: a company that leads, or the ticket's. */
type Asked = { companyId: string; name: string; view: ViewSettings };

export function explainView(access: Access, ticket: TicketFacts): ViewExplanation {
  const memberships = leadingMemberships(access, ticket);
  const leading = memberships.map(({ company }) => company);
  const { company } = ticket;
  const asked: Asked[] = leading.length > 0 ? leading : company === null ? [] : [company];
  const billing = billingMembership(access, ticket);
  return {
    agentNames: billing ? billedNames(billing) : mostOpen(access, asked, "view.agentNames", (settings) => settings.agentNames, opennessOf),
    colleagueNames: mostOpen(access, asked, "view.colleagueNames", (settings) => settings.colleagueNames, Number),
    priority: mostOpen(access, asked, "view.priority", (settings) => settings.priority, Number),
    dueDate: mostOpen(access, asked, "view.dueDate", (settings) => settings.dueDate, Number),
    hours: hoursOf(access, memberships, billing, hoursGrant(access, ticket)),
  };
}

/** In the order of the memberships: the primary one first. */
function leadingMemberships(access: Access, ticket: TicketFacts): EffectiveMembership[] {
  const open = waysTo(access, "read", ticket).filter((way) => way.leads && gatesOn(access, "read", ticket, way).every((gate) => gate.open));
  const ids = new Set(open.map((way) => way.membership?.membershipId));
  return access.memberships.filter((membership) => ids.has(membership.membershipId));
}

const billedNames = ({ company }: EffectiveMembership): ViewAnswer<"full"> => ({
  value: "full",
  origin: { kind: "company", id: company.companyId, name: company.name, setBy: null, since: null },
  billed: true,
});

/** Desk users see what their companies show, others what a grant says; whoever is billed at least what is billed. */
function hoursOf(
  access: Access,
  memberships: readonly EffectiveMembership[],
  billing: EffectiveMembership | undefined,
  grant: EffectiveGrant | undefined,
): ViewAnswer<WorkedHours> {
  const desk = memberships.filter(({ role }) => role.desk).map(({ company }) => company);
  const nobody: ViewAnswer<WorkedHours> = { value: "none", origin: { kind: "rule", id: null, name: "", setBy: null, since: null }, billed: false };
  const toDesk = desk.length > 0 ? mostOpen(access, desk, "view.hours", (settings) => settings.hours, opennessOfHours) : nobody;
  const isGranted = grant !== undefined && opennessOfHours(grant.hours) > opennessOfHours(toDesk.value);
  const shown = isGranted ? { value: grant.hours, origin: grantOrigin(grant), billed: false } : toDesk;
  if (!billing || opennessOfHours(shown.value) >= opennessOfHours("billed")) return shown;
  return { ...billedNames(billing), value: "billed" };
}

/** The same part of what some level sets; null: it does not. */
type SetPart<Value> = (settings: ViewSettings) => Value | null;

/** Of several that are equally open the first. */
function mostOpen<Value>(access: Access, asked: readonly Asked[], key: SettingKey, set: SetPart<Value>, openness: (value: Value) => number): ViewAnswer<Value> {
  const above = { value: set(access.view.installation) ?? (SETTINGS[key].default as Value), origin: settingOrigin(key), billed: false };
  const answers = asked.map(({ companyId, name, view }): ViewAnswer<Value> => {
    const value = set(view);
    if (value === null) return above;
    return { value, origin: { kind: "companySetting", id: companyId, name, setBy: null, since: null, settingKey: key }, billed: false };
  });
  return answers.reduce((best, answer) => (openness(answer.value) > openness(best.value) ? answer : best), answers[0] ?? above);
}
