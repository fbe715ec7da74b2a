/** Subtasks of tickets that are worked on: some done, one begun, the rest still to do. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { hour } from "./moments.ts";
import { listTicketsAtWork } from "./queries.ts";
import { subtaskLists } from "./tables/subtasks.ts";
import type { World } from "./world.ts";
import { dateOf } from "./write-customers.ts";

const dayText = (world: World, days: number): string => dateOf(world, days)?.toISOString().slice(0, 10) ?? "";

/** Every third of the tickets that have an assignee and are not finished. */
export async function writeSubtasks(db: Queryable, world: World, log: Log): Promise<void> {
  const tickets = (await listTicketsAtWork(db, 60)).filter((_, place) => place % 3 === 0);
  const rows = tickets.flatMap(({ id: ticketId, assigneeId, companyId, contactId, at }, place) => {
    const lines = subtaskLists[place % subtaskLists.length] ?? [];
    const done = place % (lines.length + 1) === lines.length ? lines.length - 1 : place % lines.length;
    const createdAt = new Date(Math.min(at.getTime() + hour, world.now.getTime()));
    return lines.map((line, index) => {
      const subtaskId = world.random.id(createdAt);
      const state = index < done ? "done" : index === done ? "inProcess" : "open";
      const subject = world.say(line);
      log.record(
        createdAt,
        { kind: "agent", id: assigneeId },
        { event: "subtask.created", subject: { kind: "ticket", id: ticketId }, companyId, contactId, after: { subtaskId, subtask: subject } },
      );
      return {
        subtask_id: subtaskId,
        ticket_id: ticketId,
        subject,
        state,
        assignee_id: index === 0 || state === "inProcess" ? assigneeId : null,
        due_on: index === lines.length - 1 ? dayText(world, (place % 4) + 1) : null,
        planned_minutes: line.hours === null ? null : line.hours * 60,
        rank: index + 1,
        created_at: createdAt,
        changed_at: createdAt,
        done_at: state === "done" ? createdAt : null,
      };
    });
  });
  await insertRows(db, "subtask", rows);
}
