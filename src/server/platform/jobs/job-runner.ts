/** Background jobs on pg-boss: written in the caller's transaction, run after its commit, retried with growing pauses. */

import type pg from "pg";
import { fromKysely, PgBoss } from "pg-boss";
import type { Databases, Queryable } from "#server/platform/db/connect.ts";
import type { Job, Kernel } from "#server/platform/kernel.ts";
import type { Log } from "#server/platform/log/log.ts";

export type JobHandler = {
  /** `feature.verb-noun`. */
  name: string;
  /** Runs by the clock as well: a cron line in UTC. */
  cron?: string;
  handle: (kernel: Kernel, payload: Record<string, unknown>) => Promise<void>;
};

export type JobRunner = {
  enqueue: (db: Queryable, job: Job) => Promise<void>;
  work: (kernel: Kernel, handlers: readonly JobHandler[]) => Promise<void>;
  stop: () => Promise<void>;
};

/** Its own work pg-boss sends as several statements at once and reads the rows of each; Kysely hands on only the last one's. */
const directly = (pool: pg.Pool) => ({
  async executeSql(text: string, values?: unknown[]) {
    const results = [await pool.query(text, values)].flat() as pg.QueryResult[];
    return { rows: results.flatMap((result) => result.rows) };
  },
});

/** Jobs live in the schema `pgboss`; they hold ids only and are not part of a backup. */
export function startJobs(databases: Databases, log: Log): JobRunner {
  let boss: PgBoss | undefined;
  return {
    async enqueue(db, job) {
      // Without workers (command line, tests of slices) nobody would run it; the clock's sweep picks it up.
      if (!boss) return;
      await boss.send(job.name, job.payload, {
        db: fromKysely(db),
        retryLimit: 8,
        retryBackoff: true,
      });
    },
    async work(kernel, handlers) {
      const started = new PgBoss({ db: directly(databases.mainPool), schema: "pgboss" });
      started.on("error", (error) => log.warn({ err: error }, "jobs"));
      await started.start();
      for (const handler of handlers) {
        await started.createQueue(handler.name);
        await started.work(handler.name, { pollingIntervalSeconds: 1 }, async (jobs) => {
          for (const job of jobs) await handler.handle(kernel, (job.data ?? {}) as Record<string, unknown>);
        });
        if (handler.cron) await started.schedule(handler.name, handler.cron);
      }
      boss = started;
    },
    async stop() {
      await boss?.stop({ graceful: true, timeout: 5000 });
      boss = undefined;
    },
  };
}
