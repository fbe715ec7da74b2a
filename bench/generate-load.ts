/** Fills an empty database with the reference load, the same every time: companies, people, rights, tickets with articles and search texts. */
import pg from "pg";
import { type DatabaseAddress, poolOptions } from "#server/platform/db/connect.ts";
import { hashPassword } from "#server/platform/passwords/argon2id.ts";
import { copyRows, type Value } from "./copy-rows.ts";
import {
  companyColumns,
  companyRows,
  fiveGroups,
  groupRows,
  type LoadPerson,
  people,
  queueRows,
  rightColumns,
  rightRows,
  serviceAssignmentRows,
  serviceRows,
} from "./load-people.ts";
import { type LoadPlan, planLoad, startsAt } from "./load-plan.ts";
import { fillProjects, projectTables } from "./load-projects.ts";
import { articleColumns, articleRows, participantColumns, participantRows, ticketColumns, ticketRows } from "./load-tickets.ts";
import { createRandom, idAt } from "./random.ts";
import { withoutIndexes } from "./without-indexes.ts";

export type LoadProgress = { step: string; done: number; total: number };
export type LoadOptions = {
  companies: number;
  contacts: number;
  tickets: number;
  seed?: number | undefined;
  /** Gives every contact the five rights of its company as its own, as OTRS keeps them; false: only companies have rights. */
  rightsPerContact?: boolean | undefined;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
};

/** Everybody's password. */
export const loadPassword = "secret";
const filled = [
  "contact",
  "credential",
  "membership",
  "group_right",
  "service_assignment",
  "ticket",
  "article",
  "ticket_search",
  "participant",
  ...projectTables,
];
const silenced = [...filled, "company", "access_group", "queue", "service", "setting", "agent_right"];
const searchBatch = 20_000;

/** All or nothing: one transaction. The database is migrated and holds no companies yet. */
export async function generateLoad(address: DatabaseAddress, options: LoadOptions): Promise<void> {
  const plan = planLoad({ companies: options.companies, contacts: options.contacts, tickets: options.tickets, seed: options.seed ?? 42 });
  const say = options.onProgress ?? (() => {});
  const hash = await hashPassword(loadPassword);
  const client = new pg.Client(poolOptions(address));
  await client.connect();
  try {
    await refuseFilled(client);
    await client.query("begin");
    await client.query("set local maintenance_work_mem = '512MB'");
    for (const table of silenced) await client.query(`alter table ${table} disable trigger user`);
    await withoutIndexes(client, filled, async () => {
      await fillPeople(client, plan, hash, options.rightsPerContact ?? false, say);
      await fillTickets(client, plan, say);
      await fillProjects(client, (done, total) => say({ step: "projects", done, total }));
      say({ step: "indexes", done: 0, total: 1 });
    });
    for (const table of silenced) await client.query(`alter table ${table} enable trigger user`);
    await client.query("update installation set access_version = access_version + 1, set_up_at = coalesce(set_up_at, now())");
    await client.query("commit");
    say({ step: "vacuum", done: 0, total: 1 });
    await client.query("vacuum (analyze)");
  } finally {
    await client.end();
  }
}

/** For a load that was generated before there were projects. */
export async function addProjects(address: DatabaseAddress, onProgress: (progress: LoadProgress) => void): Promise<void> {
  const client = new pg.Client(poolOptions(address));
  await client.connect();
  try {
    await client.query("begin");
    for (const table of silenced) await client.query(`alter table ${table} disable trigger user`);
    await withoutIndexes(client, ["ticket", ...projectTables], () => fillProjects(client, (done, total) => onProgress({ step: "projects", done, total })));
    for (const table of silenced) await client.query(`alter table ${table} enable trigger user`);
    await client.query("update installation set access_version = access_version + 1");
    await client.query("commit");
    await client.query("vacuum (analyze)");
  } finally {
    await client.end();
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ filled: boolean }>(
    "select exists (select from company) or exists (select from contact) or exists (select from ticket) as filled",
  );
  if (rows[0]?.filled) throw new Error("This database already holds companies, contacts or tickets. The reference load goes into an empty one.");
}

async function fillPeople(client: pg.Client, plan: LoadPlan, hash: string, rightsPerContact: boolean, say: (progress: LoadProgress) => void): Promise<void> {
  const everybody = [...people(plan)];
  const steps: [string, string[], Iterable<Value[]>][] = [
    ["access_group", ["group_id", "name"], groupRows(plan)],
    ["queue", ["queue_id", "name", "group_id"], queueRows(plan)],
    ["service", ["service_id", "name"], serviceRows(plan)],
    ["company", companyColumns, companyRows(plan)],
    ["contact", ["contact_id", "login", "first_name", "last_name", "email", "phone", "city"], contactRows(everybody)],
    ["credential", ["credential_id", "contact_id", "scheme", "hash"], credentialRows(plan, everybody, hash)],
    ["membership", ["membership_id", "contact_id", "company_id", "role_id", "is_primary"], membershipRows(plan, everybody)],
    ["group_right", rightColumns, rightRows(plan, rightsPerContact)],
    ["service_assignment", ["service_assignment_id", "service_id", "contact_id"], serviceAssignmentRows(plan)],
  ];
  for (const [index, [table, columns, rows]] of steps.entries()) {
    say({ step: table, done: index, total: steps.length });
    await copyRows(client, table, columns, rows);
  }
  await fillAgents(client, plan, hash);
  const random = createRandom(plan.seed, 300);
  for (const key of ["access.restrictQueuesByGroup", "access.otherCompanies"])
    await client.query("insert into setting (setting_id, setting_key, value) values ($1, $2, 'true')", [idAt(startsAt, random), key]);
}

function* contactRows(everybody: readonly LoadPerson[]): Generator<Value[]> {
  for (const one of everybody) yield [one.contactId, one.login, one.first, one.last, one.email, one.phone, one.city];
}

function* credentialRows(plan: LoadPlan, everybody: readonly LoadPerson[], hash: string): Generator<Value[]> {
  const random = createRandom(plan.seed, 301);
  for (const one of everybody) yield [idAt(startsAt, random), one.contactId, "argon2id", hash];
}

function* membershipRows(plan: LoadPlan, everybody: readonly LoadPerson[]): Generator<Value[]> {
  const random = createRandom(plan.seed, 302);
  for (const one of everybody)
    for (const [index, { company, role }] of one.memberships.entries())
      yield [idAt(startsAt, random), one.contactId, plan.companyIds[company] ?? "", role, index === 0];
}

/** An administrator, an agent with five groups, an agent with all. */
async function fillAgents(client: pg.Client, plan: LoadPlan, hash: string): Promise<void> {
  const random = createRandom(plan.seed, 303);
  const permissions = ["ticket:read", "ticket:write", "access:read"];
  const agents: { login: string; administrator: boolean; groups: number[] }[] = [
    { login: "admin", administrator: true, groups: [] },
    { login: "agent.five", administrator: false, groups: fiveGroups(plan) },
    { login: "agent.all", administrator: false, groups: [...plan.groupIds.keys()] },
  ];
  for (const { login, administrator, groups } of agents) {
    const agentId = idAt(startsAt, random);
    await client.query(
      "insert into agent (agent_id, login, email, first_name, last_name, is_administrator, permissions) values ($1, $2, $3, 'Alex', $4, $5, $6)",
      [agentId, login, `${login}@pforte.example`, login, administrator, administrator ? [] : permissions],
    );
    await client.query("insert into credential (credential_id, agent_id, scheme, hash) values ($1, $2, 'argon2id', $3)", [
      idAt(startsAt, random),
      agentId,
      hash,
    ]);
    await copyRows(
      client,
      "agent_right",
      ["agent_right_id", "agent_id", "group_id", "can_edit"],
      groups.map((group) => [idAt(startsAt, random), agentId, plan.groupIds[group] ?? "", true]),
    );
  }
}

async function fillTickets(client: pg.Client, plan: LoadPlan, say: (progress: LoadProgress) => void): Promise<void> {
  const progress = (step: string) => (done: number) => say({ step, done, total: plan.tickets });
  await copyRows(client, "ticket", ticketColumns, ticketRows(plan, progress("ticket")));
  await copyRows(client, "article", articleColumns, articleRows(plan, progress("article")));
  await copyRows(client, "participant", participantColumns, participantRows(plan));
  await fillSearch(client, plan, progress("ticket_search"));
}

/** By the product's own function, so that search finds here what it finds elsewhere. */
async function fillSearch(client: pg.Client, plan: LoadPlan, onProgress: (done: number) => void): Promise<void> {
  await client.query("create index load_article_ticket on article (ticket_id)");
  await client.query("analyze ticket");
  await client.query("analyze article");
  let last: string | null = null;
  for (let done = 0; done < plan.tickets; done += searchBatch) {
    const { rows }: pg.QueryResult<{ last: string | null }> = await client.query(
      `with batch as (select ticket_id from ticket where $1::uuid is null or ticket_id > $1 order by ticket_id limit ${searchBatch}),
         filled as materialized (select refresh_ticket_search(array(select ticket_id from batch)))
       select (array_agg(ticket_id order by ticket_id desc))[1] as last from batch, filled`,
      [last],
    );
    last = rows[0]?.last ?? null;
    onProgress(Math.min(plan.tickets, done + searchBatch));
  }
  await client.query("drop index load_article_ticket");
}
