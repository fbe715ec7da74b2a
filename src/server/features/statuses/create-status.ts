import { randomUUIDv7 } from "node:crypto";
import type { BodyOf } from "#contract/endpoint.ts";
import type { createStatus as endpoint } from "#contract/status.ts";
import { refusedField } from "#domain/tickets/status-rule.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { insertStatus, lockStatuses, raiseWorkflowVersion } from "./queries.ts";
import { statusesOf, statusOf } from "./status-of.ts";

/** A further status, behind all others; it leads nowhere until a step says so. */
export const createStatus = command({
  name: "statuses.create-status",
  async run(context, { reason, ...wanted }: BodyOf<typeof endpoint>): Promise<string> {
    const all = await lockStatuses(context.db);
    const id = randomUUIDv7();
    const row = { ...wanted, id, isDefaultOfType: false, state: "active" as const, rank: Math.max(0, ...all.map(({ rank }) => rank)) + 1 };
    const refused = refusedField(statusOf({ ...row, version: 1 }), statusesOf(all));
    if (refused) throw new Refusal("status.typeForbids", { fields: [{ path: refused, code: "notInList" }] });
    await insertStatus(context.db, row);
    await raiseWorkflowVersion(context.db);
    context.audit({ event: "status.created", subject: { kind: "status", id }, after: wanted, reason });
    return id;
  },
});
