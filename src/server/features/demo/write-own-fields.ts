/** Own fields of tickets, as a provider of IT services has them: two that contacts see, two for agents. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import { listTicketPlaces, setOwnFields } from "./queries.ts";
import type { World } from "./world.ts";
import { by } from "./write-provider.ts";

const contracts = [
  { value: "full", label: { en: "Full service", de: "Vollservice" } },
  { value: "quota", label: { en: "Hours by quota", de: "Stundenkontingent" } },
  { value: "effort", label: { en: "By effort", de: "Nach Aufwand" } },
];
const fields = [
  { key: "device", name: { en: "Device number", de: "Gerätenummer" }, type: "text", options: [], shown: true },
  { key: "visit", name: { en: "On-site visit", de: "Termin vor Ort" }, type: "date", options: [], shown: true },
  { key: "contract", name: { en: "Contract", de: "Vertragsart" }, type: "choice", options: contracts, shown: false },
  { key: "warranty", name: { en: "Warranty", de: "Garantiefall" }, type: "boolean", options: [], shown: false },
];

export async function writeOwnFields(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 318, "09:40");
  const made = fields.map((field, place) => ({
    own_field_id: world.random.id(at),
    subject: "ticket",
    key: field.key,
    name: world.say(field.name),
    labels: field.name,
    field_type: field.type,
    options: field.options.map(({ value, label }) => ({ value, label: world.say(label) })),
    rank: place + 1,
    shown_to_contacts: field.shown,
    created_at: at,
    changed_at: at,
  }));
  await insertRows(db, "own_field", made);
  for (const { own_field_id: id, key, name } of made)
    log.record(at, by(world, "eva"), { event: "ownField.created", subject: { kind: "ownField", id }, after: { key, name } });
  const newestFirst = (await listTicketPlaces(db)).toReversed();
  await setOwnFields(
    db,
    newestFirst.flatMap(({ id }, place) => (place % 3 === 2 ? [] : [{ ticketId: id, ownFields: valuesAt(place, world.now) }])),
  );
}

/** Some on each ticket, never all. */
function valuesAt(place: number, now: Date): Record<string, unknown> {
  const visit = new Date(now.getTime() + ((place % 12) - 4) * 86_400_000).toISOString().slice(0, 10);
  return {
    contract: contracts[place % contracts.length]?.value,
    ...(place % 2 === 0 ? { device: `NB-${String(4100 + ((place * 37) % 900))}` } : {}),
    ...(place % 5 === 1 ? { visit } : {}),
    ...(place % 4 === 0 ? { warranty: place % 8 === 0 } : {}),
  };
}
