/** Prints the plan of every list's SQL: `node bench/plans.ts --data <folder> [--only <person>] [--search <text>] [--verbose]`. */
import { parseArgs } from "node:util";
import { type RawBuilder, sql } from "kysely";
import pg from "pg";
import { prefixQuery } from "#domain/tickets/search-text.ts";
import { countInScope, newestInScope, type TicketFilter } from "#server/features/tickets/scope-to-sql.ts";
import { connect, type Db } from "#server/platform/db/connect.ts";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { findPeople, readScope } from "./people.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    only: { type: "string" },
    search: { type: "string" },
    verbose: { type: "boolean", default: false },
    generic: { type: "boolean", default: false },
  },
});
if (!values.data) throw new Error("--data names the folder that bench keeps");

const server = await launchEmbedded({ dataFolder: values.data });
const databases = connect(server.connection);
const client = new pg.Client(server.connection);
await client.connect();
// As the product's pool for contacts has it.
if (values.generic) await client.query("set plan_cache_mode = force_generic_plan");
try {
  const now = new Date();
  const search = values.search === undefined ? undefined : (prefixQuery(values.search) ?? undefined);
  const newest = { order: { by: "changed" as const, descending: true }, limit: 51 };
  const filters: [string, TicketFilter][] = [
    ["all", { state: "all", search }],
    ["open", { state: "open", search }],
  ];
  for (const person of await findPeople(databases.main)) {
    if (values.only && person.key !== values.only) continue;
    const scope = await readScope(databases.main, person, now);
    for (const [name, given] of filters) {
      const filter = { ...given, searchInternal: person.kind === "agent" };
      await show(databases.main, `${person.key} ${name} page`, newestInScope(scope, filter, newest, now));
      await show(databases.main, `${person.key} ${name} count`, countInScope(scope, filter, 10_001, now));
    }
  }
} finally {
  await client.end();
  await databases.close();
  await server.stop();
}

/** Runs it warm as the product would (prepared), then explains it; times in milliseconds. */
async function show(db: Db, title: string, statement: RawBuilder<unknown>): Promise<void> {
  const { sql: text, parameters } = sql`${statement}`.compile(db);
  const times: number[] = [];
  for (let run = 0; run < 12; run++) {
    const start = performance.now();
    await client.query({ name: title, text, values: [...parameters] });
    times.push(performance.now() - start);
  }
  const { rows } = await client.query(`explain (analyze, buffers) execute "${title}"(${parameters.map(literal).join(", ")})`);
  const lines = rows.map((row) => String(row["QUERY PLAN"]));
  const summary = lines.filter((line) => /^(Planning|Execution) Time/.test(line)).join(" ");
  const sorted = [...times.slice(2)].sort((a, b) => a - b);
  console.log(
    `${title.padEnd(28)} first ${times[0]?.toFixed(1)} custom ${times[2]?.toFixed(1)} prepared median ${sorted[5]?.toFixed(1)} ${summary} ${text.length} characters, ${parameters.length} parameters`,
  );
  if (values.verbose) console.log(lines.join("\n"));
}

function literal(value: unknown): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  const text = value instanceof Date ? value.toISOString() : Array.isArray(value) ? `{${value.join(",")}}` : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
