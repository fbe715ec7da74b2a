/** What a contact's list of tickets can be narrowed by. */
import type { QueryOf, ResponseOf } from "#contract/endpoint.ts";
import type { getListOptions } from "#contract/portal-ticket.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { prioritySight } from "#domain/access/view.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { listGrantedProjects, listPriorityChoices, listReadableQueues, listStatusChoices } from "./create-options-queries.ts";

/** Companies that are offered at once; the search finds the others. */
const mostCompanies = 50;

export async function presentListOptions(
  db: Tx,
  access: Access,
  query: QueryOf<typeof getListOptions>,
  language: Language,
): Promise<ResponseOf<typeof getListOptions>> {
  const labelled = (row: { name: string; labels: unknown }) => ({ name: row.name, label: (row.labels as Record<string, string>)[language] ?? row.name });
  const mine = companiesOf(access);
  const matching = mine.filter((company) => fold(company.name).includes(fold(query.q ?? "")));
  const shown = matching.slice(0, mostCompanies);
  const named = mine.filter((company) => query.company?.includes(company.id) && !shown.includes(company));
  return {
    companies: [...named, ...shown],
    companyTotal: matching.length,
    queues: await listReadableQueues(db, access),
    projects: await listGrantedProjects(db, access),
    statuses: (await listStatusChoices(db)).map((row) => ({ id: row.status_id, ...labelled(row) })),
    priorities: (prioritySight(access) === "nowhere" ? [] : await listPriorityChoices(db)).map((row) => ({ id: row.priority_id, ...labelled(row) })),
  };
}

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

/** Of memberships that carry, by name. */
const companiesOf = (access: Access): { id: string; name: string }[] =>
  access.memberships
    .filter((membership) => membership.obstacle === null)
    .map(({ company }) => ({ id: company.companyId, name: company.name }))
    .sort((a, b) => fold(a.name).localeCompare(fold(b.name)) || (a.id < b.id ? -1 : 1));
