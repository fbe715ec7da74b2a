import { clearEndedRole } from "#server/features/contacts/membership-queries.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { deleteRole as deleteRow, isRoleInUse, lockRole } from "./queries.ts";

/** Deletes an own role that nobody has. Whoever had it for a time that has ended has lost it already: nothing is left of it there. */
export const deleteRole = command({
  name: "roles.delete-role",
  async run(context, input: { id: string }): Promise<void> {
    const { systemKey, version: _, ...before } = await lockRole(context.db, input.id);
    if (systemKey !== null) throw new Refusal("role.system");
    if (await isRoleInUse(context.db, input.id, context.now)) throw new Refusal("role.inUse");
    await clearEndedRole(context.db, input.id, context.now);
    await deleteRow(context.db, input.id);
    context.audit({ event: "role.deleted", subject: { kind: "role", id: input.id }, before });
  },
});
