/** The one place that decides which database a command works on: DATABASE_URL, a running server's, or the embedded one for this command. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "#server/platform/config/config.ts";
import { connect, type DatabaseAddress, type Databases } from "#server/platform/db/connect.ts";
import { DataFolderError } from "#server/platform/db/embedded/data-folder-error.ts";
import { connectToRunning, launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { DatabaseVersionError, migrate } from "#server/platform/db/migrate.ts";
import { type Translate, translateTo } from "#server/platform/i18n/translate.ts";
import { Failure } from "./fault-line.ts";
import { patienceMilliseconds, reach, stayIn, waitForOthers } from "./shared-server.ts";

export type OpenDatabase = {
  address: DatabaseAddress;
  how: "given" | "running" | "launched";
  /** Names of the migrations that were applied. */
  migrated: string[];
  /** Resolves when a launched server is gone, by `close` or by itself. */
  ended: Promise<void> | undefined;
  close: () => Promise<void>;
};

export type Opening = {
  say: (line: string) => void;
  /** false: the database is taken as it is. */
  migrate?: false;
  /** The server's own start: a data folder that another program has is refused. */
  alone?: true;
  /** Nothing is created: without an installation the command fails. */
  existing?: true;
};

export async function openDatabase(config: Config, opening: Opening): Promise<OpenDatabase> {
  for (const until = performance.now() + patienceMilliseconds; ; ) {
    let opened: Opened | undefined;
    try {
      opened = config.databaseUrl === null ? await openEmbedded(config.dataFolder, opening) : await openGiven(config.databaseUrl);
      const migrated = opening.migrate === false ? [] : await migrate(opened.address);
      return { ...opened, migrated };
    } catch (error) {
      await opened?.close();
      if (!(error instanceof JustEnding) || performance.now() > until) throw explained(error, config);
      await sleep(100);
    }
  }
}

/** Another command has the database and is about to end it: this one will open its own. */
class JustEnding extends Error {}

/** A database for one piece of work, with connections of its own. */
export async function withDatabase<T>(config: Config, opening: Opening, work: (databases: Databases, opened: OpenDatabase) => Promise<T>): Promise<T> {
  const opened = await openDatabase(config, opening);
  const databases = connect(opened.address, { mainConnections: 4, portalConnections: 1 });
  try {
    return await work(databases, opened);
  } finally {
    await databases.close();
    await opened.close();
  }
}

type Opened = Omit<OpenDatabase, "migrated">;

async function openGiven(url: string): Promise<Opened> {
  await reach({ url });
  return { address: { url }, how: "given", ended: undefined, close: async () => {} };
}

async function openEmbedded(dataFolder: string, opening: Opening): Promise<Opened> {
  const running = opening.alone ? undefined : await connectToRunning(dataFolder);
  if (running) return openRunning(running.connection);
  if (opening.existing && !existsSync(join(dataFolder, "postgres")))
    throw new Failure(`There is no installation in ${dataFolder}. Set PFORTE_DATA to its data folder, or DATABASE_URL to its database.`);
  try {
    return await launch(dataFolder, opening);
  } catch (error) {
    // Somebody else took the folder between the two looks, or is giving it back.
    if (!opening.alone && error instanceof DataFolderError && error.code === "dataFolder.held") throw new JustEnding(error.message, { cause: error });
    throw error;
  }
}

async function openRunning(address: DatabaseAddress): Promise<Opened> {
  try {
    return { address, how: "running", ended: undefined, close: await stayIn(address) };
  } catch (error) {
    throw new JustEnding("the server of the other command ended", { cause: error });
  }
}

async function launch(dataFolder: string, { say, alone }: Opening): Promise<Opened> {
  const server = await launchEmbedded({ dataFolder, say });
  return {
    address: server.connection,
    how: "launched",
    ended: server.ended,
    async close() {
      if (!alone) await waitForOthers(server.connection, say);
      await server.stop();
    },
  };
}

/** Of the system's and of PostgreSQL's answers (SQLSTATE) those that have a sentence, `fault.database.why.<code>`. */
const knownAnswers = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ECONNRESET", "EACCES", "ENOENT"].concat([
  "28P01",
  "28000",
  "3D000",
  "53300",
  "57P03",
]);

/** What kept a database from being opened, with the address but without its password. */
function explained(error: unknown, config: Config): unknown {
  if (error instanceof JustEnding) return explained(error.cause, config);
  if (error instanceof DatabaseVersionError) return error;
  const { code, message } = (error instanceof AggregateError ? error.errors[0] : error) as Error & { code?: string };
  const known = code !== undefined && knownAnswers.includes(code);
  if (config.databaseUrl === null && !known) return error;
  const kind = config.databaseUrl === null ? "embedded" : "given";
  const place = config.databaseUrl === null ? config.dataFolder : withoutPassword(config.databaseUrl);
  const detail = (translate: Translate) => translate(`fault.database.${kind}`, { place, why: known ? translate(`fault.database.why.${code}`) : message });
  return new Failure(detail(translateTo("en")), { cause: error, code: "database.unusable", detail });
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  return `${username === "" ? "" : `${decodeURIComponent(username)}@`}${hostname}:${port || 5432}${pathname}`;
}
