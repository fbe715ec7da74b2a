/** The table of own fields; here those of tickets. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { FieldOption, OwnField, OwnFieldType } from "#domain/tickets/own-fields.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";

export type OwnFieldFields = {
  name: string;
  /** What people read, per language; absent: the name. */
  labels: { [language in Language]?: string | undefined };
  options: readonly FieldOption[];
  shownToContacts: boolean;
  state: "active" | "closed";
};
export type OwnFieldRow = OwnFieldFields & { id: string; key: string; type: OwnFieldType; rank: number; version: number };

const columns = sql`own_field_id as id, key, name, labels, field_type as type, options, shown_to_contacts as "shownToContacts", state, rank, version`;
const inOrder = sql`order by rank, lower(coalesce(nullif(name, ''), key)), own_field_id`;

export async function listOwnFields(db: Queryable): Promise<OwnFieldRow[]> {
  const { rows } = await sql<OwnFieldRow>`select ${columns} from own_field where subject = 'ticket' ${inOrder}`.execute(db);
  return rows;
}

/** All of them, held until the end of the transaction: keys and order are decided among all. */
export async function lockOwnFields(db: Queryable): Promise<OwnFieldRow[]> {
  await sql`select pg_advisory_xact_lock(hashtext('own-fields'))`.execute(db);
  const { rows } = await sql<OwnFieldRow>`select ${columns} from own_field where subject = 'ticket' ${inOrder} for update`.execute(db);
  return rows;
}

/** Those that tickets can be given values of, by key. */
export async function loadFieldsInUse(db: Queryable): Promise<ReadonlyMap<string, OwnField>> {
  const { rows } = await sql<OwnFieldRow>`select ${columns} from own_field where subject = 'ticket' and state = 'active'`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Of the fields of tickets with these keys, closed ones too. */
export async function findFieldIds(db: Queryable, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; id: string }>`
    select key, own_field_id as id from own_field where subject = 'ticket' and key = any(${[...keys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.key, row.id]));
}

const columnsOf = ({ name, labels, options, shownToContacts, state }: Partial<OwnFieldFields>) => ({
  ...(name === undefined ? {} : { name }),
  ...(labels === undefined ? {} : { labels: JSON.stringify(labels) }),
  ...(options === undefined ? {} : { options: JSON.stringify(options) }),
  ...(shownToContacts === undefined ? {} : { shown_to_contacts: shownToContacts }),
  ...(state === undefined ? {} : { state }),
});

type NewOwnField = Omit<OwnFieldRow, "id" | "version">;

export async function insertOwnField(db: Queryable, { key, type, rank, ...fields }: NewOwnField, now: Date): Promise<string> {
  const id = randomUUIDv7();
  const { name } = fields;
  await db
    .insertInto("own_field")
    .values({ ...columnsOf(fields), name, own_field_id: id, subject: "ticket", key, field_type: type, rank, created_at: now, changed_at: now })
    .execute();
  return id;
}

export async function updateOwnField(db: Queryable, id: string, fields: Partial<OwnFieldFields>, now: Date): Promise<void> {
  await db
    .updateTable("own_field")
    .set((eb) => ({ ...columnsOf(fields), changed_at: now, version: eb("version", "+", 1) }))
    .where("own_field_id", "=", id)
    .execute();
}

export const updateRanks = (db: Queryable, ids: readonly string[]) =>
  sql`update own_field f set rank = o.at from unnest(${[...ids]}::uuid[]) with ordinality as o(id, at) where f.own_field_id = o.id`.execute(db);
