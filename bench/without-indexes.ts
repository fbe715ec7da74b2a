/** Takes indexes and foreign keys off tables while they are filled and puts them back as they were: many times faster. */
import type pg from "pg";

/** Names and definitions come from the database itself, so that nothing here knows the schema. */
export async function withoutIndexes(client: pg.Client, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const list = tables.map((table) => `'${table}'::regclass`).join(", ");
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid in (${list}) order by conname`,
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid in (${list}) and not exists (select from pg_constraint c where c.conindid = i.indexrelid) order by 1`,
  );
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  for (const index of indexes) await client.query(`drop index ${index.name}`);
  await fill();
  for (const index of indexes) await client.query(index.definition);
  for (const key of keys) await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
}
