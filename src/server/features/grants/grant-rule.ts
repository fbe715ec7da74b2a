/** What giving, changing and taking away a grant comes to, the same for one and for many. */
import { randomUUIDv7 } from "node:crypto";
import type { GrantChange, ManyGrantsChange } from "#contract/grant.ts";
import { withAllBelow } from "#domain/projects/task-tree.ts";
import { listHeldMemberships } from "#server/features/contacts/membership-queries.ts";
import { lockContacts } from "#server/features/contacts/queries.ts";
import { shareProjects } from "#server/features/projects/queries.ts";
import { listTasksOf, type TaskRow } from "#server/features/projects/task-queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, settingAgent } from "#server/platform/run-command.ts";
import { deleteGrants, type Grant, type GrantFields, grantDifferences, grantEvent, insertGrants, isOneGranted, lockGrants, updateGrants } from "./queries.ts";

type Step = { before: Grant | null; after: Grant | null };
export type GrantsChanged = { grantIds: (string | null)[]; changed: number };

/** What a grant has where nothing is said. */
const newGrant: GrantFields = { tasks: "all", coveredTaskIds: null, readOnly: false, scope: "gate", hours: "none", seesSince: null, from: null, until: null };

/** Writes what really changes, all or nothing, each with its event. */
export async function writeGrants(context: CommandContext, changes: readonly ManyGrantsChange[], reason: string | undefined): Promise<GrantsChanged> {
  const { db, now } = context;
  const steps = await stepsOf(db, changes);
  const differing = steps.filter(({ before, after }) => !before || !after || grantDifferences(before, after).length > 0);
  const setBy = settingAgent(context);
  await deleteGrants(
    db,
    differing.flatMap(({ before, after }) => (before && !after ? [before.id] : [])),
  );
  await updateGrants(
    db,
    differing.flatMap(({ before, after }) => (before && after ? [after] : [])),
    setBy,
    now,
  );
  await insertGrants(
    db,
    differing.flatMap(({ before, after }) => (!before && after ? [after] : [])),
    setBy,
    now,
  );
  for (const { before, after } of differing) context.audit(grantEvent(before, after, reason));
  return { grantIds: steps.map(({ after }) => after?.id ?? null), changed: differing.length };
}

async function stepsOf(db: Queryable, changes: readonly ManyGrantsChange[]): Promise<Step[]> {
  const given = changes.flatMap((change) => ("contactId" in change ? [change] : []));
  if (!(await lockContacts(db, [...new Set(given.map(({ contactId }) => contactId.toLowerCase()))]))) throw new Refusal("record.unknownReference");
  const grantIds = changes.flatMap((change) => ("grantId" in change ? [change.grantId.toLowerCase()] : []));
  if (new Set(grantIds).size < grantIds.length) throw new Refusal("request.invalid", { fields: [{ path: "changes", code: "notInList" }] });
  const stored = new Map((await lockGrants(db, grantIds)).map((grant) => [grant.id, grant]));
  const projectIds = new Set([...given.map(({ grant }) => grant.projectId.toLowerCase()), ...[...stored.values()].map(({ projectId }) => projectId)]);
  const projects = await shareProjects(db, [...projectIds]);
  const tasks = Map.groupBy(await listTasksOf(db, [...projectIds]), (task) => task.projectId);
  const allowed = await allowedCompanies(db, given);
  const first = given.flatMap(({ version, contactId, grant }) => (version === null ? [{ contactId, projectId: grant.projectId }] : []));
  if (await isOneGranted(db, first)) throw new Refusal("record.versionStale");
  return changes.map((change) => {
    if ("grantId" in change) {
      const before = found(stored.get(change.grantId.toLowerCase()));
      if (before.version !== change.version) throw new Refusal("record.versionStale");
      return { before, after: change.grant && withGiven(before, change.grant, tasks.get(before.projectId) ?? []) };
    }
    const { projectId: named, ...fields } = change.grant;
    const [contactId, projectId] = [change.contactId.toLowerCase(), named.toLowerCase()];
    const project = projects.get(projectId);
    if (!project) throw new Refusal("record.unknownReference", { fields: [{ path: "projectId", code: "notInList" }] });
    allowed(contactId, project.companyId);
    const base = { id: randomUUIDv7(), contactId, projectId, companyId: project.companyId, version: 1, ...newGrant };
    return { before: null, after: withGiven(base, fields, tasks.get(projectId) ?? []) };
  });
}

/** Only on projects of companies of the contact's memberships; on internal ones only while these may be granted (ZEP-07). */
async function allowedCompanies(db: Queryable, given: readonly { contactId: string }[]): Promise<(contactId: string, companyId: string | null) => void> {
  const held = await listHeldMemberships(
    db,
    given.map(({ contactId }) => contactId),
  );
  const companies = new Set(held.map((membership) => `${membership.contact_id} ${membership.company_id}`));
  const internal = given.length > 0 && (await resolveFor(db, "access.internalProjects")) === true;
  return (contactId, companyId) => {
    if (companyId === null && !internal) throw new Refusal("grant.internalOff");
    if (companyId !== null && !companies.has(`${contactId} ${companyId}`)) throw new Refusal("grant.otherCompany");
  };
}

/** Fields that are left out keep what the grant has. */
function withGiven(base: Grant, given: GrantChange, tasks: readonly TaskRow[]): Grant {
  const instant = (text: string | null | undefined, kept: Date | null): Date | null => (text === undefined ? kept : text === null ? null : new Date(text));
  return {
    ...base,
    ...tasksGiven(base, given, tasks),
    readOnly: given.readOnly ?? base.readOnly,
    scope: given.scope ?? base.scope,
    hours: given.hours ?? base.hours,
    seesSince: instant(given.seesSince, base.seesSince),
    from: instant(given.from, base.from),
    until: instant(given.until, base.until),
  };
}

function tasksGiven(base: Grant, { tasks: wanted, coveredTaskIds }: GrantChange, tasks: readonly TaskRow[]): Pick<Grant, "tasks" | "coveredTaskIds"> {
  if (wanted === undefined) return base;
  if (wanted === "all") return { tasks: "all", coveredTaskIds: null };
  const known = new Set(tasks.map((task) => task.id));
  const named = (ids: readonly string[], path: string) => {
    const unknown = ids.some((id) => !known.has(id.toLowerCase()));
    if (unknown) throw new Refusal("record.unknownReference", { fields: [{ path, code: "notInList" }] });
    return ids.map((id) => id.toLowerCase());
  };
  const covered =
    coveredTaskIds !== undefined ? named(coveredTaskIds, "coveredTaskIds") : wanted === "existing" ? [...known] : withAllBelow(tasks, named(wanted, "tasks"));
  return { tasks: wanted === "existing" ? "existing" : "named", coveredTaskIds: [...new Set(covered)].sort() };
}
