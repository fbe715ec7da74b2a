import { randomUUIDv7 } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { rightChange, rightSubject } from "#contract/access.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, settingAgent } from "#server/platform/run-command.ts";
import {
  deleteRights,
  findRightsVersion,
  insertRights,
  listRightsOfSubjects,
  lockSubjects,
  type RightToWrite,
  raiseRightsVersion,
  type Subjects,
  updateRights,
} from "./queries.ts";

type Subject = z.infer<typeof rightSubject>;
type Change = z.infer<typeof rightChange>;
type SubjectColumns = Pick<RightToWrite, "contact_id" | "company_id" | "context" | "everybody">;
export type GroupChanges = { groupId: string; version: number; changes: readonly Change[] };
type Outcome = { groups: { id: string; rightsVersion: number }[]; changed: number };

/** One right before and after; null: there is none. */
type Step = { before: RightToWrite | null; after: RightToWrite | null };

/** Writes the differences that really are some, each group's against the version that was read; all or nothing. */
export const changeRights = command({
  name: "rights.change-rights",
  silent: true, // what is already so is neither written nor audited
  async run(context, input: { groups: readonly GroupChanges[]; reason?: string | undefined }): Promise<Outcome> {
    refuseTwice(
      input.groups.map((group) => group.groupId.toLowerCase()),
      (at) => `groups.${at}.groupId`,
    );
    const outcome: Outcome = { groups: [], changed: 0 };
    // In one order, so that two savings of the same groups do not wait in a circle.
    for (const group of [...input.groups].sort((one, other) => (one.groupId.toLowerCase() < other.groupId.toLowerCase() ? -1 : 1))) {
      const { changed, rightsVersion } = await changeOneGroup(context, group, input.reason);
      outcome.groups.push({ id: group.groupId, rightsVersion });
      outcome.changed += changed;
    }
    return outcome;
  },
});

async function changeOneGroup(context: CommandContext, { groupId, version: read, changes }: GroupChanges, reason: string | undefined) {
  const { db } = context;
  const version = await findRightsVersion(db, groupId, true);
  if (version === undefined) throw new Refusal("record.notFound");
  if (version !== read) throw new Refusal("record.versionStale");
  const steps = await stepsOf(context, groupId, changes);
  if (steps.length === 0) return { rightsVersion: version, changed: 0 };
  const setBy = settingAgent(context);
  const removed = steps.flatMap(({ before, after }) => (before && !after ? [before.group_right_id] : []));
  const changed = steps.flatMap(({ before, after }) => (before && after ? [after] : []));
  const added = steps.flatMap(({ before, after }) => (!before && after ? [after] : []));
  await deleteRights(db, removed);
  await updateRights(db, changed, setBy);
  await insertRights(db, groupId, added, setBy);
  for (const step of steps) auditStep(context, groupId, step, reason);
  return { rightsVersion: await raiseRightsVersion(db, groupId), changed: steps.length };
}

async function stepsOf({ db }: CommandContext, groupId: string, changes: readonly Change[]): Promise<Step[]> {
  const columns = changes.map((change) => subjectColumns(change.subject));
  refuseTwice(columns.map(keyOf), (at) => `changes.${at}.subject`);
  const subjects: Subjects = {
    everybody: columns.some((column) => column.everybody !== null),
    companyIds: [...new Set(columns.flatMap((column) => column.company_id ?? []))],
    contactIds: [...new Set(columns.flatMap((column) => column.contact_id ?? []))],
  };
  if (!(await lockSubjects(db, subjects))) throw new Refusal("record.unknownReference");
  const stored = new Map((await listRightsOfSubjects(db, groupId, subjects)).map((row) => [keyOf(row as SubjectColumns), row as RightToWrite]));
  return changes.flatMap((change, at) => {
    const column = columns[at];
    if (!column) return [];
    const before = stored.get(keyOf(column)) ?? null;
    const after = wanted(change, column, before);
    return isSame(before, after) ? [] : [{ before, after }];
  });
}

function subjectColumns(subject: Subject): SubjectColumns {
  const none = { contact_id: null, company_id: null, context: null, everybody: null };
  if (typeof subject === "string") return { ...none, everybody: subject === "everyContact" ? "contact" : "company" };
  if ("contactId" in subject) return { ...none, contact_id: subject.contactId.toLowerCase() };
  return { ...none, company_id: subject.companyId.toLowerCase(), context: subject.context };
}

const keyOf = (column: SubjectColumns): string => `${column.everybody ?? ""} ${column.contact_id ?? ""} ${column.company_id ?? ""} ${column.context ?? ""}`;

function refuseTwice(keys: readonly string[], pathOf: (at: number) => string): void {
  const seen = new Set<string>();
  for (const [at, key] of keys.entries()) {
    if (seen.has(key)) throw new Refusal("request.invalid", { fields: [{ path: pathOf(at), code: "notInList" }] });
    seen.add(key);
  }
}

/** Dates that are left out stay as they are. `edit` includes the other two and stands alone. */
function wanted(change: Change, column: SubjectColumns, before: RightToWrite | null): RightToWrite | null {
  if (change.rights.length === 0) return null;
  const edit = change.rights.includes("edit");
  return {
    group_right_id: before?.group_right_id ?? randomUUIDv7(),
    ...column,
    can_read: !edit && change.rights.includes("read"),
    can_create: !edit && change.rights.includes("create"),
    can_edit: edit,
    starts_at: change.from === undefined ? (before?.starts_at ?? null) : instant(change.from),
    ends_at: change.until === undefined ? (before?.ends_at ?? null) : instant(change.until),
  };
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

const isSame = (before: RightToWrite | null, after: RightToWrite | null): boolean => isDeepStrictEqual(before && told(before), after && told(after));

/** What the audit tells of a right. */
const told = (right: RightToWrite) => ({
  rights: right.can_edit ? ["edit"] : [...(right.can_read ? ["read"] : []), ...(right.can_create ? ["create"] : [])],
  from: right.starts_at?.toISOString() ?? null,
  until: right.ends_at?.toISOString() ?? null,
});

function auditStep(context: CommandContext, groupId: string, { before, after }: Step, reason: string | undefined): void {
  const right = after ?? before;
  if (!right) return;
  const whose = right.everybody === null ? { context: right.context } : { everybody: right.everybody };
  context.audit({
    event: before === null ? "right.given" : after === null ? "right.taken-away" : "right.changed",
    subject: { kind: "group", id: groupId },
    companyId: right.company_id,
    contactId: right.contact_id,
    before: before && { ...whose, ...told(before) },
    after: after && { ...whose, ...told(after) },
    reason,
  });
}
