/** One run of an import: what all its steps share. */
import type { Findings } from "#domain/take-over/findings.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Progress } from "./progress.ts";

/** What happened to the rows of one table. */
export type Tally = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Changed at the source and here: left alone. */
  keptEdited: number;
  /** Here before the import: left alone, and used. */
  linked: number;
  /** Gone at the source, and so here. */
  removed: number;
  /** Something they point to is not here. */
  skipped: number;
};

export type Run = {
  /** Of one connection: it holds the lock of imports. */
  db: Queryable;
  id: string;
  /** Name of the old system in import keys. */
  source: string;
  now: Date;
  dryRun: boolean;
  findings: Findings;
  progress: Progress;
  signal: AbortSignal | undefined;
  tallies: Map<string, Tally>;
  /** Table of import keys → key of the old system → id here. */
  ids: Map<string, Map<string, string>>;
  /** Table of import keys → keys of records that were here before the import. */
  linked: Map<string, Set<string>>;
};

export const idOf = (run: Run, table: string, key: string | null): string | null => (key === null ? null : (run.ids.get(table)?.get(key) ?? null));

export function idsFor(run: Run, table: string): Map<string, string> {
  const ids = run.ids.get(table) ?? new Map<string, string>();
  run.ids.set(table, ids);
  return ids;
}

export function linkedIn(run: Run, table: string): Set<string> {
  const linked = run.linked.get(table) ?? new Set<string>();
  run.linked.set(table, linked);
  return linked;
}

export function tallyFor(run: Run, table: string): Tally {
  const tally = run.tallies.get(table) ?? { read: 0, created: 0, updated: 0, unchanged: 0, keptEdited: 0, linked: 0, removed: 0, skipped: 0 };
  run.tallies.set(table, tally);
  return tally;
}

/** Somebody stopped the import; what is written stays and the next run goes on from there. */
export class Interrupted extends Error {}

export function stopIfAsked(run: Run): void {
  if (run.signal?.aborted) throw new Interrupted("The import was interrupted.");
}
