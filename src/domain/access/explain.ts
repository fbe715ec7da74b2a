/** "Why (not)?": the door, every path and every gate with its origin, for one contact, verb and ticket (NEW-01). */
import type { Access, DoorCheck } from "./effective-access.ts";
import { GATES, type GateAnswer, gatesOn } from "./explain-gates.ts";
import { waysTo } from "./explain-paths.ts";
import type { TicketFacts } from "./facts.ts";
import type { TicketVerb } from "./verbs.ts";
import { NEAR_MISSES, type Way } from "./way.ts";

export type PathAnswer = Way & { gates: readonly GateAnswer[]; open: boolean };

/** What the headline names: the answer yes, or the first thing that stands in the way. */
export type Headline =
  | { kind: "allowed" }
  | { kind: "door"; check: DoorCheck }
  | { kind: "gate"; gate: GateAnswer }
  | { kind: "path"; path: Way }
  | { kind: "noPath" };

export type Explanation = {
  verb: TicketVerb;
  allowed: boolean;
  headline: Headline;
  door: readonly DoorCheck[];
  /** Each gate on the best way: an open one if there is one, else the one with the fewest gates shut. */
  gates: readonly GateAnswer[];
  paths: readonly PathAnswer[];
  /** Where no path leads: the place in `paths` of the one that comes nearest; null: none comes near. */
  nearest: number | null;
  /** The ticket into which this one was merged. */
  mergedIntoId: string | null;
};

/** Worked out from the facts, not from the Scope: the property test holds the two against each other. */
export function explain(access: Access, verb: TicketVerb, ticket: TicketFacts): Explanation {
  const paths = waysTo(access, verb, ticket).map((way) => {
    const gates = gatesOn(access, verb, ticket, way);
    return { ...way, gates, open: way.leads && gates.every((gate) => gate.open) };
  });
  const best = bestOf(paths);
  const allowed = access.door.open && paths.some((path) => path.open);
  const nearest = paths.some((path) => path.leads) ? null : nearestOf(paths);
  return {
    verb,
    allowed,
    headline: headlineOf(allowed, access, best, nearest === null ? undefined : paths[nearest]),
    door: access.door.checks,
    gates: best?.gates ?? [],
    paths,
    nearest,
    mergedIntoId: ticket.mergedIntoId,
  };
}

function bestOf(paths: readonly PathAnswer[]): PathAnswer | undefined {
  const shut = (path: PathAnswer) => path.gates.filter((gate) => !gate.open).length;
  const rank = (path: PathAnswer) => (path.open ? -1 : path.leads ? shut(path) : GATES.length + 1 + shut(path));
  return [...paths].sort((a, b) => rank(a) - rank(b))[0];
}

function nearestOf(paths: readonly PathAnswer[]): number | null {
  for (const reason of NEAR_MISSES) {
    const at = paths.findIndex((path) => path.reason === reason);
    if (at >= 0) return at;
  }
  return null;
}

function headlineOf(allowed: boolean, access: Access, best: PathAnswer | undefined, nearest: PathAnswer | undefined): Headline {
  if (allowed) return { kind: "allowed" };
  const check = access.door.checks.find((candidate) => !candidate.open);
  if (check) return { kind: "door", check };
  const gate = best?.leads ? best.gates.find((candidate) => !candidate.open) : undefined;
  if (gate) return { kind: "gate", gate };
  return nearest ? { kind: "path", path: nearest } : { kind: "noPath" };
}
