import type { ProjectChange } from "#contract/project.ts";
import { deleteGrantsOfProject, grantEvent, isGranted } from "#server/features/grants/queries.ts";
import { changedFields } from "#server/platform/changed-fields.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { membersGiven } from "./members-given.ts";
import { hasTicketsOfOthers, lockProject, updateProject } from "./queries.ts";

/** Changes what differs. The company stays while it decides what somebody sees: grants are ended on purpose, tickets are moved before. */
export const changeProject = command({
  name: "projects.change-project",
  silent: true, // what is already so is neither written nor audited
  async run(context, { id, version, reason, endGrants, ...given }: ProjectChange & { id: string }): Promise<string> {
    const { version: current, ...fields } = await lockProject(context.db, id);
    if (current !== version) throw new Refusal("record.versionStale");
    const memberIds = given.memberIds && (await membersGiven(context.db, given.memberIds, fields.memberIds));
    const { names, before, after } = changedFields(fields, { ...given, memberIds });
    if (names.length === 0) return id;
    if (after.companyId !== undefined) await freeFromCompany(context, { id, companyId: after.companyId, endGrants, reason });
    await updateProject(context.db, id, after, context.now);
    const companyId = after.companyId === undefined ? fields.companyId : after.companyId;
    context.audit({ event: "project.changed", subject: { kind: "project", id }, companyId, before, after, reason });
    return id;
  },
});

type Move = { id: string; companyId: string | null; endGrants: true | undefined; reason: string | undefined };

async function freeFromCompany(context: CommandContext, { id, companyId, endGrants, reason }: Move): Promise<void> {
  const { db } = context;
  if (await hasTicketsOfOthers(db, { projectId: id }, companyId)) throw new Refusal("project.hasTickets");
  if (!(await isGranted(db, id))) return;
  if (!endGrants) throw new Refusal("project.hasGrants");
  if (!agentOf(context).principal.permissions.includes("access:write")) throw new Refusal("permission.missing");
  for (const grant of await deleteGrantsOfProject(db, id)) context.audit(grantEvent(grant, null, reason));
}
