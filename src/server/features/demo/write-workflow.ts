/** A status that billed tickets keep, steps between the statuses (which the installation does not ask yet), and until when waiting tickets wait. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import { setWaiting } from "./queries.ts";
import type { World } from "./world.ts";
import { by } from "./write-provider.ts";

const statusId = (end: number): string => `00000000-0000-7000-8000-000000000${end}`;
const [fresh, open, pending, done, closed] = [201, 202, 203, 204, 205].map(statusId) as [string, string, string, string, string];

type Agents = "everybody" | "assignee" | "administrators" | null;
const steps: readonly (readonly [string, string, Agents, boolean])[] = [
  [fresh, open, "everybody", false],
  [fresh, closed, "administrators", true],
  [open, pending, "everybody", false],
  [open, done, "assignee", false],
  [open, closed, "administrators", true],
  [pending, open, "everybody", true],
  [done, open, "everybody", true],
  [done, closed, "administrators", true],
  [closed, open, "administrators", true],
];

export async function writeWorkflow(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 64, "16:20");
  const billed = world.random.id(at);
  const labels = { en: "Billed", de: "Abgerechnet" };
  await insertRows(db, "ticket_status", [{ status_id: billed, name: "billed", labels, status_type: "closed", rank: 8, locks: true }]);
  const after = { name: "billed", labels, statusType: "closed", locks: true, commentRequired: false, assigns: false, verdict: null, closesToId: null };
  log.record(at, by(world, "eva"), { event: "status.created", subject: { kind: "status", id: billed }, after });
  const all = [...steps, [closed, billed, "administrators", false] as const, [billed, closed, "administrators", false] as const];
  await insertRows(
    db,
    "status_step",
    all.map(([from, to, agents, contacts]) => ({ from_status_id: from, to_status_id: to, agents, contacts })),
  );
  const changed = all.map(([fromId, toId, agents, contacts]) => ({ fromId, toId, agents, contacts }));
  const before = changed.map((step) => ({ ...step, agents: null, contacts: false }));
  log.record(at, by(world, "eva"), {
    event: "workflow.changed",
    subject: { kind: "installation", id: null },
    before: { steps: before },
    after: { steps: changed },
  });
  await setWaiting(db, daysAgo(world.now, 1, "09:00"));
}
