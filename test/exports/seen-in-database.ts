/** What the server would list, asked of the database by the server's own queries. */
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { scopeOf } from "#domain/access/scope.ts";
import { listContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { listIdsInScope } from "#server/features/tickets/queries.ts";
import type { Db } from "#server/platform/db/connect.ts";

/** `login sees number` of every contact with a login. */
export async function seenInDatabase(db: Db, now = new Date()): Promise<string[]> {
  const contacts = await db.selectFrom("contact").select(["contact_id", "login"]).where("login", "is not", null).execute();
  const logins = new Map(contacts.map((contact) => [contact.contact_id, contact.login]));
  const tickets = new Map((await db.selectFrom("ticket").select(["ticket_id", "number"]).execute()).map((ticket) => [ticket.ticket_id, ticket.number]));
  const seen: string[] = [];
  for (const facts of await listContactFacts(db, [...logins.keys()])) {
    const scope = scopeOf(effectiveAccess(facts, now.getTime()), "read");
    for (const id of await listIdsInScope(db, scope, [...tickets.keys()], now)) seen.push(`${logins.get(facts.contact.contactId)} sees ${tickets.get(id)}`);
  }
  return seen.sort();
}
