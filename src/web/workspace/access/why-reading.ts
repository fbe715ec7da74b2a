/** Reads an explanation as people do: what stands in the way first, and each part in two words. */
import type { ExplanationView, OriginView } from "#contract/access.ts";

type Path = ExplanationView["paths"][number];
/** `words` is a key of the locales with a count; `good` null: nobody asked. */
type PartState = { good: boolean | null; words: string; count: number };

export const pathMark = (path: Path): "yes" | "no" | "off" => (path.open ? "yes" : path.leads ? "no" : "off");

export function summaryOf({ door, gates, paths }: ExplanationView): { door: PartState; gates: PartState; paths: PartState } {
  const shutChecks = door.filter((check) => !check.open).length;
  const shutGates = gates.filter((gate) => !gate.open).length;
  const leading = paths.filter((path) => path.leads).length;
  return {
    door: { good: shutChecks === 0, words: shutChecks === 0 ? "workspace.why.doorOpen" : "workspace.why.doorShut", count: shutChecks },
    gates:
      gates.length === 0
        ? { good: null, words: "workspace.why.notAsked", count: 0 }
        : { good: shutGates === 0, words: shutGates === 0 ? "workspace.why.gatesOpen" : "workspace.why.gatesShut", count: shutGates },
    paths: { good: leading > 0, words: leading > 0 ? "workspace.why.pathsLead" : "workspace.why.pathsNone", count: leading },
  };
}

/** What has to change first for a yes: the door, else a gate on the best path, else the path that comes nearest. */
export function firstObstacle(explanation: ExplanationView): { id: string; origin: OriginView } | null {
  if (explanation.allowed) return null;
  const check = explanation.door.find((one) => !one.open);
  if (check) return check;
  const leads = explanation.paths.some((path) => path.leads);
  if (leads) return explanation.gates.find((gate) => !gate.open) ?? null;
  return explanation.nearest === null ? null : (explanation.paths[explanation.nearest] ?? null);
}

/** Sentences come as they stand within the headline ("No: the ticket was removed"); on a line of their own they begin large. */
export const capitalised = (sentence: string): string => sentence.slice(0, 1).toLocaleUpperCase() + sentence.slice(1);
