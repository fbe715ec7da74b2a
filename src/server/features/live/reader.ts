/** A person who is present: the facts of its access, and its open streams. */
import { type AgentFacts, agentScopeOf } from "#domain/access/agents.ts";
import type { Scope } from "#domain/access/clause.ts";
import { scopeFor } from "#domain/access/decide.ts";
import { effectiveAccess, steadyUntil } from "#domain/access/effective-access.ts";
import type { ContactFacts, Instant } from "#domain/access/facts.ts";
import type { Stream } from "./stream.ts";

export type Person = { contactId: string } | { agentId: string };
export type Known = { agent: AgentFacts } | { contact: ContactFacts };
export const nameOf = (person: Person): string => ("agentId" in person ? `agent ${person.agentId}` : `contact ${person.contactId}`);

export type Reader = {
  person: Person;
  streams: Set<Stream>;
  /** Not loaded yet, or to be loaded anew: null. */
  known: Known | null;
  scope: Scope | null;
  /** When the access changes by itself, because something begins or ends. */
  changesAt: Instant;
};

export const newReader = (person: Person): Reader => ({ person, streams: new Set(), known: null, scope: null, changesAt: Number.POSITIVE_INFINITY });

/** What the person may read now; null: nobody who may be here (access-model, "Door"). */
export function readScope(known: Known, now: Instant): Scope | null {
  if ("agent" in known) return agentScopeOf(known.agent, "read");
  const access = effectiveAccess(known.contact, now);
  return access.door.open ? scopeFor(access, "read") : null;
}

/** The next beginning or end of a membership, role, right or grant. */
export const nextChange = (known: Known, now: Instant): Instant => ("agent" in known ? Number.POSITIVE_INFINITY : steadyUntil(known.contact, now));

export const isOfCompany = ({ known }: Reader, companyIds: ReadonlySet<string>): boolean =>
  known !== null && "contact" in known && known.contact.memberships.some((membership) => companyIds.has(membership.company.companyId));
