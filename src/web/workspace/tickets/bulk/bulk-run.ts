/** Changes many tickets chunk by chunk: looks first, changes then what was looked at, and takes it back. */
import { changeTickets, type ManyChange, MOST_TICKETS_AT_ONCE, type TicketOutcome, undoTicketChanges } from "#contract/ticket.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import type { TicketFilterInput } from "#web/workspace/tickets/list-filter.ts";

/** At most so many results of a filter. */
export const MOST_OF_A_FILTER = 10_000;

export type BulkTarget = { ids: readonly string[] } | { filter: TicketFilterInput };
export type Watch = { onProgress: (done: number) => void; signal: AbortSignal };
/** One call that changed something: what undoing it needs. */
export type BulkRun = { bulkId: string; tickets: { id: string; version: number }[] };
/** `left`: so many would have changed, but it was stopped before. */
export type BulkOutcome = { results: TicketOutcome[]; runs: BulkRun[]; problem: Error | null; left: number };

/** What one call can do is done whole or not at all. More goes in small steps, so that one sees how far it is and can stop. */
const step = 100;
export const isLong = (count: number): boolean => count > MOST_TICKETS_AT_ONCE;

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

export const countOf = (results: readonly TicketOutcome[], outcome: TicketOutcome["outcome"]): number =>
  results.filter((one) => one.outcome === outcome).length;

/** What the change would come to on each of the tickets. */
export async function review(target: BulkTarget, change: ManyChange, { onProgress, signal }: Watch): Promise<TicketOutcome[]> {
  const results: TicketOutcome[] = [];
  const look = async (named: object) => {
    const answer = await call(changeTickets, { body: { ...named, change, dryRun: true }, signal });
    results.push(...answer.results);
    onProgress(results.length);
    return answer.next;
  };
  if ("ids" in target) for (const ids of chunks(target.ids, MOST_TICKETS_AT_ONCE)) await look({ ids });
  else
    for (let cursor: string | null = ""; cursor !== null && results.length < MOST_OF_A_FILTER; )
      cursor = await look({ filter: target.filter, ...(cursor === "" ? {} : { cursor }) });
  return results;
}

/** Changes the tickets that would change; what was found to be refused stays so. A problem ends it, with what was done until then. */
export async function run(looked: readonly TicketOutcome[], change: ManyChange, reason: string, { onProgress, signal }: Watch): Promise<BulkOutcome> {
  const results = looked.filter((one) => one.outcome !== "done");
  const runs: BulkRun[] = [];
  const wanted = looked.filter((one) => one.outcome === "done").map(({ id }) => id);
  let done = 0;
  for (const ids of chunks(wanted, isLong(wanted.length) ? step : MOST_TICKETS_AT_ONCE)) {
    if (signal.aborted) break;
    try {
      const answer = await surely(changeTickets, { ids, change, ...(reason === "" ? {} : { reason }) });
      results.push(...answer.results);
      if (answer.bulkId !== null) runs.push({ bulkId: answer.bulkId, tickets: changed(answer.results) });
    } catch (error) {
      return { results, runs, problem: error as Error, left: wanted.length - done };
    }
    done += ids.length;
    onProgress(done);
  }
  return { results, runs, problem: null, left: wanted.length - done };
}

/** Puts everything back that nobody changed since. */
export async function undo(runs: readonly BulkRun[]): Promise<TicketOutcome[]> {
  const results: TicketOutcome[] = [];
  for (const one of runs.toReversed()) results.push(...(await surely(undoTicketChanges, one)).results);
  return results;
}

const changed = (results: readonly TicketOutcome[]) =>
  results.flatMap(({ id, outcome, version }) => (outcome === "done" && version !== null ? [{ id, version }] : []));

type Answer = { bulkId: string | null; results: TicketOutcome[] };

/** Once more with the same key if no answer came: whatever happened to the first one, it happens once. */
async function surely(endpoint: typeof changeTickets | typeof undoTicketChanges, body: object): Promise<Answer> {
  const given = { body, idempotencyKey: freshKey() } as never;
  try {
    return (await call(endpoint, given)) as Answer;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "unreachable") throw error;
    return (await call(endpoint, given)) as Answer;
  }
}
