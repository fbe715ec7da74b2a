import type { BodyOf } from "#contract/endpoint.ts";
import type { changeStatus as endpoint } from "#contract/status.ts";
import { isNeeded, refusedField } from "#domain/tickets/status-rule.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { lockStatuses, raiseWorkflowVersion, updateStatus } from "./queries.ts";
import { statusesOf, statusOf } from "./status-of.ts";

/** Changes a status, except its type, which its tickets have too. What tickets get by themselves stays choosable. */
export const changeStatus = command({
  name: "statuses.change-status",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, ...given }: BodyOf<typeof endpoint> & { id: string }): Promise<string> {
    const all = await lockStatuses(context.db);
    const row = found(all.find((status) => status.id === id));
    if (row.version !== version) throw new Refusal("record.versionStale");
    const { id: _id, statusType: _type, rank: _rank, version: _version, ...fields } = row;
    const { names, before, after } = changedFields(fields, given);
    if (names.length === 0) return id;
    const wanted = { ...row, ...after };
    // As all of them will be: another one gives up what this one takes.
    const others = all.map((other) => ({
      ...other,
      isDefaultOfType: other.isDefaultOfType && !(wanted.isDefaultOfType && other.statusType === row.statusType),
      verdict: other.verdict === wanted.verdict ? null : other.verdict,
    }));
    const workflow = statusesOf(others.map((other) => (other.id === id ? wanted : other)));
    if (wanted.state === "closed" && isNeeded(statusOf(wanted), workflow))
      throw new Refusal("status.stillNeeded", { fields: [{ path: "state", code: "notInList" }] });
    const refused = refusedField(statusOf(wanted), workflow);
    if (refused) throw new Refusal("status.typeForbids", { fields: [{ path: refused, code: "notInList" }] });
    await updateStatus(context.db, row, after);
    await raiseWorkflowVersion(context.db);
    context.audit({ event: "status.changed", subject: { kind: "status", id }, before, after, reason });
    for (const former of all.filter((other) => other.id !== id)) {
      const now = others.find((other) => other.id === former.id);
      const given =
        now &&
        changedFields({ isDefaultOfType: former.isDefaultOfType, verdict: former.verdict }, { isDefaultOfType: now.isDefaultOfType, verdict: now.verdict });
      if (given && given.names.length > 0)
        context.audit({ event: "status.changed", subject: { kind: "status", id: former.id }, before: given.before, after: given.after, reason });
    }
    return id;
  },
});
