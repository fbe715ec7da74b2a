/** The whole schema as readable SQL, from the catalog of a migrated database: tables with comments, constraints, indexes, triggers, functions. */
import type pg from "pg";

type Column = { table: string; column: string; type: string; notNull: boolean; fallback: string | null; generated: string; comment: string | null };

export async function schemaText(client: pg.Client): Promise<string> {
  const tables = await rows<{ name: string; comment: string | null }>(
    client,
    `select c.relname as name, obj_description(c.oid) as comment from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
  );
  const columns = await rows<Column>(
    client,
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
            pg_get_expr(d.adbin, d.adrelid) as fallback, a.attgenerated as generated, col_description(c.oid, a.attnum) as comment
     from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`,
  );
  const constraints = await rows<{ table: string; text: string }>(
    client,
    `select c.relname as table, pg_get_constraintdef(k.oid) as text from pg_constraint k join pg_class c on c.oid = k.conrelid
     where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'c', 'f') order by c.relname, position(k.contype::text in 'pufc'), k.conname`,
  );
  const indexes = await rows<{ table: string; text: string }>(
    client,
    `select tablename as table, indexdef as text from pg_indexes where schemaname = 'public'
       and indexname not in (select conname from pg_constraint where connamespace = 'public'::regnamespace) order by tablename, indexname`,
  );
  const triggers = await rows<{ table: string; text: string }>(
    client,
    `select c.relname as table, pg_get_triggerdef(t.oid) as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not t.tgisinternal order by c.relname, t.tgname`,
  );
  const functions = await rows<{ text: string; comment: string | null }>(
    client,
    `select pg_get_functiondef(p.oid) as text, obj_description(p.oid) as comment from pg_proc p
     where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.proname`,
  );
  const parts = tables.map((table) => {
    const own = <T extends { table: string }>(list: T[]) => list.filter((entry) => entry.table === table.name);
    const lines = [...own(columns).map(columnLine), ...own(constraints).map((constraint) => [`  ${constraint.text}`, ""] as const)];
    const body = lines.map(([text, comment], at) => text + (at < lines.length - 1 ? "," : "") + (comment ? ` -- ${comment}` : "")).join("\n");
    const after = [...own(indexes), ...own(triggers)].map((entry) => `${plain(entry.text)};`).join("\n");
    return `${table.comment ? `-- ${table.comment}\n` : ""}create table ${table.name} (\n${body}\n);\n${after}`.trimEnd();
  });
  const routines = functions.map((routine) => `${routine.comment ? `-- ${routine.comment}\n` : ""}${plain(routine.text).trimEnd()};`);
  return `-- The whole schema as the migrations leave it. Made by: npm run schema. Read this first.\n\n${[...parts, ...routines].join("\n\n")}\n`;
}

function columnLine(column: Column): readonly [string, string] {
  const fallback =
    column.fallback === null ? "" : column.generated ? ` generated always as (${plain(column.fallback)}) stored` : ` default ${plain(column.fallback)}`;
  return [`  ${column.column} ${column.type}${column.notNull ? " not null" : ""}${fallback}`, column.comment ?? ""];
}

const plain = (text: string): string => text.replaceAll("public.", "");

async function rows<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row[]> {
  return (await client.query<Row>(sql)).rows;
}
