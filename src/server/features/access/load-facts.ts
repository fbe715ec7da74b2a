/** The facts of whoever asks; the runner of commands locks them, reads take them from the same snapshot as their lists. */
import { effectiveAccess } from "#domain/access/effective-access.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Asking, Principal } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { findAgentFacts, findContactFacts, lockContactAccess } from "./queries.ts";

export async function loadFacts(db: Queryable, principal: Principal, now: Date, lock: boolean): Promise<Asking> {
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
      const facts = await findContactFacts(db, principal.contactId);
      if (!facts) throw new Refusal("session.required");
      return { kind: "contact", principal, access: effectiveAccess(facts, now.getTime()) };
    }
  }
}
