/** Time that agents worked: for most of what they wrote, on that day. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { dayAt } from "./moments.ts";
import { listAgentsWork, listBegunSubtasks, type WorkPlace } from "./queries.ts";
import type { Named } from "./tables/groups.ts";
import type { World } from "./world.ts";

const durations = [10, 15, 15, 20, 30, 30, 45, 60, 75, 90, 120] as const;
const works: readonly Named[] = [
  { de: "Ursache gesucht", en: "Looked for the cause" },
  { de: "Telefonat mit dem Anwender", en: "Call with the user" },
  { de: "Fernwartung", en: "Remote session" },
  { de: "Eingerichtet und getestet", en: "Set up and tested" },
  { de: "Rücksprache mit dem Hersteller", en: "Talked to the vendor" },
  { de: "Vor Ort", en: "On site" },
  { de: "", en: "" },
];

export async function writeTime(db: Queryable, world: World, log: Log): Promise<void> {
  const billedBefore = dayAt(world.now).slice(0, 8);
  const begun = await listBegunSubtasks(db);
  const entries = (await listAgentsWork(db)).filter(() => world.random.chance(0.7)).map((work) => entryOf(world, work, billedBefore, begun));
  await insertRows(
    db,
    "time_entry",
    entries.map(({ row }) => row),
  );
  for (const { row, work } of entries)
    log.record(
      work.at,
      { kind: "agent", id: work.agentId },
      {
        event: "ticket.time-booked",
        subject: { kind: "ticket", id: work.ticketId },
        companyId: work.companyId,
        contactId: work.contactId,
        after: {
          timeEntryId: row.time_entry_id,
          agentId: work.agentId,
          day: row.day,
          startsMinute: null,
          minutes: row.minutes,
          pair: work.projectId && { projectId: work.projectId, taskId: work.taskId },
          subtaskId: row.subtask_id,
          billable: row.billable,
          billed: false,
          visible: row.visible,
          comment: row.comment,
        },
      },
    );
}

/** What was worked before this month is billed. */
function entryOf(world: World, work: WorkPlace, billedBefore: string, begun: Map<string, string>) {
  const { random, say } = world;
  const day = dayAt(work.at);
  const billable = random.chance(0.8);
  const subtaskId = begun.get(work.ticketId) ?? null;
  // The first that is booked.
  begun.delete(work.ticketId);
  const row = {
    time_entry_id: random.id(work.at),
    ticket_id: work.ticketId,
    agent_id: work.agentId,
    day,
    starts_minute: null,
    minutes: random.pick(durations),
    project_id: work.projectId,
    task_id: work.taskId,
    subtask_id: subtaskId,
    billable,
    billed: billable && day < `${billedBefore}01`,
    visible: work.visible,
    comment: say(random.pick(works)),
    created_at: work.at,
    changed_at: work.at,
  };
  return { row, work };
}
