/**
 * `npm run test:kills`: takes each gate and path out of a copy of the sources and runs the property on it; prints which were
 * noticed; with an argument only those with it in their name. Exit code 1 if one survives, or if a mutant no longer finds its place in the sources.
 * A world that noticed a mutant once is asked first (witnesses.json, written with `--write`); where it does not any more, all are.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { MUTANTS, type Mutant } from "./mutants.ts";

const root = resolve(import.meta.dirname, "../..");
const { values, positionals } = parseArgs({ options: { write: { type: "boolean", default: false } }, allowPositionals: true });
const nameOf = ({ from, what }: Mutant): string => `${from} ${what}`;
const wanted = MUTANTS.filter((mutant) => nameOf(mutant).includes(positionals[0] ?? ""));
const witnessFile = join(root, "test/access/witnesses.json");
/** By mutant: the seed of a world that noticed it. */
const witnesses: Record<string, number> = JSON.parse(readFileSync(witnessFile, "utf8"));
/** As many at a time, each on a copy of its own: both cores of a small machine. */
const copies = Array.from({ length: 2 }, copySources);
const dataFolder = mkdtempSync(join(tmpdir(), "pforte-kills-data-"));
const server = await launchEmbedded({ dataFolder, settings: { fsync: "off" } });

function copySources(): string {
  const copy = mkdtempSync(join(tmpdir(), "pforte-kills-"));
  for (const part of ["src/domain", "src/contract", "src/server", "test", "db", "locales", "package.json"])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** How many worlds are asked in the database: few of the sources as they are, and of a mutant until it is noticed. */
const worlds = { asTheyAre: 12, mutant: 600 };

type Noticed = { by: number } | "no" | "broken";

/** Runs the property in a copy; `by`: the seed of the world in which it found a disagreement, so that the change was noticed; broken: it did not run. */
async function notices(copy: string, from: Mutant["from"], { seed = 1, most = worlds.mutant } = {}): Promise<Noticed> {
  const inMemory = from === "scope" || from === "explain";
  const script = inMemory
    ? ["test/access/run-in-memory.ts", most === 1 ? "1" : "150000", String(seed)]
    : ["test/access/run-in-database.ts", String(most), String(seed), from === "who" ? "who" : "lists"];
  const child = spawn(process.execPath, script, {
    cwd: copy,
    env: { ...process.env, PFORTE_TEST_DATABASE: JSON.stringify(server.connection) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, "exit") as Promise<[number | null]>]);
  const world = /^world of seed (\d+)/m.exec(said)?.[1];
  return status === 0 ? "no" : status === 1 && world !== undefined ? { by: Number(world) } : "broken";
}

/** The known witness first, then every world. */
async function noticesMutant(copy: string, mutant: Mutant): Promise<Noticed> {
  const seed = witnesses[nameOf(mutant)];
  const known = seed === undefined ? "no" : await notices(copy, mutant.from, { seed, most: 1 });
  const noticed = typeof known === "object" ? known : await notices(copy, mutant.from);
  if (typeof noticed === "object") witnesses[nameOf(mutant)] = noticed.by;
  return noticed;
}

/** What became of a mutant, as a line of the table; it survives unless it is killed. */
async function verdictOn(copy: string, mutant: Mutant): Promise<"killed" | "SURVIVED" | "BROKEN" | "NO PLACE"> {
  const path = join(copy, mutant.file);
  const source = readFileSync(path, "utf8");
  const changed = source.replace(mutant.find, () => mutant.replace);
  if (changed === source) return "NO PLACE";
  writeFileSync(path, changed);
  const noticed = await noticesMutant(copy, mutant);
  writeFileSync(path, source);
  return typeof noticed === "object" ? "killed" : noticed === "no" ? "SURVIVED" : "BROKEN";
}

let killed = 0;
try {
  await migrate(server.connection);
  const [first = "", second = first] = copies;
  const asTheyAre = await Promise.all([notices(first, "scope"), notices(second, "sql", { most: worlds.asTheyAre })]);
  if (asTheyAre.some((noticed) => noticed !== "no")) throw new Error("the property fails on the sources as they are");
  const waiting = [...wanted];
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const verdict = await verdictOn(copy, mutant);
        if (verdict === "killed") killed++;
        console.log(`${verdict.padEnd(8)}  ${mutant.from.padEnd(8)} ${mutant.what}`);
      }
    }),
  );
} finally {
  await server.stop();
  for (const folder of [...copies, dataFolder]) rmSync(folder, { recursive: true, force: true });
}
if (values.write) {
  const kept = Object.fromEntries(MUTANTS.flatMap((mutant) => (witnesses[nameOf(mutant)] === undefined ? [] : [[nameOf(mutant), witnesses[nameOf(mutant)]]])));
  writeFileSync(witnessFile, `${JSON.stringify(kept, null, 2)}\n`);
}
console.log(`${killed} of ${wanted.length} killed`);
process.exitCode = killed === wanted.length ? 0 : 1;
