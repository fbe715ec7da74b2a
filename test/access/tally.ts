/** What the random decisions covered: how many were allowed, which path was the only reason, which gate the only obstacle. */

import type { ContactPath } from "#domain/access/clause.ts";
import type { Explanation } from "#domain/access/explain.ts";
import { GATES, type GateId } from "#domain/access/explain-gates.ts";

export const PATHS: readonly ContactPath[] = ["requester", "participant", "company", "family", "partner", "project", "billing"];

export type Tally = { decisions: number; allowed: number; onlyDoor: number; onlyReason: Record<ContactPath, number>; onlyObstacle: Record<GateId, number> };

export const emptyTally = (): Tally => ({
  decisions: 0,
  allowed: 0,
  onlyDoor: 0,
  onlyReason: Object.fromEntries(PATHS.map((path) => [path, 0])) as Record<ContactPath, number>,
  onlyObstacle: Object.fromEntries(GATES.map((gate) => [gate, 0])) as Record<GateId, number>,
});

/** A gate is the only obstacle if the door is open and on some leading path every other gate is. */
export function count(tally: Tally, { allowed, door, paths }: Explanation): void {
  const doorOpen = door.every((check) => check.open);
  const openPaths = new Set(paths.filter((path) => path.open).map((path) => path.path));
  tally.decisions++;
  if (allowed) {
    tally.allowed++;
    const [only] = openPaths;
    if (openPaths.size === 1 && only) tally.onlyReason[only]++;
    return;
  }
  if (!doorOpen) {
    if (openPaths.size > 0) tally.onlyDoor++;
    return;
  }
  const nearly = paths
    .filter((path) => path.leads)
    .map((path) => path.gates.filter((gate) => !gate.open))
    .filter((shut) => shut.length === 1);
  for (const gate of new Set(nearly.flatMap((shut) => shut.map((answer) => answer.id)))) tally.onlyObstacle[gate]++;
}

export function tallyTable(tally: Tally, seed: number): string {
  const share = ((100 * tally.allowed) / tally.decisions).toFixed(1);
  return [
    `${tally.decisions.toLocaleString("en")} random decisions from seed ${seed}: ${share} % allowed`,
    ...PATHS.map((path) => `  only reason    ${path.padEnd(14)}${String(tally.onlyReason[path]).padStart(9)}`),
    ...GATES.map((gate) => `  only obstacle  ${gate.padEnd(14)}${String(tally.onlyObstacle[gate]).padStart(9)}`),
    `  only obstacle  ${"door".padEnd(14)}${String(tally.onlyDoor).padStart(9)}`,
  ].join("\n");
}
