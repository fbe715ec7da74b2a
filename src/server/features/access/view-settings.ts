/** What settings say of the view, from values as the table holds them. */
import { sql } from "kysely";
import type { ViewFacts, ViewSettings } from "#domain/access/facts.ts";
import { AGENT_NAMES, SETTINGS, WORKED_HOURS } from "#domain/settings/catalogue.ts";
import type { OwnField } from "#domain/tickets/own-fields.ts";

export type SettingValues = Record<string, unknown>;

/** For `setting_key in (…)`. */
export const viewKeys = sql`'view.agentNames', 'view.colleagueNames', 'view.priority', 'view.dueDate', 'view.hours'`;

const either = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

export const viewSettings = (values: SettingValues | null): ViewSettings => ({
  agentNames: AGENT_NAMES.find((one) => one === values?.["view.agentNames"]) ?? null,
  colleagueNames: either(values?.["view.colleagueNames"]),
  priority: either(values?.["view.priority"]),
  dueDate: either(values?.["view.dueDate"]),
  hours: WORKED_HOURS.find((one) => one === values?.["view.hours"]) ?? null,
});

export const viewFacts = (installation: SettingValues, companiesSetPriority: boolean, ownFields: readonly OwnField[]): ViewFacts => ({
  installation: viewSettings(installation),
  companiesSetPriority,
  ownFields,
  teamName: text(installation["view.teamName"]) ?? text(installation["installation.name"]) ?? SETTINGS["installation.name"].default,
});
