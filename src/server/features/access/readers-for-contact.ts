/**
 * "Who can read this?", asked by a contact of a ticket that it reads itself. The same people as in `who`; by name only those who
 * share a company with whoever asks, the requester and people who were added: the portal is no directory of other customers. Where
 * colleagues' names do not show (access-model, "View"), nobody but whoever asks.
 */
import type { z } from "zod";
import type { readersView } from "#contract/access.ts";
import { decide } from "#domain/access/decide.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { viewOf } from "#domain/access/view.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { decodeCursor, encodeCursor } from "#server/platform/http/cursor.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { findTicketFacts } from "./ticket-facts-queries.ts";
import { type Reader, readersOf } from "./who.ts";
import { listPeopleShown } from "./who-queries.ts";

type Input = { ticketId: string; limit: number; cursor?: string | undefined };

/** People who are decided at once to say how many there are; beyond, the total is a lower bound. */
const mostDecided = 250;

const companiesOf = (access: Access): string[] =>
  access.memberships.filter((membership) => membership.obstacle === null).map((membership) => membership.company.companyId);

export async function readersFor(db: Queryable, access: Access, input: Input, now: Date): Promise<z.infer<typeof readersView>> {
  const ticket = found(await findTicketFacts(db, input.ticketId, "everybody", now));
  if (!decide(access, "read", ticket).allowed) throw new Refusal("record.notFound");
  const cursor = decodeCursor(input.cursor, "readers", 2);
  const after = cursor && { rank: Number(cursor[0]), contactId: cursor[1] ?? "" };
  const { readers, complete } = await readersOf(db, ticket, after ? input.limit + 1 : Math.max(input.limit + 1, mostDecided), after, now);
  const mine = new Set(companiesOf(access));
  const added = new Set(ticket.participations.map((participation) => participation.contactId));
  const isNamed = (reader: Reader) =>
    reader.contactId === ticket.contactId || added.has(reader.contactId) || companiesOf(reader.access).some((companyId) => mine.has(companyId));
  const { colleagueNames } = viewOf(access, ticket);
  const isShown = (reader: Reader) => isNamed(reader) && (colleagueNames || reader.contactId === access.contactId);
  const page = readers.slice(0, input.limit);
  const last = page.at(-1);
  const shown = page.filter(isShown);
  const people = await listPeopleShown(
    db,
    shown.map((reader) => reader.contactId),
  );
  return {
    items: shown.map((reader) => ({
      id: reader.contactId,
      name: people.get(reader.contactId)?.name ?? "",
      path: reader.paths[0] ?? "company",
      withoutSignIn: people.get(reader.contactId)?.withoutSignIn ?? true,
    })),
    next: readers.length > input.limit && last ? encodeCursor("readers", String(last.position.rank), last.position.contactId) : null,
    total: after ? null : readers.length,
    ...(complete || after ? {} : { totalIsLowerBound: true as const }),
    strangers: after ? null : readers.filter((reader) => !isNamed(reader)).length,
    unnamed: after ? null : readers.filter((reader) => isNamed(reader) && !isShown(reader)).length,
  };
}
