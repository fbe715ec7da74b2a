import type { GrantInput } from "#contract/grant.ts";
import { lockContact } from "#server/features/contacts/queries.ts";
import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { writeGrants } from "./grant-rule.ts";

export const addGrant = command({
  name: "grants.add-grant",
  async run(context, input: { contactId: string; grant: GrantInput; reason: string | undefined }): Promise<string> {
    const { contact_id: contactId } = found(await lockContact(context.db, input.contactId));
    const { grantIds } = await writeGrants(context, [{ contactId, grant: input.grant }], input.reason);
    return found(grantIds[0] ?? undefined);
  },
});
