/** The facts of many readers at a time; whoever is not there, or an agent who is not active, is left out. */
import { listContactFacts } from "#server/features/access/contact-facts-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { listActiveAgents } from "./queries.ts";
import type { Known, Reader } from "./reader.ts";

const atOnce = 500;

export async function loadKnown(db: Queryable, readers: readonly Reader[]): Promise<Map<Reader, Known>> {
  const byId = new Map(readers.map((reader) => ["agentId" in reader.person ? reader.person.agentId : reader.person.contactId, reader]));
  const agentIds = readers.flatMap(({ person }) => ("agentId" in person ? [person.agentId] : []));
  const contactIds = readers.flatMap(({ person }) => ("contactId" in person ? [person.contactId] : []));
  const known = new Map<Reader, Known>();
  const keep = (id: string, facts: Known) => {
    const reader = byId.get(id);
    if (reader) known.set(reader, facts);
  };
  for (let from = 0; from < contactIds.length; from += atOnce) {
    for (const contact of await listContactFacts(db, contactIds.slice(from, from + atOnce))) keep(contact.contact.contactId, { contact });
  }
  if (agentIds.length > 0) for (const agent of await listActiveAgents(db, agentIds)) keep(agent.agentId, { agent });
  return known;
}
