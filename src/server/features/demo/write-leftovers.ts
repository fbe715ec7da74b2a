/** What lies about in every installation after a year, so that the check-up has something to find. Written last: nothing else is made differently by it. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import type { World } from "./world.ts";
import { dateOf } from "./write-customers.ts";
import { by } from "./write-provider.ts";

const names = {
  telephony: { de: "Telefonie", en: "Telephony" },
  cover: { de: "Urlaubsvertretung", en: "Holiday cover" },
  fax: { de: "Fax", en: "Fax" },
} as const;

export async function writeLeftovers(db: Queryable, world: World, log: Log): Promise<void> {
  await writeQueue(db, world, log);
  await writeEndedRight(db, world, log);
  await writeEndedMembership(db, world, log);
  await writeUnused(db, world, log);
}

/** A queue whose group nobody has a right on yet. */
async function writeQueue(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 9, "15:30");
  const [groupId, queueId] = [world.random.id(at), world.random.id(at)];
  const name = world.say(names.telephony);
  const stamps = { created_at: at, changed_at: at, valid_from: at };
  await insertRows(db, "access_group", [{ group_id: groupId, name, ...stamps }]);
  await insertRows(db, "queue", [{ queue_id: queueId, name, group_id: groupId, ...stamps }]);
  log.record(at, by(world, "eva"), { event: "group.created", subject: { kind: "group", id: groupId }, after: { name, comment: "" } });
  const after = { name, groupId, comment: "", state: "active", confidential: false, followUp: "possible" };
  log.record(at, by(world, "eva"), { event: "queue.created", subject: { kind: "queue", id: queueId }, after });
}

/** Insight for an audit that is long over. */
async function writeEndedRight(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 190, "10:05");
  const [groupId, companyId] = [world.groups.server, world.companies.seidel.id];
  const [starts, ends] = [dateOf(world, -190), dateOf(world, -160)];
  const holder = { group_id: groupId, company_id: companyId, context: "own", can_read: true, starts_at: starts, ends_at: ends };
  await insertRows(db, "group_right", [{ group_right_id: world.random.id(at), ...holder, set_by: world.agents.sabine.id, created_at: at, valid_from: at }]);
  const after = { context: "own", rights: ["read"], from: starts, until: ends };
  log.record(at, by(world, "sabine"), { event: "right.given", subject: { kind: "group", id: groupId }, companyId, before: null, after });
}

/** Somebody who helped out in the company next door. */
async function writeEndedMembership(db: Queryable, world: World, log: Log): Promise<void> {
  const person = world.people.find(({ company }) => company === "service");
  if (person === undefined) return;
  const at = daysAgo(world.now, 120, "08:50");
  const fields = { companyId: world.companies.logistik.id, roleId: world.roles.basic, primary: false, carriesGroupRights: true, keepsOwnTickets: false };
  const [starts, ends] = [dateOf(world, -120), dateOf(world, -75)];
  const stamps = { set_by: world.agents.sabine.id, created_at: at, changed_at: at, valid_from: at };
  const columns = { contact_id: person.id, company_id: fields.companyId, role_id: fields.roleId, starts_at: starts, ends_at: ends };
  await insertRows(db, "membership", [{ membership_id: world.random.id(at), ...columns, ...stamps }]);
  const about = { subject: { kind: "contact", id: person.id }, companyId: fields.companyId, contactId: person.id };
  log.record(at, by(world, "sabine"), { event: "membership.added", ...about, after: { ...fields, seesSince: null, from: starts, until: ends } });
}

/** A role that was never given and a service that nobody was offered. */
async function writeUnused(db: Queryable, world: World, log: Log): Promise<void> {
  const at = daysAgo(world.now, 98, "16:12");
  const [roleId, serviceId] = [world.random.id(at), world.random.id(at)];
  const role = { name: world.say(names.cover), scope: "company", verbs: ["read", "reply"], confidential: false };
  await insertRows(db, "portal_role", [{ role_id: roleId, ...role, created_at: at, changed_at: at, valid_from: at }]);
  await insertRows(db, "service", [{ service_id: serviceId, name: world.say(names.fax), created_at: at, changed_at: at }]);
  const rights = { createForSubsidiaries: false, managesPeople: false, assignableByManager: false };
  log.record(at, by(world, "eva"), { event: "role.created", subject: { kind: "role", id: roleId }, after: { ...role, ...rights } });
  const after = { name: world.say(names.fax), comment: "" };
  log.record(at, by(world, "eva"), { event: "service.created", subject: { kind: "service", id: serviceId }, after });
}
