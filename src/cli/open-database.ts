/** The one place that decides which database a command works on: DATABASE_URL, a running server's, or the embedded one for this command. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "#server/platform/config/config.ts";
import { connect, type DatabaseAddress, type Databases } from "#server/platform/db/connect.ts";
import { DataFolderError } from "#server/platform/db/embedded/data-folder-error.ts";
import { connectToRunning, launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { DatabaseVersionError, migrate } from "#server/platform/db/migrate.ts";
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

const networkFaults: Record<string, string> = {
  ECONNREFUSED: "nobody answers there",
  ENOTFOUND: "there is no machine of that name",
  EAI_AGAIN: "the name of the machine cannot be looked up now",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "the machine cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ECONNRESET: "it broke the connection off",
  EACCES: "this account may not use its socket; run the command as the account that runs Pforte",
  ENOENT: "its socket is not there",
};

/** SQLSTATE: what PostgreSQL itself answers to a stranger. */
const answers: Record<string, string> = {
  "28P01": "it does not accept user name and password",
  "28000": "it does not accept this user",
  "3D000": "it has no database of that name",
  "53300": "it has no free connection",
  "57P03": "it is starting or stopping",
};

/** What kept a database from being opened, with the address but without its password. */
function explained(error: unknown, config: Config): unknown {
  if (error instanceof JustEnding) return explained(error.cause, config);
  if (error instanceof DatabaseVersionError) return error;
  const { code, message } = (error instanceof AggregateError ? error.errors[0] : error) as Error & { code?: string };
  const why = code === undefined ? undefined : (networkFaults[code] ?? answers[code]);
  if (config.databaseUrl === null)
    return why ? new Failure(`The database in ${config.dataFolder} cannot be used: ${why}.`, { cause: error, code: "database.unusable" }) : error;
  const { hostname, port, pathname, username } = new URL(config.databaseUrl);
  const place = `${username === "" ? "" : `${decodeURIComponent(username)}@`}${hostname}:${port || 5432}${pathname}`;
  return new Failure(`DATABASE_URL: the database ${place} cannot be used: ${why ?? message}. Mend DATABASE_URL, or leave it out for the embedded database.`, {
    cause: error,
    code: "database.unusable",
  });
}
