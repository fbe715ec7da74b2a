import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { writeGrants } from "./grant-rule.ts";
import { lockGrants } from "./queries.ts";

export const removeGrant = command({
  name: "grants.remove-grant",
  async run(context, { contactId, grantId }: { contactId: string; grantId: string }): Promise<void> {
    const stored = found((await lockGrants(context.db, [grantId])).find((grant) => grant.contactId === contactId.toLowerCase()));
    await writeGrants(context, [{ grantId: stored.id, version: stored.version, grant: null }], undefined);
  },
});
