/** Fills an empty database with a believable provider, the same one for the same start time: all in one transaction, or nothing. */
import { deleteUnusedLinks } from "#server/features/sign-in/queries.ts";
import { lockInstallation, markSetUp } from "#server/features/sign-in/set-up-queries.ts";
import { analyze, finishImportRun, insertImportRun, insertRows } from "#server/features/take-over/queries.ts";
import type { Db, Queryable } from "#server/platform/db/connect.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { readConversations } from "./conversation.ts";
import { DemoError } from "./demo-error.ts";
import { createLog } from "./log.ts";
import { planTickets } from "./plan-tickets.ts";
import { demoSource, isDemo, isUntouched } from "./queries.ts";
import { createRandom } from "./random.ts";
import { tried } from "./tables/people.ts";
import { agents, demoPassword } from "./tables/provider.ts";
import { buildWorld, loginOf } from "./world.ts";
import { writeCustomers } from "./write-customers.ts";
import { writeLeftovers } from "./write-leftovers.ts";
import { writeLinks } from "./write-links.ts";
import { writeMerges } from "./write-merges.ts";
import { writeOwnFields } from "./write-own-fields.ts";
import { writeProjects } from "./write-projects.ts";
import { writeProvider } from "./write-provider.ts";
import { writeRights } from "./write-rights.ts";
import { writeFurtherSettings, writeSettings } from "./write-settings.ts";
import { writeSignIns } from "./write-sign-ins.ts";
import { writeSubtasks } from "./write-subtasks.ts";
import { writeTags } from "./write-tags.ts";
import { writeTickets } from "./write-tickets.ts";
import { writeTime } from "./write-time.ts";
import { writeWorkflow } from "./write-workflow.ts";

const seed = 20_260_301;

export type DemoOptions = { now: Date; language: Language; files: FileStore; publicUrl: string };
export type DemoSignIn = { realm: "workspace" | "portal"; as: "administrator" | "manager" | "contact"; name: string; login: string; password: string };
/** `filled`: this call did it; false: it was a demo already, and stays as people left it. */
export type Demo = { filled: boolean; tickets: number; signIns: DemoSignIn[] };

export async function seedDemo(database: Db, options: DemoOptions): Promise<Demo> {
  const conversations = await readConversations();
  const hash = await hashPassword(demoPassword);
  const demo = await database.transaction().execute(async (db) => {
    await lockInstallation(db);
    if (await isDemo(db)) return { filled: false, tickets: 0 };
    if (!(await isUntouched(db))) throw new DemoError();
    return { filled: true, tickets: await write(db, options, hash, conversations) };
  });
  if (demo.filled) await analyze(database, ["ticket", "article", "ticket_search", "contact", "company", "membership", "group_right", "audit_event"]);
  return { ...demo, signIns: signInsOf(options.language) };
}

async function write(db: Queryable, options: DemoOptions, hash: string, conversations: Awaited<ReturnType<typeof readConversations>>): Promise<number> {
  const random = createRandom(seed);
  const world = buildWorld(options.now, options.language, random);
  const log = createLog(random);
  const id = random.id(options.now);
  await insertImportRun(db, { id, source: demoSource, startedAt: options.now });
  await deleteUnusedLinks(db, null);
  await writeProvider(db, world, log, hash);
  await writeCustomers(db, world, log, hash);
  await writeSettings(db, world, log);
  await writeRights(db, world, log);
  const tickets = await writeTickets(db, options.files, world, log, planTickets(world, conversations));
  await writeProjects(db, world, log);
  await writeFurtherSettings(db, world, log);
  await writeSignIns(db, world, options.publicUrl);
  await writeLeftovers(db, world, log);
  await writeSubtasks(db, world, log);
  await writeLinks(db, world);
  await writeMerges(db, world);
  await writeTime(db, world, log);
  await writeTags(db, world, log);
  await writeOwnFields(db, world, log);
  await writeWorkflow(db, world, log);
  await insertRows(db, "audit_event", log.rows());
  await markSetUp(db, world.begun);
  await finishImportRun(db, id, options.now, { seed, tickets });
  return tickets;
}

/** Who to try it as; contacts who read the language of the installation. */
function signInsOf(language: Language): DemoSignIn[] {
  const person = (realm: DemoSignIn["realm"], as: DemoSignIn["as"], name: string): DemoSignIn => ({
    realm,
    as,
    name,
    login: loginOf(name),
    password: demoPassword,
  });
  return [
    person("workspace", "administrator", `${agents.eva.first} ${agents.eva.last}`),
    person("portal", "manager", tried[language].manager),
    person("portal", "contact", tried[language].contact),
  ];
}
