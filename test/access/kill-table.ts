/**
 * `npm run test:kills`: takes each gate and path out of a copy of the sources and runs the property on it; prints which were
 * noticed; with an argument only those with it in their name. Exit code 1 if one survives, or if a mutant no longer finds its place in the sources.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { MUTANTS, type Mutant } from "./mutants.ts";

const root = resolve(import.meta.dirname, "../..");
const part = process.argv[2] ?? "";
const wanted = MUTANTS.filter((mutant) => `${mutant.from} ${mutant.what}`.includes(part));
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

/** Runs the property in a copy; yes: it found a disagreement, so the change was noticed; broken: it did not run. */
async function notices(copy: string, from: Mutant["from"], most = worlds.mutant): Promise<"yes" | "no" | "broken"> {
  const inMemory = from === "scope" || from === "explain";
  const script = inMemory
    ? ["test/access/run-in-memory.ts", "150000", "1"]
    : ["test/access/run-in-database.ts", String(most), "1", from === "who" ? "who" : "lists"];
  const child = spawn(process.execPath, script, {
    cwd: copy,
    env: { ...process.env, PFORTE_TEST_DATABASE: JSON.stringify(server.connection) },
    stdio: "ignore",
  });
  const [status] = (await once(child, "exit")) as [number | null];
  return status === 0 ? "no" : status === 1 ? "yes" : "broken";
}

/** What became of a mutant, as a line of the table; it survives unless it is killed. */
async function verdictOn(copy: string, mutant: Mutant): Promise<"killed" | "SURVIVED" | "BROKEN" | "NO PLACE"> {
  const path = join(copy, mutant.file);
  const source = readFileSync(path, "utf8");
  const changed = source.replace(mutant.find, () => mutant.replace);
  if (changed === source) return "NO PLACE";
  writeFileSync(path, changed);
  const noticed = await notices(copy, mutant.from);
  writeFileSync(path, source);
  return ({ yes: "killed", no: "SURVIVED", broken: "BROKEN" } as const)[noticed];
}

let killed = 0;
try {
  await migrate(server.connection);
  const [first = "", second = first] = copies;
  const asTheyAre = await Promise.all([notices(first, "scope"), notices(second, "sql", worlds.asTheyAre)]);
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
console.log(`${killed} of ${wanted.length} killed`);
process.exitCode = killed === wanted.length ? 0 : 1;
