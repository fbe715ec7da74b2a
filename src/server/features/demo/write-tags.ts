/** Tags, as agents of a service desk have them, on every few tickets. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import { listTicketPlaces } from "./queries.ts";
import type { World } from "./world.ts";
import { by } from "./write-provider.ts";

/** On every so many tickets. */
const tags = [
  { name: { en: "on site", de: "Vor Ort" }, every: 7 },
  { name: { en: "recurring", de: "wiederkehrend" }, every: 9 },
  { name: { en: "with the vendor", de: "beim Hersteller" }, every: 11 },
  { name: { en: "quick win", de: "schnell erledigt" }, every: 13 },
  { name: { en: "knowledge base", de: "Wissensdatenbank" }, every: 17 },
];

export async function writeTags(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 320, "10:05");
  const made = tags.map(({ name, every }) => ({ id: world.random.id(at), name: world.say(name), every }));
  await insertRows(
    db,
    "tag",
    made.map(({ id, name }) => ({ tag_id: id, name, created_at: at, changed_at: at })),
  );
  for (const { id, name } of made) log.record(at, by(world, "eva"), { event: "tag.created", subject: { kind: "tag", id }, after: { name } });
  const newestFirst = (await listTicketPlaces(db)).toReversed();
  const rows = newestFirst.flatMap((ticket, place) => made.filter(({ every }) => place % every === 1).map(({ id }) => ({ ticket_id: ticket.id, tag_id: id })));
  await insertRows(db, "ticket_tag", rows);
}
