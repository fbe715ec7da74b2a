/** The choices of the portal's form for a new request. */

import type { QueryOf, ResponseOf } from "#contract/endpoint.ts";
import type { getCreateOptions } from "#contract/portal-ticket.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { seesPriorityOfNew } from "#domain/access/view.ts";
import { findOfferedServices } from "#server/features/access/who-queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { findLastQueue, listCompanyChoices, listMissingParents, listPriorityChoices, listProjectChoices, listQueueChoices } from "./create-options-queries.ts";

export async function presentCreateOptions(
  db: Tx,
  access: Access,
  query: QueryOf<typeof getCreateOptions>,
  language: Language,
): Promise<ResponseOf<typeof getCreateOptions>> {
  const { companies, total } = await listCompanyChoices(db, access, query.q ?? "");
  const chosen = query.company ?? companies[0]?.id ?? null;
  const offered = await findOfferedServices(db, access.contactId, chosen);
  const parents = await listMissingParents(
    db,
    offered.items.map((service) => service.name),
  );
  const services = [...offered.items.map((service) => ({ ...service, choosable: true })), ...parents.map((service) => ({ ...service, choosable: false }))];
  const queues = await listQueueChoices(db, access);
  const lastQueueId = await findLastQueue(db, access.contactId);
  return {
    companies,
    companyTotal: total,
    queues,
    lastQueueId: queues.find((queue) => queue.id === lastQueueId)?.id ?? null,
    services: services.sort((a, b) => (a.name < b.name ? -1 : 1)),
    servicesFrom: offered.from,
    projects: await listProjectChoices(db, access, chosen),
    projectRequired: access.switches.projectPermissions === "required",
    priorities: (seesPriorityOfNew(access, chosen) ? await listPriorityChoices(db) : []).map((row) => ({
      id: row.priority_id,
      name: row.name,
      label: (row.labels as Record<string, string>)[language] ?? row.name,
      isDefault: row.is_default,
    })),
    attachmentLargestBytes: Number(await resolveFor(db, "attachments.largestMegabytes", {})) * 1024 * 1024,
  };
}
