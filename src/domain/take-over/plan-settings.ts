/** The switches of this installation that repeat how the old system decided. */
import type { Switches } from "#domain/access/facts.ts";
import type { SettingKey } from "#domain/settings/catalogue.ts";
import type { TakeOverSettings } from "./settings.ts";

export type SettingRecord = { key: SettingKey; value: boolean | string };

/** `everybodyEverywhere`: group support was off, but queues lie in a group that is not valid (see `closedGroup` in findings). */
export function planSettings(settings: TakeOverSettings, everybodyEverywhere: boolean): SettingRecord[] {
  const records: SettingRecord[] = [
    { key: "access.restrictQueuesByGroup", value: settings.groupSupport || everybodyEverywhere },
    { key: "access.otherCompanies", value: settings.contexts.other !== null && !everybodyEverywhere },
    { key: "access.companyTickets", value: !settings.companyAccessDisabled },
  ];
  return settings.language === null ? records : [...records, { key: "installation.language", value: settings.language }];
}

/** As the access rules ask for them; projects, windows and read-only are no part of an import. */
export function switchesOf(values: ReadonlyMap<SettingKey, unknown>): Switches {
  return {
    restrictQueuesByGroup: values.get("access.restrictQueuesByGroup") === true,
    otherCompanies: values.get("access.otherCompanies") === true,
    companyTickets: values.get("access.companyTickets") !== false,
    portalReadOnly: false,
    projectPermissions: "off",
    internalProjects: false,
    categoriesConfidential: false,
    hideTicketsBefore: null,
    companiesHideTickets: false,
  };
}
