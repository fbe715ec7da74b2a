/** Settings of the installation and of companies. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import { provider, timeZone } from "./tables/provider.ts";
import type { World } from "./world.ts";
import { by } from "./write-provider.ts";

const reasons = {
  start: { de: "Rechte vor der Öffnung des Portals geordnet", en: "Rights sorted out before the portal opened" },
  partner: { de: "Kabelhof soll die Netzwerk-Tickets der Kunden sehen", en: "Kabelhof is to see the customers' network tickets" },
  internal: { de: "Kabelhof arbeitet an der Netzüberwachung mit", en: "Kabelhof takes part in the network monitoring" },
  projects: { de: "Wer an einem Projekt nicht mitarbeitet, braucht dessen Tickets nicht", en: "Whoever is not part of a project does not need its tickets" },
} as const;

const teams = { de: "Ihr Service-Team", en: "Your service team" } as const;

type Value = { key: string; value: unknown; days: number; time: string; reason?: string; company?: string };

export const writeSettings = (db: Queryable, world: World, log: Log): Promise<void> =>
  writeValues(db, world, log, [
    { key: "installation.name", value: provider.name, days: 560, time: "08:44" },
    { key: "installation.language", value: world.language, days: 560, time: "08:44" },
    { key: "timeZone", value: timeZone, days: 560, time: "08:44" },
    { key: "mail.from", value: `${provider.name} <service@${provider.domain}>`, days: 559, time: "10:02" },
    { key: "access.restrictQueuesByGroup", value: true, days: 532, time: "15:20", reason: reasons.start[world.language] },
    { key: "access.otherCompanies", value: true, days: 318, time: "11:05", reason: reasons.partner[world.language] },
    { key: "tickets.shareOutside", value: true, days: 210, time: "14:31", company: world.companies.antriebe.id },
    { key: "tickets.hideBefore", value: daysAgo(world.now, 250, "00:00").toISOString(), days: 240, time: "09:50", company: world.companies.packaging.id },
  ]);

/** What projects and families go by. */
export const writeFurtherSettings = (db: Queryable, world: World, log: Log): Promise<void> =>
  writeValues(db, world, log, [
    { key: "access.internalProjects", value: true, days: 296, time: "10:14", reason: reasons.internal[world.language] },
    { key: "access.projectPermissions", value: "requesterSuffices", days: 172, time: "09:30", reason: reasons.projects[world.language] },
    { key: "access.parentSeesTickets", value: true, days: 150, time: "15:12", company: world.companies.foods.id },
    { key: "access.parentSeesTickets", value: true, days: 150, time: "15:13", company: world.companies.packaging.id },
    { key: "view.dueDate", value: true, days: 141, time: "14:05" },
    { key: "view.teamName", value: teams[world.language], days: 140, time: "11:26" },
    { key: "view.agentNames", value: "firstName", days: 140, time: "11:31", company: world.companies.packaging.id },
  ]);

async function writeValues(db: Queryable, world: World, log: Log, values: readonly Value[]): Promise<void> {
  const rows = values.map(({ key, value, days, time, company }) => {
    const at = daysAgo(world.now, days, time);
    return { setting_id: world.random.id(at), setting_key: key, company_id: company ?? null, value, set_by: world.agents.eva.id, valid_from: at };
  });
  await insertRows(db, "setting", rows);
  for (const { key, value, days, time, reason, company } of values) {
    log.record(daysAgo(world.now, days, time), by(world, "eva"), {
      event: company === undefined ? "setting.changed" : "setting.company-changed",
      subject: { kind: company === undefined ? "installation" : "company", id: company ?? null },
      companyId: company ?? null,
      before: { [key]: null },
      after: { [key]: value },
      reason,
    });
  }
}
