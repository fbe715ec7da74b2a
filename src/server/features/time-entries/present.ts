import type { PortalTimeEntryView, TimeEntryView } from "#contract/time-entry.ts";
import { shownAgent } from "#domain/access/shown-names.ts";
import type { View } from "#domain/access/view.ts";
import { timeText } from "#domain/tickets/duration.ts";
import { isOutside, refusedByStatus, refusedChange } from "#domain/tickets/time-entry.ts";
import type { SeenPlace } from "./booking-place.ts";
import type { TimeEntryRow } from "./queries.ts";

export function timeEntryView(row: TimeEntryRow, { agent, place, mayChange }: SeenPlace): TimeEntryView {
  const changes = mayChange && refusedChange(agent, row) === null && refusedByStatus(place) === null;
  const bills = mayChange && agent.administrator;
  return {
    id: row.id,
    ticketId: row.ticketId,
    day: row.day,
    from: row.startsMinute === null ? null : timeText(row.startsMinute),
    until: row.startsMinute === null ? null : timeText(row.startsMinute + row.minutes),
    minutes: row.minutes,
    agent: { id: row.agentId, name: row.agentName },
    project: row.project,
    task: row.task,
    subtask: row.subtask,
    billable: row.billable,
    billed: row.billed,
    visible: row.visible,
    comment: row.comment,
    outsideProject: isOutside(row.day, row.runTime),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    can: [...(changes ? (["change", "delete"] as const) : []), ...(bills ? (["bill"] as const) : [])],
  };
}

export const portalTimeEntryView = (row: TimeEntryRow, view: View, teamName: string): PortalTimeEntryView => ({
  id: row.id,
  day: row.day,
  minutes: row.minutes,
  agentName: shownAgent(view, teamName, { id: row.agentId, name: row.agentName, firstName: row.agentFirstName }).name,
  comment: row.comment,
});
