/**
 * `npm run test:kills`: takes each gate and path out of a copy of the sources and runs the property on it; prints which were
 * noticed. Exit code 1 if one survives, or if a mutant no longer finds its place in the sources.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";
import { MUTANTS, type Mutant } from "./mutants.ts";

const root = resolve(import.meta.dirname, "../..");
const copy = mkdtempSync(join(tmpdir(), "pforte-kills-"));
const dataFolder = mkdtempSync(join(tmpdir(), "pforte-kills-data-"));
for (const part of ["src/domain", "src/contract", "src/server", "test", "db", "locales", "package.json"])
  cpSync(join(root, part), join(copy, part), { recursive: true });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
const server = await launchEmbedded({ dataFolder, settings: { fsync: "off" } });

/** Runs the property in the copy; yes: it found a disagreement, so the change was noticed; broken: it did not run. */
function notices(from: Mutant["from"]): "yes" | "no" | "broken" {
  const inMemory = from === "scope" || from === "explain";
  const script = inMemory ? ["test/access/run-in-memory.ts", "150000", "1"] : ["test/access/run-in-database.ts", "40", "1"];
  const { status } = spawnSync(process.execPath, script, {
    cwd: copy,
    env: { ...process.env, PFORTE_TEST_DATABASE: JSON.stringify(server.connection) },
    stdio: "ignore",
  });
  return status === 0 ? "no" : status === 1 ? "yes" : "broken";
}

let survivors = 0;
try {
  await migrate(server.connection);
  if (notices("scope") !== "no" || notices("sql") !== "no") throw new Error("the property fails on the sources as they are");
  for (const mutant of MUTANTS) {
    const path = join(copy, mutant.file);
    const source = readFileSync(path, "utf8");
    const changed = source.replace(mutant.find, () => mutant.replace);
    const found = changed !== source;
    writeFileSync(path, changed);
    const noticed = found ? notices(mutant.from) : "broken";
    writeFileSync(path, source);
    if (noticed !== "yes") survivors++;
    const verdict = { yes: "killed  ", no: "SURVIVED", broken: found ? "BROKEN  " : "NO PLACE" }[noticed];
    console.log(`${verdict}  ${mutant.from.padEnd(8)} ${mutant.what}`);
  }
} finally {
  await server.stop();
  for (const folder of [copy, dataFolder]) rmSync(folder, { recursive: true, force: true });
}
console.log(`${MUTANTS.length - survivors} of ${MUTANTS.length} killed`);
process.exitCode = survivors === 0 ? 0 : 1;
