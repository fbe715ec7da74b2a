/**
 * The facts of whoever asks; the runner of commands locks them, reads take them from the same snapshot as their lists. What was
 * loaded is remembered under the access versions (docs/decisions/0017-facts-under-versions.md): reads ask whether these are
 * still the same, and nothing else.
 */
import { type Access, effectiveAccess, steadyUntil } from "#domain/access/effective-access.ts";
import type { ContactFacts } from "#domain/access/facts.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking, ContactPrincipal, Kernel, Principal } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { findContactFacts } from "./contact-facts-queries.ts";
import { type AccessVersions, findAccessVersions, findAgentFacts, lockContactAccess } from "./queries.ts";

/** How many memberships, rights and grants are remembered, of all contacts together: some 30 MB. */
const mostPieces = 60_000;

type Remembered = { facts: ContactFacts; versions: AccessVersions; access: Access; until: number };

/** A memory of its own for each kernel, and so for each database. */
export function createFacts(): Pick<Kernel, "loadFacts" | "readFacts" | "recallFacts"> {
  const memory = createMemory();
  return {
    loadFacts,
    async readFacts(snapshot, principal, now) {
      if (principal.kind !== "contact") return loadFacts(snapshot, principal, now, false);
      const known = await contactKnown(snapshot, principal.contactId, now);
      memory.set(principal.contactId, known);
      return contactAsking(principal, known, now);
    },
    recallFacts(snapshot, principal, now) {
      if (principal.kind !== "contact") return undefined;
      const known = memory.get(principal.contactId);
      if (!known) return undefined;
      const hold = findAccessVersions(snapshot, principal.contactId).then((current) => current !== undefined && isSame(current, known.versions));
      return { asking: contactAsking(principal, known, now), hold };
    },
  };
}

/** Never remembered: a command reads, statement by statement, what is committed now and what it wrote itself, which may be undone. */
async function loadFacts(db: Queryable, principal: Principal, now: Date, lock: boolean): Promise<Asking> {
  switch (principal.kind) {
    case "nobody":
    case "system":
      return { kind: principal.kind };
    case "agent": {
      const agent = await findAgentFacts(db, principal.agentId);
      if (!agent) throw new Refusal("session.required");
      return { kind: "agent", principal, agent };
    }
    case "contact": {
      if (lock) await lockContactAccess(db, principal.contactId);
      return contactAsking(principal, await contactKnown(db, principal.contactId, now), now);
    }
  }
}

async function contactKnown(db: Queryable, contactId: string, now: Date): Promise<Remembered> {
  const [facts, versions] = await Promise.all([findContactFacts(db, contactId), findAccessVersions(db, contactId)]);
  if (!facts || !versions) throw new Refusal("session.required");
  return { facts, versions, ...accessAt(facts, now) };
}

function contactAsking(principal: ContactPrincipal, known: Remembered, now: Date): Asking {
  if (now.getTime() < known.access.now || now.getTime() >= known.until) Object.assign(known, accessAt(known.facts, now));
  return { kind: "contact", principal, access: known.access, participates: known.versions.participates };
}

const accessAt = (facts: ContactFacts, now: Date) => ({ access: effectiveAccess(facts, now.getTime()), until: steadyUntil(facts, now.getTime()) });

const isSame = (one: AccessVersions, other: AccessVersions): boolean => one.versions === other.versions && one.participates === other.participates;

/** Of the contacts who asked last. */
function createMemory() {
  const entries = new Map<string, Remembered>();
  let pieces = 0;
  const sizeOf = ({ facts }: Remembered) =>
    1 + facts.memberships.length + facts.rights.length + facts.grants.reduce((sum, grant) => sum + 1 + grant.taskIds.length / 4, 0);
  const forget = (contactId: string) => {
    const known = entries.get(contactId);
    if (!known) return;
    entries.delete(contactId);
    pieces -= sizeOf(known);
  };
  const set = (contactId: string, known: Remembered) => {
    forget(contactId);
    entries.set(contactId, known);
    pieces += sizeOf(known);
    for (const oldest of entries.keys()) {
      if (pieces <= mostPieces || oldest === contactId) break;
      forget(oldest);
    }
  };
  return {
    set,
    get(contactId: string): Remembered | undefined {
      const known = entries.get(contactId);
      // Moved to the end: the order of the map is that of the last use.
      if (known) set(contactId, known);
      return known;
    },
  };
}
