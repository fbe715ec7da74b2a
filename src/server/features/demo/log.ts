/** What happened in the demo's past, as the commands would have recorded it: collected, then written in the order of time. */
import type { AuditEvent } from "#server/platform/kernel.ts";
import type { Random } from "./random.ts";

export type Actor = { kind: "agent"; id: string } | { kind: "contact"; id: string } | { kind: "system" };
type Entry = AuditEvent & { at: Date; actor: Actor };

export type Log = { record: (at: Date, actor: Actor, event: AuditEvent) => void; rows: () => Record<string, unknown>[] };

export function createLog(random: Random): Log {
  const entries: Entry[] = [];
  return {
    record: (at, actor, event) => entries.push({ ...event, at, actor }),
    rows: () =>
      entries
        .map((entry, place) => ({ entry, place }))
        .sort((a, b) => a.entry.at.getTime() - b.entry.at.getTime() || a.place - b.place)
        .map(({ entry: { at, actor, ...event } }) => ({
          audit_event_id: random.id(at),
          at,
          actor_kind: actor.kind,
          actor_id: actor.kind === "system" ? null : actor.id,
          event: event.event,
          subject_kind: event.subject.kind,
          subject_id: event.subject.id,
          company_id: event.companyId ?? null,
          contact_id: event.contactId ?? null,
          before: event.before ?? null,
          after: event.after ?? null,
          reason: event.reason ?? "",
          correlation_id: random.id(at),
        })),
  };
}
