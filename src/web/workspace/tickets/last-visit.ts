/** When this agent looked at tickets before, in this browser: a visit ends after half an hour in which nobody looked. */

const KEY = "pforte.tickets.visit";
const pauseMinutes = 30;

type Visit = { before: string; seen: string };

function stored(): Visit | null {
  try {
    const visit = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Visit> | null;
    return typeof visit?.before === "string" && typeof visit.seen === "string" ? { before: visit.before, seen: visit.seen } : null;
  } catch {
    return null;
  }
}

/** The end of the visit before this one; at the first one, the day before. */
export function lastVisit(now = Date.now()): string {
  const visit = stored();
  const isAnother = visit !== null && now - Date.parse(visit.seen) > pauseMinutes * 60_000;
  const before = visit === null ? new Date(now - 86_400_000).toISOString() : isAnother ? visit.seen : visit.before;
  try {
    localStorage.setItem(KEY, JSON.stringify({ before, seen: new Date(now).toISOString() } satisfies Visit));
  } catch {
    // Without a place to keep it, every visit is the first one.
  }
  return before;
}
