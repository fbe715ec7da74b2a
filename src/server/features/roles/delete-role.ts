import { Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { deleteRole as deleteRow, isRoleInUse, lockRole } from "./queries.ts";

/** Deletes an own role that nobody has. */
export const deleteRole = command({
  name: "roles.delete-role",
  async run(context, input: { id: string }): Promise<void> {
    const { systemKey, version: _, ...before } = await lockRole(context.db, input.id);
    if (systemKey !== null) throw new Refusal("role.system");
    if (await isRoleInUse(context.db, input.id)) throw new Refusal("role.inUse");
    await deleteRow(context.db, input.id);
    context.audit({ event: "role.deleted", subject: { kind: "role", id: input.id }, before });
  },
});
