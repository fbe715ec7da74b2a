/** Random changes of access as calls of the API, on whatever lies in the database now. */
import { sql } from "kysely";
import { VERBS } from "#domain/access/verbs.ts";
import { FAMILY_TICKETS, PROJECT_PERMISSIONS } from "#domain/settings/catalogue.ts";
import type { Db } from "#server/platform/db/connect.ts";
import type { RehearsedCall } from "#server/platform/http/route.ts";
import type { Random } from "./random-world.ts";

type Row = { id: string; version: number };
type Make = (db: Db, random: Random) => Promise<RehearsedCall>;

const pick = async (db: Db, { int }: Random, table: string, key: string, where = sql`true`): Promise<Row> => {
  const { rows } = await sql<Row>`select ${sql.ref(key)} as id, version from ${sql.table(table)} where ${where} order by 1`.execute(db);
  return rows[int(rows.length)] ?? { id: "00000000-0000-7000-8000-00000000dead", version: 1 };
};
const contact = (db: Db, random: Random) => pick(db, random, "contact", "contact_id");
const company = (db: Db, random: Random) => pick(db, random, "company", "company_id");
const role = (db: Db, random: Random) => pick(db, random, "portal_role", "role_id", sql`system_key is null`);
const group = (db: Db, random: Random) => pick(db, random, "access_group", "group_id");
const queue = (db: Db, random: Random) => pick(db, random, "queue", "queue_id");
const ticket = (db: Db, random: Random) => pick(db, random, "ticket", "ticket_id", sql`state_class <> 'gone'`);

const daysAgo = ({ int }: Random, now: number): string => new Date(now - int(80) * 86_400_000).toISOString();

const inDays = (days: number, now: number): string => new Date(now + days * 86_400_000).toISOString();

/** Of what is still to come. */
const sometimesLater = (random: Random, now: number): { from?: string } => (random.chance(0.2) ? { from: inDays(1 + random.int(5), now) } : {});

async function roleForATime(db: Db, random: Random, now: number) {
  if (random.chance(0.2)) return null;
  const { id: roleId } = await role(db, random);
  return random.chance(0.3) ? { roleId, from: inDays(2, now), until: inDays(4, now) } : { roleId, until: inDays(random.chance(0.5) ? 1 : 0, now) };
}

/** By a name for the failure's sentence. */
export const randomChanges = (now: number): Record<string, Make> => ({
  "a right": async (db, random) => {
    const { id } = await group(db, random);
    const { rows } = await sql<{ version: number }>`select rights_version as version from access_group where group_id = ${id}`.execute(db);
    const subject = random.one([
      "everyContact" as const,
      "everyCompany" as const,
      { contactId: (await contact(db, random)).id },
      { companyId: (await company(db, random)).id, context: "own" as const },
      { companyId: (await company(db, random)).id, context: "others" as const },
    ]);
    const rights = random.one([[], ["read"], ["create"], ["read", "create"], ["edit"]]);
    return {
      method: "PATCH",
      path: `/api/v1/groups/${id}/rights`,
      body: { version: rows[0]?.version ?? 1, changes: [{ subject, rights, ...sometimesLater(random, now) }] },
    };
  },
  "a membership": async (db, random) => {
    const body = {
      companyId: (await company(db, random)).id,
      roleId: (await role(db, random)).id,
      primary: random.chance(0.5),
      ...(random.chance(0.4) ? { roleForATime: await roleForATime(db, random, now) } : {}),
      ...(random.chance(0.3) ? { seesSince: daysAgo(random, now) } : {}),
      ...(random.chance(0.3) ? { until: daysAgo(random, now), keepsOwnTickets: random.chance(0.5) } : sometimesLater(random, now)),
    };
    return { method: "PUT", path: `/api/v1/contacts/${(await contact(db, random)).id}/memberships`, body };
  },
  "no membership": async (db, random) => {
    const { rows } = await sql<{ contact_id: string; company_id: string }>`select contact_id, company_id from membership order by membership_id`.execute(db);
    const one = rows[random.int(rows.length)];
    return { method: "DELETE", path: `/api/v1/contacts/${one?.contact_id}/memberships/${one?.company_id}` };
  },
  "a role": async (db, random) => {
    const { id, version } = await role(db, random);
    const change = random.one([
      { scope: random.one(["own", "company", "companyAndBelow"]) },
      { verbs: VERBS.filter(() => random.chance(0.8)) },
      { confidential: random.chance(0.5) },
    ]);
    return { method: "PATCH", path: `/api/v1/roles/${id}`, body: { version, ...change } };
  },
  "a group": async (db, random) => {
    const { id, version } = await group(db, random);
    return { method: "PATCH", path: `/api/v1/groups/${id}`, body: { version, state: random.one(["active", "closed"]) } };
  },
  "a queue": async (db, random) => {
    const { id, version } = await queue(db, random);
    const change = random.one([{ groupId: (await group(db, random)).id }, { confidential: random.chance(0.5) }, { state: random.one(["active", "closed"]) }]);
    return { method: "PATCH", path: `/api/v1/queues/${id}`, body: { version, ...change } };
  },
  "a company": async (db, random) => {
    const { id, version } = await company(db, random);
    const change = random.one([
      { state: random.one(["active", "suspended", "closed"]) },
      { portalEnabled: random.chance(0.5) },
      { parentId: random.chance(0.3) ? null : (await company(db, random)).id },
      { billedByCompanyId: random.chance(0.3) ? null : (await company(db, random)).id },
      { name: `Renamed ${random.int(1000)}` },
    ]);
    return { method: "PATCH", path: `/api/v1/companies/${id}`, body: { version, ...change } };
  },
  "a contact": async (db, random) => {
    const { id, version } = await contact(db, random);
    return { method: "PATCH", path: `/api/v1/contacts/${id}`, body: { version, state: random.one(["active", "suspended", "closed"]) } };
  },
  "a setting": async (_db, random) => {
    const values = random.one([
      { "access.restrictQueuesByGroup": random.chance(0.5) },
      { "access.otherCompanies": random.chance(0.5) },
      { "access.companyTickets": random.chance(0.5) },
      { "portal.readOnly": random.chance(0.5) },
      { "access.projectPermissions": random.one(PROJECT_PERMISSIONS) },
      { "access.internalProjects": random.chance(0.5) },
      { "access.familyTickets": random.one(FAMILY_TICKETS) },
      { "access.parentSeesTickets": random.chance(0.5) },
      { "tickets.hideBefore": random.chance(0.4) ? null : daysAgo(random, now) },
    ]);
    return { method: "PATCH", path: "/api/v1/settings", body: { values } };
  },
  "a company's setting": async (db, random) => {
    const values = random.one([
      { "tickets.hideBefore": random.chance(0.4) ? null : daysAgo(random, now) },
      { "access.familyTickets": random.one(FAMILY_TICKETS) },
      { "access.parentSeesTickets": random.chance(0.5) },
    ]);
    return { method: "PATCH", path: `/api/v1/companies/${(await company(db, random)).id}/settings`, body: { values } };
  },
  "a grant": async (db, random) => {
    const { rows } = await sql<{ contact_id: string; project_id: string }>`
      select m.contact_id, p.project_id from membership m join project p on p.company_id = m.company_id or p.company_id is null order by 1, 2`.execute(db);
    const one = rows[random.int(rows.length)];
    const tasks = await sql<{ id: string }>`select task_id as id from task where project_id = ${one?.project_id ?? null} order by 1 limit 1`.execute(db);
    const body = {
      projectId: one?.project_id,
      tasks: random.one(["all", "existing", tasks.rows.map(({ id }) => id)]),
      readOnly: random.chance(0.5),
      scope: random.one(["gate", "withoutContact", "wholeProject"]),
      ...sometimesLater(random, now),
    };
    return { method: "POST", path: `/api/v1/contacts/${one?.contact_id}/grants`, body };
  },
  "no grant": async (db, random) => {
    const { rows } = await sql<{ contact_id: string; grant_id: string }>`select contact_id, grant_id from project_grant order by 1, 2`.execute(db);
    const one = rows[random.int(rows.length)];
    return { method: "DELETE", path: `/api/v1/contacts/${one?.contact_id}/grants/${one?.grant_id}` };
  },
  "a project": async (db, random) => {
    const { id, version } = await pick(db, random, "project", "project_id");
    const change = random.one([
      { companyId: random.chance(0.3) ? null : (await company(db, random)).id, endGrants: true },
      { name: `Renamed ${random.int(1000)}` },
    ]);
    return { method: "PATCH", path: `/api/v1/projects/${id}`, body: { version, ...change } };
  },
  "a task": async (db, random) => {
    const { rows } = await sql<{ task_id: string; project_id: string; version: number }>`select task_id, project_id, version from task order by 1`.execute(db);
    const one = rows[random.int(rows.length)];
    const { id } = await pick(db, random, "project", "project_id");
    return { method: "PATCH", path: `/api/v1/projects/${one?.project_id}/tasks/${one?.task_id}`, body: { version: one?.version, projectId: id } };
  },
  "a category": async (db, random) => {
    const { id, version } = await pick(db, random, "category", "category_id");
    return { method: "PATCH", path: `/api/v1/categories/${id}`, body: { version, confidential: random.chance(0.5) } };
  },
  "a ticket": async (db, random) => {
    const { id, version } = await ticket(db, random);
    const change = random.one([
      { queueId: (await queue(db, random)).id },
      { companyId: random.chance(0.2) ? null : (await company(db, random)).id, contactId: null },
      { contactId: random.chance(0.2) ? null : (await contact(db, random)).id },
      { confidential: random.chance(0.5) },
    ]);
    return { method: "PATCH", path: `/api/v1/tickets/${id}`, body: { version, ...change } };
  },
  "many tickets": async (db, random) => {
    const ids = [(await ticket(db, random)).id, (await ticket(db, random)).id, (await ticket(db, random)).id];
    return { method: "POST", path: "/api/v1/tickets/bulk", body: { ids, change: { queueId: (await queue(db, random)).id } } };
  },
  "a participant": async (db, random) => {
    const level = random.one(["read", "reply"]);
    const body = random.chance(0.5) ? { contactId: (await contact(db, random)).id, level } : { companyId: (await company(db, random)).id, level };
    return { method: "POST", path: `/api/v1/tickets/${(await ticket(db, random)).id}/participants`, body };
  },
  "no participant": async (db, random) => {
    const { rows } = await sql<{ ticket_id: string; participant_id: string }>`select ticket_id, participant_id from participant order by 1, 2`.execute(db);
    const one = rows[random.int(rows.length)];
    return { method: "DELETE", path: `/api/v1/tickets/${one?.ticket_id}/participants/${one?.participant_id}` };
  },
});
