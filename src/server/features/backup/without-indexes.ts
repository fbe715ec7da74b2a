/** Fills tables without their indexes and foreign keys, which is several times faster, and puts exactly those back. */
import type pg from "pg";

type Definition = { table: string; name: string; definition: string };

/** Primary keys and other constraints stay. Within the caller's transaction: a failure brings everything back. */
export async function withoutIndexes(client: pg.Client, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const before = await listDefinitions(client, tables);
  for (const { table, name } of before.keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of before.indexes) await client.query(`drop index ${name}`);
  await fill();
  for (const { definition } of before.indexes) await client.query(definition);
  for (const { table, name, definition } of before.keys) await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  const after = await listDefinitions(client, tables);
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error("the indexes and foreign keys are not what they were before the restore");
}

/** Definitions come from the database itself, so that nothing here knows the schema. */
async function listDefinitions(client: pg.Client, tables: readonly string[]): Promise<{ keys: Definition[]; indexes: Definition[] }> {
  const { rows: keys } = await client.query<Definition>(
    `select 'public.' || quote_ident(t.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class t on t.oid = k.conrelid
     where k.contype = 'f' and t.relnamespace = 'public'::regnamespace and t.relname = any($1) order by 1, 2`,
    [tables],
  );
  const { rows: indexes } = await client.query<Definition>(
    `select 'public.' || quote_ident(t.relname) as table, 'public.' || quote_ident(n.relname) as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class t on t.oid = i.indrelid join pg_class n on n.oid = i.indexrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1)
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f') order by 1, 2`,
    [tables],
  );
  return { keys, indexes };
}
