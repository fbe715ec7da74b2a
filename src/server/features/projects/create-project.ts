import type { ProjectInput } from "#contract/project.ts";
import { command } from "#server/platform/run-command.ts";
import { membersGiven } from "./members-given.ts";
import { insertProject } from "./queries.ts";

export const createProject = command({
  name: "projects.create-project",
  async run(context, input: ProjectInput): Promise<string> {
    const fields = {
      ...input,
      comment: input.comment ?? "",
      startsOn: input.startsOn ?? null,
      endsOn: input.endsOn ?? null,
      plannedMinutes: input.plannedMinutes ?? null,
      memberIds: await membersGiven(context.db, input.memberIds ?? [], []),
    };
    const projectId = await insertProject(context.db, fields, context.now);
    context.audit({ event: "project.created", subject: { kind: "project", id: projectId }, companyId: fields.companyId, after: fields });
    return projectId;
  },
});
