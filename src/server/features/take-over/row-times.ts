/** Instants as columns. */
import type { Instant } from "#domain/access/facts.ts";
import type { Run } from "./run.ts";

export const instantText = (instant: Instant | null): string | null => (instant === null ? null : new Date(instant).toISOString());

type Times = { createdAt: Instant | null; changedAt: Instant | null };

/** Of records that may have no times of their own: the moment of the import stands in. Not compared, see `timeColumns`. */
export const timesOf = (run: Run, { createdAt, changedAt }: Times): { created_at: string; changed_at: string } => ({
  created_at: instantText(createdAt ?? changedAt) ?? run.now.toISOString(),
  changed_at: instantText(changedAt ?? createdAt) ?? run.now.toISOString(),
});

/** For writers that use `timesOf`. */
export const timeColumns = { insertOnly: ["created_at"], notCompared: ["changed_at"] };

/** Tickets and articles keep the time they have; one without any is as old as can be. */
export const knownTime = (instant: Instant | null): string => new Date(instant ?? 0).toISOString();
