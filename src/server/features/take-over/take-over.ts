/** Takes over an OTRS, Znuny or OTOBO system from a folder of CSV files: reads, plans, compares, writes, reports. Sends no mail. */
import { randomUUIDv7 } from "node:crypto";
import type { RoleFact } from "#domain/access/facts.ts";
import { isSettingKey, isTimeZone, type SettingKey } from "#domain/settings/catalogue.ts";
import { compareVisibility, type Visibility } from "#domain/take-over/compare-visibility.ts";
import { createFindings, type Findings } from "#domain/take-over/findings.ts";
import { type Plan, planTakeOver } from "#domain/take-over/plan.ts";
import { switchesOf } from "#domain/take-over/plan-settings.ts";
import { sourceClock } from "#domain/take-over/source-time.ts";
import type { Db, Queryable } from "#server/platform/db/connect.ts";
import { findSettingsOfOthers } from "./effective-settings.ts";
import { listStatuses, listSystemRoles, type SystemRole } from "./find-existing.ts";
import { createProgress, type ProgressReport } from "./progress.ts";
import { finishImportRun, insertImportRun, tryLock, unlock } from "./queries.ts";
import { type Export, readExport, STREAMED_TABLES } from "./read-export.ts";
import { reportSummary, type TakeOverReport, visibilityReport } from "./report.ts";
import { Interrupted, type Run } from "./run.ts";
import { TakeOverError } from "./take-over-error.ts";
import { advanceTo } from "./write-articles.ts";
import type { FilePut } from "./write-attachments.ts";
import type { MustReset } from "./write-passwords.ts";
import { writePlan } from "./write-plan.ts";

export type TakeOverOptions = {
  folder: string;
  database: Db;
  files: FilePut;
  /** Reads, plans and compares, and says what would be written. */
  dryRun?: boolean;
  /** IANA name; the times of the export are local there. Without: UTC. */
  sourceTimeZone?: string;
  /** Rights and relations whose key differs from the record in case only count as well. */
  applyCaseVariants?: boolean;
  /** Where the old system kept passwords as plain text, the texts are taken as passwords. */
  plainPasswords?: boolean;
  onProgress?: (progress: ProgressReport) => void;
  /** The batch at work is finished; what is written stays. */
  signal?: AbortSignal;
};

export async function takeOver(options: TakeOverOptions): Promise<TakeOverReport> {
  const zone = options.sourceTimeZone ?? null;
  if (zone !== null && !isTimeZone(zone)) throw new TakeOverError("takeOver.unknownTimeZone", `"${zone}" is not the name of a time zone.`);
  const source = await readExport(options.folder);
  return options.database.connection().execute(async (db) => {
    if (!(await tryLock(db))) throw new TakeOverError("takeOver.alreadyRunning", "Another take-over is running. Wait for its end, or stop it.");
    try {
      return await takeOverLocked(db, source, options, zone);
    } finally {
      await unlock(db).catch(() => {}); // a lost connection holds no lock
    }
  });
}

async function takeOverLocked(db: Queryable, source: Export, options: TakeOverOptions, zone: string | null): Promise<TakeOverReport> {
  const run = newRun(db, source, options);
  await check(run, source);
  const clock = sourceClock(zone);
  const roles = await listSystemRoles(db);
  const plan = planTakeOver({
    settings: source.settings,
    tables: source.tables,
    historyRows: source.historyRows,
    clock,
    applyCaseVariants: options.applyCaseVariants ?? false,
    takenStatuses: await listStatuses(db),
    findings: run.findings,
  });
  const visibility = await compare(run, source, plan, roles);
  if (!run.dryRun) await insertImportRun(db, { id: run.id, source: run.source, startedAt: run.now });
  let mustReset: MustReset[] = [];
  let finished = true;
  try {
    mustReset = await writePlan({ run, source, plan, roles, files: options.files, clock, takePlain: options.plainPasswords ?? false });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    finished = false;
  }
  const report = reportOf(run, options, { visibility, mustReset, finished });
  if (!run.dryRun) await finishImportRun(db, run.id, finished ? new Date() : null, reportSummary(report));
  return report;
}

async function check(run: Run, source: Export): Promise<void> {
  const sizes = await Promise.all(STREAMED_TABLES.map((table) => source.bytes(table)));
  const step = run.progress.begin(
    "check",
    sizes.reduce((sum, size) => sum + size, 0),
  );
  await source.check(advanceTo((bytes) => step.advance(bytes)));
}

function newRun(db: Queryable, source: Export, options: TakeOverOptions): Run {
  const findings: Findings = createFindings();
  return {
    db,
    id: randomUUIDv7(),
    source: source.settings.system,
    now: new Date(),
    dryRun: options.dryRun ?? false,
    findings,
    progress: createProgress(options.onProgress),
    signal: options.signal,
    tallies: new Map(),
    ids: new Map(),
    linked: new Map(),
  };
}

/** Pforte's side is asked with the switches as they will be: one that somebody set here stays. */
async function compare(run: Run, source: Export, plan: Plan, roles: readonly SystemRole[]): Promise<Visibility> {
  const step = run.progress.begin("compare", 1);
  const planned = new Map<SettingKey, unknown>(plan.settings.map(({ key, value }) => [key, value]));
  for (const [key, value] of await findSettingsOfOthers(run, [...planned.keys()])) {
    if (!isSettingKey(key) || planned.get(key) === value) continue;
    run.findings.add("settingLeftAlone", "setting", key, `${JSON.stringify(value)} ≠ ${JSON.stringify(planned.get(key))}`);
    planned.set(key, value);
  }
  const visibility = compareVisibility({
    access: {
      contacts: plan.contacts,
      companies: plan.companies.records(),
      groups: plan.master.groups,
      memberships: plan.memberships,
      rights: plan.rights,
      roles: { basic: roleFact(roles, "basic"), advanced: roleFact(roles, "advanced") },
      switches: switchesOf(planned),
    },
    persons: plan.persons,
    tickets: plan.tickets,
    worlds: plan.worlds,
    modules: source.settings.permissionModules,
    companyKeyOf: (id) => plan.companies.find(id)?.key,
    now: run.now.getTime(),
  });
  step.advance(1);
  return visibility;
}

function roleFact(roles: readonly SystemRole[], systemKey: string): RoleFact {
  const role = roles.find((one) => one.systemKey === systemKey);
  if (!role) throw new Error(`There is no system role ${systemKey}.`);
  return { ...role, scope: role.scope as RoleFact["scope"], verbs: role.verbs as RoleFact["verbs"] };
}

function reportOf(run: Run, options: TakeOverOptions, outcome: { visibility: Visibility; mustReset: MustReset[]; finished: boolean }): TakeOverReport {
  return {
    runId: run.id,
    source: run.source,
    folder: options.folder,
    dryRun: run.dryRun,
    finished: outcome.finished,
    startedAt: run.now.toISOString(),
    seconds: (Date.now() - run.now.getTime()) / 1000,
    tables: Object.fromEntries(run.tallies),
    findings: run.findings.summary(),
    mustReset: outcome.mustReset,
    ...visibilityReport(outcome.visibility),
  };
}
