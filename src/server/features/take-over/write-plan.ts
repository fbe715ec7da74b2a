/** Writes a whole plan in the order in which records need each other; what is read in streams comes after it. */

import type { Plan } from "#domain/take-over/plan.ts";
import { planPasswords } from "#domain/take-over/plan-passwords.ts";
import type { SourceClock } from "#domain/take-over/source-time.ts";
import { highestPriorityRank, listStatuses, type SystemRole } from "./find-existing.ts";
import { analyze, refreshSearch, wasLeftUnfinished } from "./queries.ts";
import type { Export } from "./read-export.ts";
import { type Keyed, type TableWriter, writeTable } from "./record-writer.ts";
import { listGone, removeGone } from "./remove-gone.ts";
import { idsFor, type Run, stopIfAsked } from "./run.ts";
import { writeArticles } from "./write-articles.ts";
import { type FilePut, writeAttachments } from "./write-attachments.ts";
import { agentPasswords, contactPasswords, type MustReset, writePasswords } from "./write-passwords.ts";
import { inMergeOrder, ticketWriter, withFreeNumbers } from "./write-tickets.ts";
import {
  agentRightWriter,
  agentWriter,
  groupWriter,
  ownFieldWriter,
  priorityWriter,
  queueWriter,
  serviceWriter,
  settingWriter,
  statusWriter,
} from "./writers-master.ts";
import { companyWriter, contactWriter, findForeignPrimaries, membershipWriter, rightWriter, serviceAssignmentWriter } from "./writers-people.ts";

type WriteInput = { run: Run; source: Export; plan: Plan; roles: readonly SystemRole[]; files: FilePut; clock: SourceClock; takePlain: boolean };

/** The switches come first, so that nothing is ever seen that they hide; passwords last, so that nobody signs in to half an import. */
export async function writePlan(input: WriteInput): Promise<MustReset[]> {
  const { run, source, plan, clock } = input;
  await writeRecords(run, settingWriter, plan.settings);
  await writeMaster(run, source, plan);
  await writePeople(input);
  const touched = new Set<string>();
  await writeTickets(run, plan, touched);
  const articles = await writeArticles(run, source, plan, clock, touched);
  await writeAttachments(run, source, input.files, articles);
  await writeRecords(run, ownFieldWriter(run), plan.ownFields.records());
  await refreshTouched(run, touched);
  const mustReset = await writePasswords(run, contactPasswords, planPasswords(source.settings, source.tables, plan.persons), input.takePlain);
  const agentSecrets = plan.agents.map((agent) => ({
    key: agent.key,
    login: agent.login,
    stored: agent.storedPassword,
    plain: source.settings.plainAgentPasswords,
  }));
  mustReset.push(...(await writePasswords(run, agentPasswords, agentSecrets, input.takePlain)));
  if (!run.dryRun) await analyze(run.db, ["contact", "company", "membership", "group_right", "ticket", "article", "attachment", "ticket_search", "import_key"]);
  return mustReset;
}

const writeRecords = <Record extends Keyed>(run: Run, writer: TableWriter<Record>, records: readonly Record[]): Promise<Set<string>> =>
  writeTable(run, writer, records, records.length);

/** Rights and relations that are gone at the source go here too. */
async function writeRelations<Record extends Keyed>(
  run: Run,
  writer: TableWriter<Record>,
  records: readonly Record[],
  mayRemove?: (rowKey: string) => boolean,
): Promise<void> {
  await removeGone(run, writer, await writeRecords(run, writer, records), mayRemove);
}

async function writeListed<Record extends Keyed>(run: Run, writer: TableWriter<Record>, records: readonly Record[]): Promise<void> {
  await listGone(run, writer.name, await writeRecords(run, writer, records));
}

async function writeMaster(run: Run, source: Export, plan: Plan): Promise<void> {
  const { groups, queues, services, statuses, priorities } = plan.master;
  await writeListed(run, groupWriter(run), groups);
  await writeListed(run, queueWriter(run), queues);
  await writeListed(run, serviceWriter(run), services);
  await writeRecords(run, statusWriter(run), statuses);
  await writeRecords(run, priorityWriter(run, await highestPriorityRank(run.db)), priorities);
  await writeListed(run, agentWriter(run), plan.agents);
  await writeRelations(run, agentRightWriter(run), plan.agentRights, () => source.has("group_user"));
}

async function writePeople({ run, source, plan, roles }: WriteInput): Promise<void> {
  const roleId = (systemKey: string) => roles.find((role) => role.systemKey === systemKey)?.roleId ?? "";
  await writeListed(run, companyWriter(run), plan.companies.records());
  await writeListed(run, contactWriter(run), plan.contacts);
  const fileOf: Record<string, string> = { contact: "group_customer_user", company: "group_customer" };
  await writeRelations(run, rightWriter(run), plan.rights, (rowKey) => {
    const file = fileOf[rowKey.split(":")[0] ?? ""];
    return file === undefined || source.has(file);
  });
  await writeRelations(run, serviceAssignmentWriter(run), plan.serviceAssignments, () => source.has("service_customer_user"));
  const roleIds = { basic: roleId("basic"), advanced: roleId("advanced") };
  await writeRelations(run, membershipWriter(run, roleIds, await findForeignPrimaries(run)), plan.memberships);
}

async function writeTickets(run: Run, plan: Plan, touched: Set<string>): Promise<void> {
  const statusTypes = new Map((await listStatuses(run.db)).map((status) => [status.id, status.statusType]));
  const tickets = inMergeOrder(await withFreeNumbers(run, plan.tickets));
  await writeListed(run, ticketWriter(run, statusTypes, touched), tickets);
}

const searchesAtOnce = 200;

/** After a run that did not come to its end nobody knows which tickets it left behind: all of them are renewed. */
async function refreshTouched(run: Run, touched: ReadonlySet<string>): Promise<void> {
  if (run.dryRun) return;
  const all = (await wasLeftUnfinished(run.db, run.source, run.id)) ? new Set(idsFor(run, "ticket").values()) : touched;
  const ids = [...all].filter((id) => id !== "");
  const step = run.progress.begin("search", ids.length);
  for (let start = 0; start < ids.length; start += searchesAtOnce) {
    stopIfAsked(run);
    const batch = ids.slice(start, start + searchesAtOnce);
    await refreshSearch(run.db, batch);
    step.advance(batch.length);
  }
}
