/**
 * Measures the product over HTTP: `npm run bench -- --tickets 1000000 --clients 1,8 --seconds 5 --patience 60 --data <folder>
 * --only <part of a case's name> --anew --gates --write <file> --profile <folder>`. The data folder is kept and used again. `--anew`: each
 * list is made anew, as for somebody who asks for the first time or whose tickets change all the time (decision 0019). `--gates`: with every path and gate on that is off by default.
 */
import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { allowedVerbs, decide } from "#domain/access/decide.ts";
import { effectiveAccess } from "#domain/access/effective-access.ts";
import { findContactFacts } from "#server/features/access/contact-facts-queries.ts";
import { listTicketFacts } from "#server/features/access/ticket-facts-queries.ts";
import { connect, type Db } from "#server/platform/db/connect.ts";
import { type EmbeddedServer, launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { buildCases, type Case } from "./cases.ts";
import { setGates } from "./gates.ts";
import { addProjects, generateLoad, type LoadProgress } from "./generate-load.ts";
import { openConnection } from "./http-connection.ts";
import { describeMachine, postgresBytes } from "./machine.ts";
import { load, type Measured, measureHere, measureRounds, type Target } from "./measure.ts";
import { findPeople } from "./people.ts";
import { reportText, tableHead, tableRow } from "./report.ts";
import { startServerProcess } from "./server-process.ts";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "100000" },
    companies: { type: "string", default: "10000" },
    contacts: { type: "string", default: "100000" },
    seed: { type: "string", default: "42" },
    "rights-per-contact": { type: "boolean", default: false },
    clients: { type: "string", default: "1,8" },
    seconds: { type: "string", default: "3" },
    patience: { type: "string", default: "0" },
    data: { type: "string" },
    only: { type: "string" },
    anew: { type: "boolean", default: false },
    gates: { type: "boolean", default: false },
    write: { type: "string" },
    profile: { type: "string" },
  },
});
const sizes = { companies: Number(values.companies), contacts: Number(values.contacts), tickets: Number(values.tickets), seed: Number(values.seed) };
const dataFolder = resolve(values.data ?? join(tmpdir(), "pforte-bench", `${values.tickets}${values["rights-per-contact"] ? "-rights" : ""}`));
mkdirSync(dataFolder, { recursive: true });

const postgres = await launchEmbedded({ dataFolder, say: (line) => console.error(line) });
const databases = connect(postgres.connection, { mainConnections: 2, portalConnections: 1 });
try {
  await migrate(postgres.connection);
  await generateIfEmpty(databases.main, postgres);
  if (values.gates) await setGates(databases.main, true);
  await bench(databases.main, postgres);
} finally {
  if (values.gates) await setGates(databases.main, false);
  await databases.close();
  await postgres.stop();
}

async function generateIfEmpty(db: Db, server: EmbeddedServer): Promise<void> {
  const onProgress = ({ step, done, total }: LoadProgress) => process.stderr.write(`\r\u001b[Kgenerating: ${step} ${done} of ${total}`);
  const start = performance.now();
  if (await db.selectFrom("company").select("company_id").limit(1).executeTakeFirst()) {
    if (!(await db.selectFrom("project").select("project_id").limit(1).executeTakeFirst())) await addProjects(server.connection, onProgress);
    return;
  }
  await generateLoad(server.connection, {
    ...sizes,
    rightsPerContact: values["rights-per-contact"],
    onProgress,
  });
  console.error(`\ngenerated in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

async function bench(db: Db, { connection, version }: EmbeddedServer): Promise<void> {
  const profile = values.profile === undefined ? undefined : resolve(values.profile);
  const server = await startServerProcess(dataFolder, connection, { profileFolder: profile, anew: values.anew });
  const cluster = join(dataFolder, "postgres");
  const target: Target = { server, cluster, cores: availableParallelism(), seconds: Number(values.seconds), patience: Number(values.patience) };
  const heading = [
    ...describeMachine(version, resolve(import.meta.dirname, "..")),
    `data: ${await sizeOf(db)}; seed ${sizes.seed}`,
    `command: npm run bench -- ${process.argv.slice(2).join(" ")}`,
  ];
  const rows: string[] = [];
  const say = (name: string, measured: Measured) => {
    rows.push(tableRow(name, measured));
    console.log(rows.at(-1));
  };
  console.log(`${heading.join("\n")}\n\n${tableHead()}`);
  try {
    const clients = values.clients.split(",").map(Number);
    for (const one of await buildCases(db)) if (wanted(one.name)) await runCase(target, one, clients, say);
    if (wanted("decide in memory")) await decideInMemory(db, say);
    const { rssBytes, peakBytes } = await server.usage();
    const mebibytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`;
    const notes = [
      `memory at the end: node ${mebibytes(rssBytes)} (most ${mebibytes(peakBytes)}), postgres ${mebibytes(postgresBytes(cluster))}`,
      `load at the end: ${load()}`,
    ];
    console.log(notes.join("\n"));
    if (values.write) await writeFile(values.write, reportText(heading, rows, notes));
  } finally {
    await server.stop();
  }
}

function wanted(name: string): boolean {
  return values.only === undefined || values.only.split("|").some((part) => name.includes(part));
}

async function runCase(target: Target, one: Case, clients: readonly number[], say: (name: string, measured: Measured) => void): Promise<void> {
  const first = await openConnection(target.server.url);
  const round = await one.prepare(first);
  first.close();
  if (!round) return;
  for (const count of one.onlyOneClient ? [1] : clients) say(one.name, await measureRounds(target, round, count, target.seconds * (one.onlyOneClient ? 4 : 1)));
}

/** The pure rules: one contact's access against many tickets. */
async function decideInMemory(db: Db, say: (name: string, measured: Measured) => void): Promise<void> {
  const now = new Date();
  const tickets = await db.selectFrom("ticket").select("ticket_id").orderBy("ticket_id", "desc").limit(1000).execute();
  const ids = tickets.map((row) => row.ticket_id);
  for (const { key, kind, id } of await findPeople(db)) {
    if (kind !== "contact" || !["typical", "many"].includes(key)) continue;
    const contact = await findContactFacts(db, id);
    if (!contact) continue;
    const access = effectiveAccess(contact, now.getTime());
    const facts = await listTicketFacts(db, ids, { contactId: id, companyIds: [] }, now);
    const ticket = (index: number) => facts[index % facts.length] as (typeof facts)[number];
    say(
      `decide in memory: read, ${key}`,
      measureHere((index) => decide(access, "read", ticket(index)), 1),
    );
    say(
      `decide in memory: all verbs, ${key}`,
      measureHere((index) => allowedVerbs(access, ticket(index)), 1),
    );
    say(
      `effective access in memory, ${key}`,
      measureHere(() => effectiveAccess(contact, now.getTime()), 1, 10),
    );
  }
}

async function sizeOf(db: Db): Promise<string> {
  const count = async (table: "ticket" | "contact" | "company" | "group_right") =>
    `${(
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow()
    ).count.toLocaleString("en")} ${table}`;
  return [await count("ticket"), await count("contact"), await count("company"), await count("group_right")].join(", ");
}
