import type { GrantChange } from "#contract/grant.ts";
import { found } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { writeGrants } from "./grant-rule.ts";
import { lockGrants } from "./queries.ts";

type Input = { contactId: string; grantId: string; version: number; reason: string | undefined; grant: GrantChange };

export const changeGrant = command({
  name: "grants.change-grant",
  silent: true, // what is already so is neither written nor audited
  async run(context, { contactId, grantId, version, reason, grant }: Input): Promise<string> {
    const stored = found((await lockGrants(context.db, [grantId])).find((one) => one.contactId === contactId.toLowerCase()));
    await writeGrants(context, [{ grantId: stored.id, version, grant }], reason);
    return stored.id;
  },
});
