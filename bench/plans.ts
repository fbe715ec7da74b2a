/**
 * Prints how PostgreSQL runs each statement behind the lists and questions:
 * `node bench/plans.ts --data <folder> [--only <person>] [--search <text>] [--sort -created] [--state open] [--who] [--gates] [--verbose]`.
 * `--write <folder>` keeps the plan of each person's list there, as in bench/plans/, with every gate on (test/rules/plans.test.ts reads those).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type CompiledQuery, Kysely } from "kysely";
import pg from "pg";
import { prefixQuery } from "#domain/tickets/search-text.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { findTicketFacts } from "#server/features/access/ticket-facts-queries.ts";
import { readersOf } from "#server/features/access/who.ts";
import { listTickets } from "#server/features/tickets/queries.ts";
import type { Db } from "#server/platform/db/connect.ts";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import type { DB } from "#server/platform/db/schema-types.ts";
import { SharingDialect } from "#server/platform/db/shared-arrays.ts";
import { setGates } from "./gates.ts";
import { type BenchPerson, findPeople, readScope } from "./people.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    only: { type: "string" },
    search: { type: "string" },
    sort: { type: "string", default: "-changed" },
    state: { type: "string", default: "all" },
    who: { type: "boolean", default: false },
    gates: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    write: { type: "string" },
  },
});
if (!values.data) throw new Error("--data names the folder that bench keeps");

const server = await launchEmbedded({ dataFolder: values.data });
const pool = new pg.Pool({ ...server.connection, max: 1 });
pool.on("error", () => {}); // the server goes before the last idle connection
const asked: CompiledQuery[] = [];
const kept: string[] = [];
if (values.write) mkdirSync(values.write, { recursive: true });
const db: Db = new Kysely<DB>({ dialect: new SharingDialect({ pool }), log: (event) => void (event.level === "query" && asked.push(event.query)) });
try {
  if (values.gates) await setGates(db, true);
  for (const person of await findPeople(db)) {
    if (values.only && person.key !== values.only) continue;
    // As the product's pools have it: contacts ask the portal's.
    await pool.query(`set plan_cache_mode = ${person.kind === "contact" && !values.who ? "force_generic_plan" : "auto"}`);
    asked.length = 0;
    await (values.who ? askWho(person) : askList(person));
    for (const [index, { sql, parameters }] of asked.splice(0).entries()) await show(`${person.key} ${index}`, sql, parameters);
    if (values.write && kept.length > 0)
      writeFileSync(join(values.write, `${values.who ? "who-" : "list-"}${person.key}.txt`), `${kept.splice(0).join("\n\n")}\n`);
  }
} finally {
  if (values.gates) await setGates(db, false);
  await db.destroy();
  await server.stop();
}

async function askList(person: BenchPerson): Promise<void> {
  const now = new Date();
  const scope = await readScope(db, person, now);
  const search = values.search === undefined ? undefined : (prefixQuery(values.search) ?? undefined);
  const filter = { state: values.state as "all", search, searchInternal: person.kind === "agent" };
  const of = person.kind === "agent" ? "nobody" : { contactId: person.id, companyIds: [] };
  const page = await listTickets(db, scope, filter, { limit: 50, sort: values.sort as "-changed" }, of, now);
  console.log(`${person.key}: ${page.tickets.length} of ${page.total}${page.totalIsLowerBound ? " or more" : ""}`);
}

/** Of the newest ticket of the person's company. */
async function askWho(person: BenchPerson): Promise<void> {
  if (person.kind === "agent") return;
  const now = new Date();
  const company = (await findContactFacts(db, person.id))?.memberships[0]?.company.companyId ?? "";
  const ticket = await db.selectFrom("ticket").select("ticket_id").where("company_id", "=", company).orderBy("ticket_id", "desc").limit(1).executeTakeFirst();
  const facts = ticket && (await findTicketFacts(db, ticket.ticket_id, "everybody", now));
  // Their own company has no ticket: what looked for one is no plan of the product.
  asked.length = 0;
  if (!facts) return;
  const { readers, complete } = await readersOf(db, facts, 500, undefined, now);
  console.log(`${person.key}: ${readers.length} readers${complete ? "" : " or more"}`);
}

/** Runs it as often as it takes PostgreSQL to settle on a plan, then explains that plan; times in milliseconds. */
async function show(name: string, text: string, parameters: readonly unknown[]): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 13; run++) {
    const start = performance.now();
    await pool.query({ name, text, values: [...parameters] });
    times.push(performance.now() - start);
  }
  const execute = parameters.length === 0 ? text : `execute "${name}"(${parameters.map(literal).join(", ")})`;
  const { rows } = await pool.query<{ "QUERY PLAN": string }>(`explain (analyze, buffers) ${execute}`);
  const lines = rows.map((row) => row["QUERY PLAN"]);
  const settled = times.slice(6).sort((a, b) => a - b)[3];
  const told = lines.filter((line) => /^(Planning|Execution) Time/.test(line)).join(", ");
  console.log(`  ${name}: first ${times[0]?.toFixed(1)}, then ${settled?.toFixed(2)}; ${told}; ${text.replaceAll(/\s+/g, " ").trim().slice(0, 90)}…`);
  if (values.verbose) console.log(lines.join("\n"));
  kept.push(`${text.replaceAll(/\s+/g, " ").trim().slice(0, 110)}…\n${lines.join("\n")}`);
}

function literal(value: unknown): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  const text = value instanceof Date ? value.toISOString() : Array.isArray(value) ? `{${value.join(",")}}` : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
