import type { BodyOf } from "#contract/endpoint.ts";
import type { changeGrants as endpoint } from "#contract/grant.ts";
import { command } from "#server/platform/run-command.ts";
import { type GrantsChanged, writeGrants } from "./grant-rule.ts";

/** Several by the rule of one, each against the version that was read; all or nothing. */
export const changeGrants = command({
  name: "grants.change-grants",
  silent: true, // what is already so is neither written nor audited
  run: (context, { changes, reason }: BodyOf<typeof endpoint>): Promise<GrantsChanged> => writeGrants(context, changes, reason),
});
