/** What the two apps are told about who is signed in. */
import type { AgentSession, ContactSession } from "#contract/session.ts";
import { mayCreateFor, scopeFor } from "#domain/access/decide.ts";
import { type Access, openGroups } from "#domain/access/effective-access.ts";
import { scopeOfView } from "#domain/tickets/views.ts";
import { inheritedLocale, localeOfContact, resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { AgentPrincipal } from "#server/platform/kernel.ts";
import { areBilledForOthers, findMailFacts, haveSubsidiaries } from "./people-queries.ts";
import { getProfile } from "./profile-queries.ts";
import type { SessionRow } from "./queries.ts";

/** Companies of a contact that its session names; the total says whether there are more. */
const mostCompaniesShown = 50;

export async function presentAgentSession(
  db: Queryable,
  principal: Pick<AgentPrincipal, "agentId" | "administrator" | "permissions" | "language" | "timeZone">,
): Promise<AgentSession> {
  const facts = await findMailFacts(db, { agentId: principal.agentId });
  return {
    agentId: principal.agentId,
    administrator: principal.administrator,
    permissions: [...principal.permissions],
    keepsPrimaryProject: await resolveFor(db, "tickets.keepPrimaryProject"),
    name: facts?.name ?? "",
    login: facts?.login ?? "",
    language: principal.language ?? ((await resolveFor(db, "installation.language", {})) as Language),
    timeZone: principal.timeZone ?? String(await resolveFor(db, "timeZone", {})),
    installationName: String(await resolveFor(db, "installation.name", {})),
  };
}

export async function presentContactSession(db: Queryable, access: Access): Promise<ContactSession> {
  const facts = await findMailFacts(db, { contactId: access.contactId });
  const carrying = access.memberships.filter((membership) => membership.obstacle === null);
  const scope = scopeFor(access, "read");
  const companyClauses = scope.clauses.filter((clause) => clause.path === "company");
  const openQueues = openGroups(access, "create");
  const mayCreateAnywhere =
    (openQueues === "any" || openQueues.length > 0) &&
    carrying.some((membership) => mayCreateFor(access, { companyId: membership.company.companyId, parentId: null, state: "active" }));
  return {
    contactId: access.contactId,
    companies: carrying
      .slice(0, mostCompaniesShown)
      .map((membership) => ({ id: membership.company.companyId, name: membership.company.name, primary: membership.primary })),
    companyTotal: carrying.length,
    seesCompanyTickets: scopeOfView(scope, "companies").clauses.length > 0,
    seesSubsidiaries: await haveSubsidiaries(
      db,
      companyClauses.flatMap((clause) => clause.companies?.below ?? []),
    ),
    seesBilled: await areBilledForOthers(
      db,
      scope.clauses.flatMap((clause) => clause.companies?.billedBy ?? []),
    ),
    mayCreate: mayCreateAnywhere,
    readOnly: access.switches.portalReadOnly,
    attachmentLargestBytes: Number(await resolveFor(db, "attachments.largestMegabytes", {})) * 1024 * 1024,
    firstName: facts?.names[0] ?? "",
    name: facts?.name ?? "",
    login: facts?.login ?? "",
    ...(await localeOfContact(db, access.contactId)),
    installationName: String(await resolveFor(db, "installation.name", {})),
  };
}

export const presentProfile = async (db: Queryable, contactId: string) => ({
  ...(await getProfile(db, contactId)),
  inherited: await inheritedLocale(db, contactId),
});

type SessionDetails = Pick<SessionRow, "session_id"> & { created_at: Date; last_seen_at: Date; expires_at: Date; network: string; client: string };

export const presentSession = (row: SessionDetails, currentSessionId: string | null) => ({
  id: row.session_id,
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  network: row.network,
  client: row.client,
  current: row.session_id === currentSessionId,
});
