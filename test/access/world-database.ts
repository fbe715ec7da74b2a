/** A world as rows of a database, inside a transaction that the caller rolls back. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#server/platform/db/connect.ts";
import type { Instant, World } from "./world.ts";

const at = (instant: Instant | null): Date | null => (instant === null ? null : new Date(instant));
export const PRIORITIES = { urgent: "00000000-0000-7000-8000-000000000104", normal: "00000000-0000-7000-8000-000000000103" } as const;
const statusIds = { new: 201, open: 202, pending: 203, done: 204, closed: 205, removed: 206, merged: 207 } as const;

export async function insertWorld(db: Tx, world: World): Promise<void> {
  const setting = (key: string, value: unknown, companyId: string | null = null) => ({
    setting_id: randomUUIDv7(),
    setting_key: key,
    company_id: companyId,
    value: JSON.stringify(value),
  });
  const { settings } = world;
  await db
    .insertInto("company")
    .values(
      world.companies.map((company) => ({
        company_id: company.id,
        number: company.id,
        name: company.id,
        state: company.state,
        portal_enabled: company.portalEnabled,
        parent_id: company.parentId,
        billed_by_company_id: company.billedById,
      })),
    )
    .execute();
  await db
    .insertInto("setting")
    .values([
      setting("access.restrictQueuesByGroup", settings.restrictQueuesByGroup),
      setting("access.otherCompanies", settings.otherCompanies),
      setting("access.companyTickets", settings.companyTickets),
      setting("portal.readOnly", settings.readOnly),
      setting("access.projectPermissions", settings.projectPermissions),
      setting("access.internalProjects", settings.internalProjects),
      setting("access.familyTickets", settings.familyTickets),
      setting("access.parentSeesTickets", settings.parentSeesTickets),
      ...Object.entries(settings.view).map(([part, value]) => setting(`view.${part}`, value)),
      ...world.companies.flatMap(({ id, view }) =>
        Object.entries(view).flatMap(([part, value]) => (value === null ? [] : [setting(`view.${part}`, value, id)])),
      ),
      ...world.companies.flatMap(({ id, familyTickets, parentSeesTickets }) => [
        ...(familyTickets === null ? [] : [setting("access.familyTickets", familyTickets, id)]),
        ...(parentSeesTickets === null ? [] : [setting("access.parentSeesTickets", parentSeesTickets, id)]),
      ]),
      ...(settings.hideTicketsBefore === null ? [] : [setting("tickets.hideBefore", new Date(settings.hideTicketsBefore).toISOString())]),
      ...world.companies.flatMap((company) =>
        company.hideTicketsBefore === null ? [] : [setting("tickets.hideBefore", new Date(company.hideTicketsBefore).toISOString(), company.id)],
      ),
    ])
    .execute();
  await db
    .insertInto("portal_role")
    .values(
      world.roles.map((role) => ({
        role_id: role.id,
        name: role.id,
        scope: role.scope,
        verbs: role.verbs,
        confidential: role.confidential,
        create_for_subsidiaries: role.createForSubsidiaries,
        is_desk: role.desk,
      })),
    )
    .execute();
  await db
    .insertInto("contact")
    .values(world.contacts.map((contact) => ({ contact_id: contact.id, last_name: contact.id, state: contact.state })))
    .execute();
  if (world.memberships.length > 0) {
    await db
      .insertInto("membership")
      .values(
        world.memberships.map((membership) => ({
          membership_id: membership.id,
          contact_id: membership.contactId,
          company_id: membership.companyId,
          role_id: membership.roleId,
          for_a_time_role_id: membership.roleForATime?.roleId ?? null,
          for_a_time_starts_at: at(membership.roleForATime?.from ?? null),
          for_a_time_ends_at: at(membership.roleForATime?.until ?? null),
          carries_group_rights: membership.carriesGroupRights,
          keeps_own_tickets: membership.keepsOwnTickets,
          sees_since: at(membership.seesSince),
          starts_at: at(membership.from),
          ends_at: at(membership.until),
        })),
      )
      .execute();
  }
  await db
    .insertInto("access_group")
    .values(world.groups.map((group) => ({ group_id: group.id, name: group.id, state: group.active ? "active" : "closed" })))
    .execute();
  await db
    .insertInto("queue")
    .values(
      world.queues.map((queue) => ({
        queue_id: queue.id,
        name: queue.id,
        group_id: queue.groupId,
        state: queue.active ? "active" : "closed",
        confidential: queue.confidential,
      })),
    )
    .execute();
  await insertProjects(db, world);
  if (world.rights.length > 0) await db.insertInto("group_right").values(world.rights.map(rightRow)).execute();
  await db
    .insertInto("ticket")
    .values(
      world.tickets.map((ticket, position) => ({
        ticket_id: ticket.id,
        number: `W${position}`,
        subject: "findable words",
        status_id: `00000000-0000-7000-8000-000000000${statusIds[ticket.statusType]}`,
        status_type: ticket.statusType,
        priority_id: PRIORITIES[ticket.urgent ? "urgent" : "normal"],
        queue_id: ticket.queueId,
        company_id: ticket.companyId,
        contact_id: ticket.contactId,
        confidential: ticket.confidential,
        created_at: new Date(ticket.createdAt),
        // Several share an instant, so that ties are paged as well.
        changed_at: new Date(ticket.createdAt - (ticket.createdAt % (7 * 86_400_000)) + 7 * 86_400_000),
      })),
    )
    .execute();
  await insertPartsOfTickets(db, world);
  if (world.participations.length > 0) {
    await db
      .insertInto("participant")
      .values(
        world.participations.map((participation) => ({
          participant_id: randomUUIDv7(),
          ticket_id: participation.ticketId,
          contact_id: participation.contactId,
          company_id: participation.companyId,
          level: participation.level,
          added_by_kind: participation.addedBy,
        })),
      )
      .execute();
  }
  await sql`select refresh_ticket_search(array(select ticket_id from ticket))`.execute(db);
}

/** With the companies as they were when everything was granted: what later belongs elsewhere is not covered any more. */
async function insertProjects(db: Tx, world: World): Promise<void> {
  await db
    .insertInto("category")
    .values(world.categories.map(({ id, confidential }) => ({ category_id: id, name: id, confidential })))
    .execute();
  await db
    .insertInto("project")
    .values(world.projects.map(({ id, companyId }) => ({ project_id: id, number: id, name: id, company_id: companyId })))
    .execute();
  await db
    .insertInto("task")
    .values(world.tasks.map(({ id, projectId }) => ({ task_id: id, project_id: projectId, name: id })))
    .execute();
  if (world.grants.length === 0) return;
  const companyOf = new Map(world.projects.map((project) => [project.id, project.companyId]));
  await db
    .insertInto("project_grant")
    .values(
      world.grants.map((grant) => ({
        grant_id: grant.id,
        contact_id: grant.contactId,
        project_id: grant.projectId,
        company_id: companyOf.get(grant.projectId) ?? null,
        tasks: grant.tasks,
        read_only: grant.readOnly,
        scope: grant.scope,
        hours: grant.hours,
        sees_since: at(grant.seesSince),
        starts_at: at(grant.from),
        ends_at: at(grant.until),
      })),
    )
    .execute();
  const listed = world.grants.flatMap((grant) => grant.taskIds.map((taskId) => ({ grant_id: grant.id, task_id: taskId })));
  if (listed.length > 0) await db.insertInto("project_grant_task").values(listed).execute();
}

async function insertPartsOfTickets(db: Tx, world: World): Promise<void> {
  const pairs = world.tickets.flatMap((ticket) => ticket.projects.map((pair, position) => ({ ticket, pair, position })));
  if (pairs.length > 0) {
    await db
      .insertInto("ticket_project")
      .values(
        pairs.map(({ ticket, pair, position }) => ({
          ticket_project_id: randomUUIDv7(),
          ticket_id: ticket.id,
          project_id: pair.projectId,
          task_id: pair.taskId,
          is_primary: position === 0,
        })),
      )
      .execute();
  }
  const categories = world.tickets.flatMap((ticket) => ticket.categoryIds.map((categoryId) => ({ ticket_id: ticket.id, category_id: categoryId })));
  if (categories.length > 0) {
    await db
      .insertInto("ticket_category")
      .values(categories.map((one) => ({ ticket_category_id: randomUUIDv7(), ...one })))
      .execute();
  }
}

function rightRow(right: World["rights"][number]) {
  const { subject } = right;
  const who =
    subject === "everyContact"
      ? { everybody: "contact" }
      : subject === "everyCompany"
        ? { everybody: "company" }
        : "contactId" in subject
          ? { contact_id: subject.contactId }
          : { company_id: subject.companyId, context: subject.context };
  return {
    group_right_id: randomUUIDv7(),
    group_id: right.groupId,
    ...who,
    can_read: right.read,
    can_create: right.create,
    can_edit: right.edit,
    starts_at: at(right.from),
    ends_at: at(right.until),
  };
}
