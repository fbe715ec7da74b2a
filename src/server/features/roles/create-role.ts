import type { BodyOf } from "#contract/endpoint.ts";
import type { createRole as endpoint } from "#contract/master-data.ts";
import { VERBS } from "#domain/access/verbs.ts";
import { command } from "#server/platform/run-command.ts";
import { insertRole, type RoleFields } from "./queries.ts";

export const createRole = command({
  name: "roles.create-role",
  async run(context, input: BodyOf<typeof endpoint>): Promise<string> {
    const fields: RoleFields = {
      name: input.name,
      scope: input.scope,
      verbs: VERBS.filter((verb) => input.verbs.includes(verb)),
      confidential: input.confidential ?? false,
      createForSubsidiaries: input.createForSubsidiaries ?? false,
      managesPeople: input.managesPeople ?? false,
      desk: input.desk ?? false,
      assignableByManager: input.assignableByManager ?? false,
    };
    const roleId = await insertRole(context.db, fields, context.now);
    context.audit({ event: "role.created", subject: { kind: "role", id: roleId }, after: fields });
    return roleId;
  },
});
