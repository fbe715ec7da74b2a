/** Ten situations in which people ask "why (not)?": docs/guide/access.md shows each on screen, a slice asks each of them. */
import type { TicketVerb } from "#domain/access/verbs.ts";
import { type Builders, ROLES } from "#test/builders.ts";

export type Situation = { name: SituationName; contactId: string; ticketId: string; verb: TicketVerb; allowed: boolean };
export const SITUATIONS = [
  "own-not-visible",
  "colleague-visible",
  "partner",
  "frozen-tasks",
  "ended-grant",
  "confidential",
  "read-only",
  "family-upwards-only",
  "window",
  "moved",
] as const;
export type SituationName = (typeof SITUATIONS)[number];

/** A provider with a holding and its subsidiary, a partner and a customer with projects. Instants are given, so that pictures stay the same. */
export async function setUpSituations(build: Builders, now: Date): Promise<Situation[]> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await build.setting("access.restrictQueuesByGroup", true);
  await build.setting("access.otherCompanies", true);
  await build.setting("access.projectPermissions", "required");
  const holding = await build.company({ number: "1000", name: "Nordwind Holding SE" });
  const nordwind = await build.company({ number: "1001", name: "Nordwind Energie GmbH", parent_id: holding });
  const partner = await build.company({ number: "2000", name: "Alder & Finch Ltd" });
  const weber = await build.company({ number: "3000", name: "Weber Logistik AG" });
  await build.setting("access.familyTickets", "allContacts", nordwind);

  const serviceDesk = await build.group({ name: "Service desk" });
  const staff = await build.group({ name: "Human resources" });
  const helpdesk = await build.queue(serviceDesk, { name: "Helpdesk" });
  const personnel = await build.queue(staff, { name: "Personnel" });
  for (const company of [holding, nordwind, weber]) await build.right(serviceDesk, { company_id: company, context: "own", can_edit: true });
  await build.right(serviceDesk, { company_id: partner, context: "others", can_read: true });

  const person = async (first: string, last: string, company: string, membership: Parameters<Builders["membership"]>[2] = {}) => {
    const contactId = await build.contact({ first_name: first, last_name: last, login: `${first}.${last}`.toLowerCase() });
    await build.membership(contactId, company, { role_id: ROLES.advanced, is_primary: true, ...membership });
    return contactId;
  };
  const anna = await person("Anna", "Berger", nordwind);
  const jan = await person("Jan", "Roth", nordwind);
  const tom = await person("Tom", "Seidel", nordwind, { sees_since: daysAgo(25) });
  const greta = await person("Greta", "Holm", holding);
  const oliver = await person("Oliver", "Grant", partner);
  const lena = await person("Lena", "Weber", weber);
  const mia = await person("Mia", "Lund", nordwind, { is_primary: false, ends_at: daysAgo(20) });
  await build.membership(mia, weber, { role_id: ROLES.advanced, is_primary: true });

  let number = 1000;
  const ticket = (subject: string, contactId: string, companyId: string, values: Partial<Parameters<Builders["ticket"]>[0]> = {}) =>
    build.ticket({
      queue_id: helpdesk,
      contact_id: contactId,
      company_id: companyId,
      subject,
      number: `2026${++number}`,
      created_at: daysAgo(10),
      changed_at: daysAgo(9),
      ...values,
    });

  const relocation = await build.project(weber, { number: "P-301", name: "Office relocation" });
  const planning = await build.task(relocation, { name: "Planning" });
  const furniture = await build.task(relocation, { name: "Furniture" });
  await build.grant(lena, relocation, { tasks: "existing" }, [planning]);
  const website = await build.project(weber, { number: "P-302", name: "Website" });
  await build.grant(lena, website, { ends_at: daysAgo(4) });
  const network = await build.project(weber, { number: "P-303", name: "Network renewal" });
  await build.grant(lena, network, { read_only: true });
  const inProject = async (subject: string, projectId: string, taskId: string | null = null) => {
    const ticketId = await ticket(subject, lena, weber);
    await build.ticketProject(ticketId, projectId, { task_id: taskId });
    return ticketId;
  };

  const [own, colleagues] = [
    await ticket("Certificate of employment", anna, nordwind, { queue_id: personnel }),
    await ticket("Printer on the third floor", jan, nordwind),
  ];
  const secret = await ticket("Salary data in the wrong folder", jan, nordwind, { confidential: true });
  const old = await ticket("New telephones", jan, nordwind, { created_at: daysAgo(60), changed_at: daysAgo(50) });
  const kept = await ticket("Access card", mia, nordwind, { created_at: daysAgo(40), changed_at: daysAgo(35) });
  const ask = (name: SituationName, contactId: string, ticketId: string, allowed = false, verb: TicketVerb = "read"): Situation => ({
    ...{ name, contactId, ticketId, verb, allowed },
  });
  return [
    ask("own-not-visible", anna, own),
    ask("colleague-visible", anna, colleagues, true),
    ask("partner", oliver, colleagues, true),
    ask("frozen-tasks", lena, await inProject("Desks for the new floor", relocation, furniture)),
    ask("ended-grant", lena, await inProject("Pictures for the start page", website)),
    ask("confidential", anna, secret),
    ask("read-only", lena, await inProject("Switches arrive on Monday", network), false, "reply"),
    ask("family-upwards-only", greta, colleagues),
    ask("window", tom, old),
    ask("moved", mia, kept),
  ];
}
