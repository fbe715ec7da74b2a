/** Connections to PostgreSQL: one pool for agents, jobs and commands, one with a strict time limit for what contacts ask. */
import { availableParallelism } from "node:os";
import { Kysely, type Transaction } from "kysely";
import pg from "pg";
import type { Log } from "#server/platform/log/log.ts";
import { type Listening, listen } from "./listen.ts";
import { preparing } from "./prepared-pool.ts";
import type { DB } from "./schema-types.ts";
import { SharingDialect } from "./shared-arrays.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;
/** What queries take: the database or a transaction of it. */
export type Queryable = Kysely<DB>;

/** Where the database is: an URL (DATABASE_URL), or the embedded server's socket. */
export type DatabaseAddress = { url: string } | { host: string; port: number; user: string; database: string };

export type Databases = {
  /** Agents, commands, jobs. */
  main: Db;
  /** Reads of contacts: no statement runs longer than `portalStatementMilliseconds`. */
  portal: Db;
  mainPool: pg.Pool;
  /** Hears a channel on a connection of its own until the returned function or `close` is called. */
  listen(channel: string, log: Log, listening: Listening): () => Promise<void>;
  close(): Promise<void>;
};

/** A contact's query that takes longer is cut off: no portal user can keep the database busy. */
export const portalStatementMilliseconds = 5000;

/**
 * PostgreSQL would compile a long statement to machine code where it expects much work of it. A list with every gate has hundreds of
 * expressions: that takes minutes and gigabytes, for a statement of milliseconds. The embedded server cannot; others do so by default.
 */
const neverCompiled = "-c jit=off";

// Timestamps become milliseconds nowhere by accident: the driver gives Date, int8 counts become numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export const poolOptions = (address: DatabaseAddress): pg.PoolConfig => ("url" in address ? { connectionString: address.url } : address);

/** Those that may wait for a mail server (features/outbox/deliver-mail.ts). */
const waitingForMail = 2;

/**
 * Beside the server, on the same cores, two statements a core are the most that is of use: with more, each takes longer and all
 * together do (12 instead of 4 on two cores: 8 % fewer pages a second, their p95 a tenth higher).
 */
const connectionsFor = (address: DatabaseAddress): number => ("url" in address ? 12 : Math.min(12, Math.max(4, 2 * availableParallelism())));

export function connect(address: DatabaseAddress, options: { mainConnections?: number; portalConnections?: number } = {}): Databases {
  const pool = ({ options = "", ...settings }: pg.PoolConfig) =>
    new pg.Pool({ ...poolOptions(address), pipeline: true, options: `${neverCompiled} ${options}`.trim(), ...settings });
  const mainPool = pool({ max: options.mainConnections ?? connectionsFor(address) + waitingForMail, application_name: "pforte" });
  const portalPool = pool({
    max: options.portalConnections ?? connectionsFor(address),
    application_name: "pforte portal",
    statement_timeout: portalStatementMilliseconds,
    // Planning a list of tickets for its values takes several times as long as running it, and comes out the same.
    options: "-c plan_cache_mode=force_generic_plan",
  });
  for (const pool of [mainPool, portalPool]) pool.on("error", () => {}); // a lost idle connection is replaced by the pool
  const main = new Kysely<DB>({ dialect: new SharingDialect({ pool: preparing(mainPool) }) });
  const portal = new Kysely<DB>({ dialect: new SharingDialect({ pool: preparing(portalPool, true) }) });
  const ears = new Set<() => Promise<void>>();
  return {
    main,
    portal,
    mainPool,
    listen(channel, log, listening) {
      const stop = listen(poolOptions(address), channel, log, listening);
      ears.add(stop);
      return () => {
        ears.delete(stop);
        return stop();
      };
    },
    async close() {
      await Promise.all([...[...ears].map((stop) => stop()), main.destroy(), portal.destroy()]);
    },
  };
}

/** Several reads of one state: facts and list cannot disagree (access-model, "One value, three readers"). */
export const readConsistently = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work);
