/** Lists and tickets that are told again (docs/decisions/0019-answers-told-again.md): never a different answer than a new one would be. */
import { randomUUIDv7 } from "node:crypto";
import fc from "fast-check";
import { Kysely, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getPortalTicket, listPortalTickets } from "#contract/portal-ticket.ts";
import { getTicket, listTickets as listTicketsEndpoint } from "#contract/ticket.ts";
import { deleteRecentChanges } from "#server/platform/db/recent-changes.ts";
import type { DB } from "#server/platform/db/schema-types.ts";
import { SharingDialect } from "#server/platform/db/shared-arrays.ts";
import { createGivenAnswers } from "#server/platform/http/told-answers.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES, statusIdOf } from "#test/builders.ts";

let app: TestApp;
/** Answers that were made anew since the last look. */
let made = 0;
beforeAll(async () => {
  app = await startTestApp();
  await app.setting("access.restrictQueuesByGroup", true);
  await app.setting("access.otherCompanies", true);
  const { find, keep } = app.kernel.givenAnswers;
  const counting: typeof keep = (...given) => {
    made += 1;
    keep(...given);
  };
  app.kernel.givenAnswers = { find, keep: counting };
});
afterAll(() => app.close());

const minute = 60_000;

/** A contact who reaches tickets on every path, an agent of one group, and everything that their lists are made from. */
async function world() {
  const [home, below, partner, foreign] = [await app.company(), await app.company(), await app.company(), await app.company()];
  await app.db.updateTable("company").set({ parent_id: home }).where("company_id", "=", below).execute();
  const groupId = await app.group();
  const queueId = await app.queue(groupId);
  const otherQueueId = await app.queue();
  const rightId = await app.right(groupId, { company_id: home, context: "own", can_read: true });
  await app.right(groupId, { company_id: home, context: "others", can_read: true });
  const partnerRightId = await app.right(groupId, { company_id: partner, context: "own", can_read: true });
  const contactId = await app.contact();
  const membershipId = await app.membership(contactId, home, { role_id: ROLES.manager, is_primary: true });
  const colleagueId = await app.person(home);
  const ticketOf = (companyId: string, values: { contact_id?: string; queue_id?: string } = {}) =>
    app.ticket({ queue_id: queueId, company_id: companyId, contact_id: colleagueId, ...values });
  const tickets = [await ticketOf(home), await ticketOf(home, { contact_id: contactId }), await ticketOf(below), await ticketOf(partner)];
  const shared = await ticketOf(foreign, { queue_id: otherQueueId });
  const participantId = await app.participant(shared, { contact_id: contactId });
  const family = await familyOf(home, contactId, ticketOf);
  const agent = await app.agent();
  await app.agentRight(agent.agentId, groupId);
  const signed: Signed[] = [await app.signIn({ contactId }), agent, await app.administrator()];
  return {
    ...{ home, below, partner, foreign, groupId, queueId, otherQueueId, rightId, partnerRightId, contactId, membershipId, colleagueId },
    ...{ tickets: [...tickets, shared, ...family.tickets], shared, participantId, agent, signed, ticketOf, ...family.rest },
  };
}

/** The parent, a company that is billed to the home company, and a project with a task and a grant. */
async function familyOf(home: string, contactId: string, ticketOf: (companyId: string) => Promise<string>) {
  const [above, billed, elsewhere] = [await app.company(), await app.company(), await app.company()];
  await app.db.updateTable("company").set({ parent_id: above }).where("company_id", "=", home).execute();
  await app.db.updateTable("company").set({ billed_by_company_id: home }).where("company_id", "=", billed).execute();
  await app.setting("access.familyTickets", "allContacts", home);
  const [projectId, otherProjectId] = [await app.project(home), await app.project(home)];
  const taskId = await app.task(projectId);
  const grantId = await app.grant(contactId, projectId, { tasks: "named", scope: "wholeProject" }, [taskId]);
  const [ofAbove, ofBilled, ofProject] = [await ticketOf(above), await ticketOf(billed), await ticketOf(elsewhere)];
  await app.ticketProject(ofProject, projectId, { task_id: taskId });
  const categoryId = await app.category({ confidential: true });
  return { tickets: [ofAbove, ofBilled, ofProject], rest: { above, billed, projectId, otherProjectId, taskId, grantId, ofProject, categoryId } };
}
type World = Awaited<ReturnType<typeof world>>;

const lists = ({ signed: [contact, agent, administrator] }: World) =>
  Promise.all([
    app.ask(contact ?? null, listPortalTickets),
    app.ask(contact ?? null, listPortalTickets, { query: { view: "billed" } }),
    app.ask(agent ?? null, listTicketsEndpoint),
    app.ask(administrator ?? null, listTicketsEndpoint),
  ]);
const opened = ({ signed: [contact, agent], tickets }: World) =>
  Promise.all(tickets.flatMap((id) => [app.ask(contact ?? null, getPortalTicket, { params: { id } }), app.ask(agent ?? null, getTicket, { params: { id } })]));
const bodies = async (one: World) => [...(await lists(one)), ...(await opened(one))].map(({ status, body }) => ({ status, body }));

/** The same questions to a memory that is empty. */
async function anew(one: World) {
  const { givenAnswers } = app.kernel;
  app.kernel.givenAnswers = createGivenAnswers();
  try {
    return await bodies(one);
  } finally {
    app.kernel.givenAnswers = givenAnswers;
  }
}

/** Every kind of change that may show in a list, by whoever writes it. */
const changes: Record<string, (one: World, pick: number) => Promise<unknown>> = {
  "a ticket's subject": ({ tickets }, pick) => setTicket(tickets, pick, { subject: `Subject ${pick} ${randomUUIDv7()}` }),
  "a ticket's status": ({ tickets }, pick) => {
    const type = (["open", "closed", "removed", "pending"] as const)[pick % 4] ?? "open";
    return setTicket(tickets, pick, { status_id: statusIdOf(type), status_type: type });
  },
  "a ticket's company": ({ tickets, home, below, partner, foreign }, pick) =>
    setTicket(tickets, pick, { company_id: [home, below, partner, foreign][pick % 4] }),
  "a ticket's queue": ({ tickets, queueId, otherQueueId }, pick) => setTicket(tickets, pick, { queue_id: [queueId, otherQueueId][pick % 2] }),
  "a ticket's contact": ({ tickets, contactId, colleagueId }, pick) => setTicket(tickets, pick, { contact_id: [contactId, colleagueId][pick % 2] }),
  "a ticket's mark": ({ tickets }, pick) => setTicket(tickets, pick, { confidential: pick % 2 === 0 }),
  "an answer": ({ tickets, colleagueId }, pick) =>
    app.article(tickets[pick % tickets.length] ?? "", pick % 2 === 0 ? {} : { author_kind: "contact", contact_id: colleagueId }),
  "an answer that is taken back": ({ tickets }, pick) =>
    app.db
      .deleteFrom("article")
      .where("ticket_id", "=", tickets[pick % tickets.length] ?? "")
      .execute(),
  "time that is booked": async ({ tickets, agent }, pick) => app.timeEntry(tickets[pick % tickets.length] ?? "", agent.agentId, { minutes: 10 + pick }),
  "a merged ticket": ({ tickets, foreign }, pick) =>
    setTicket([tickets[0] ?? ""], 0, { status_id: statusIdOf("merged"), status_type: "merged", merged_into_id: tickets[1 + (pick % 4)], company_id: foreign }),
  "a new ticket": ({ ticketOf, home, below, partner, foreign }, pick) => ticketOf([home, below, partner, foreign][pick % 4] ?? home),
  "somebody added": ({ tickets, contactId }, pick) => addOnce(tickets[pick % tickets.length] ?? "", { contact_id: contactId }),
  "a company added": ({ tickets, home }, pick) => addOnce(tickets[pick % tickets.length] ?? "", { company_id: home }),
  "a level of somebody added": ({ shared }, pick) =>
    app.db
      .updateTable("participant")
      .set({ level: (["read", "reply"] as const)[pick % 2] })
      .where("ticket_id", "=", shared)
      .execute(),
  "somebody taken off": ({ participantId }) => app.db.deleteFrom("participant").where("participant_id", "=", participantId).execute(),
  "a right of the own company": ({ rightId }, pick) =>
    app.db
      .updateTable("group_right")
      .set({ can_edit: pick % 2 === 0 })
      .where("group_right_id", "=", rightId)
      .execute(),
  "a right of the partner": ({ partnerRightId }, pick) =>
    app.db
      .updateTable("group_right")
      .set({ ends_at: pick % 2 === 0 ? new Date(0) : null })
      .where("group_right_id", "=", partnerRightId)
      .execute(),
  "a role": ({ membershipId }, pick) =>
    app.db
      .updateTable("membership")
      .set({ role_id: [ROLES.basic, ROLES.advanced, ROLES.manager][pick % 3] })
      .where("membership_id", "=", membershipId)
      .execute(),
  "a company's state": ({ partner, below }, pick) =>
    app.db
      .updateTable("company")
      .set({ state: pick % 2 === 0 ? "active" : "closed" })
      .where("company_id", "=", pick % 3 === 0 ? partner : below)
      .execute(),
  "a company's parent": ({ home, foreign }, pick) =>
    app.db
      .updateTable("company")
      .set({ parent_id: pick % 2 === 0 ? home : null })
      .where("company_id", "=", foreign)
      .execute(),
  "a new company below, with a ticket": async ({ home, ticketOf }) => ticketOf(await app.company({ parent_id: home })),
  "a company's name": ({ home }) =>
    app.db
      .updateTable("company")
      .set({ name: `Named ${randomUUIDv7()}` })
      .where("company_id", "=", home)
      .execute(),
  "a contact's name": ({ colleagueId }) =>
    app.db
      .updateTable("contact")
      .set({ last_name: `Named ${randomUUIDv7()}` })
      .where("contact_id", "=", colleagueId)
      .execute(),
  "a queue's name": ({ queueId }) =>
    app.db
      .updateTable("queue")
      .set({ name: `Named ${randomUUIDv7()}` })
      .where("queue_id", "=", queueId)
      .execute(),
  "a queue's group": ({ queueId, groupId }, pick) => (pick % 4 === 0 ? moveQueue(queueId, app.group()) : moveQueue(queueId, Promise.resolve(groupId))),
  "a group's state": ({ groupId }, pick) =>
    app.db
      .updateTable("access_group")
      .set({ state: pick % 3 === 0 ? "closed" : "active" })
      .where("group_id", "=", groupId)
      .execute(),
  "a status's name": () =>
    app.db
      .updateTable("ticket_status")
      .set({ name: `Named ${randomUUIDv7()}` })
      .where("status_id", "=", statusIdOf("open"))
      .execute(),
  "an agent's rights": ({ agent }, pick) =>
    app.db
      .updateTable("agent_right")
      .set({ can_edit: pick % 2 === 0, can_read: true })
      .where("agent_id", "=", agent.agentId)
      .execute(),
  "an agent's name, assigned": async ({ agent, tickets }, pick) => {
    await setTicket(tickets, pick, { assignee_id: agent.agentId });
    await app.db
      .updateTable("agent")
      .set({ last_name: `Named ${randomUUIDv7()}` })
      .where("agent_id", "=", agent.agentId)
      .execute();
  },
  "a ticket's project": async ({ ofProject, otherProjectId, taskId }, pick) => {
    await app.db.deleteFrom("ticket_project").where("ticket_id", "=", ofProject).where("is_primary", "=", false).execute();
    await app.db
      .updateTable("ticket_project")
      .set(pick % 2 === 0 ? { project_id: otherProjectId, task_id: null } : { project_id: projectOf(taskId), task_id: taskId })
      .where("ticket_id", "=", ofProject)
      .where("is_primary", "=", true)
      .execute();
  },
  "a ticket that leaves its projects": ({ ofProject }) => app.db.deleteFrom("ticket_project").where("ticket_id", "=", ofProject).execute(),
  "a secondary project": async ({ tickets, taskId }, pick) => {
    const ticketId = tickets[pick % tickets.length] ?? "";
    await app.db.deleteFrom("ticket_project").where("ticket_id", "=", ticketId).where("is_primary", "=", false).execute();
    await sql`insert into ticket_project (ticket_project_id, ticket_id, project_id, task_id) values (${randomUUIDv7()}, ${ticketId}, ${projectOf(taskId)}, ${taskId})
      on conflict do nothing`.execute(app.db);
  },
  "a task that moves": ({ taskId, projectId, otherProjectId }, pick) =>
    app.db
      .updateTable("task")
      .set({ project_id: pick % 2 === 0 ? otherProjectId : projectId })
      .where("task_id", "=", taskId)
      .execute(),
  "the tasks of a grant": ({ grantId, taskId }, pick) =>
    pick % 2 === 0
      ? app.db.deleteFrom("project_grant_task").where("grant_id", "=", grantId).execute()
      : sql`insert into project_grant_task (grant_id, task_id) values (${grantId}, ${taskId}) on conflict do nothing`.execute(app.db),
  "a grant": ({ grantId }, pick) =>
    app.db
      .updateTable("project_grant")
      .set({ scope: pick % 2 === 0 ? "gate" : "wholeProject", ends_at: pick % 3 === 0 ? new Date(1) : null })
      .where("grant_id", "=", grantId)
      .execute(),
  "a ticket's category": ({ tickets, categoryId }, pick) => app.ticketCategory(tickets[pick % tickets.length] ?? "", categoryId),
  "a category taken away": ({ categoryId }) => app.db.deleteFrom("ticket_category").where("category_id", "=", categoryId).execute(),
  "a category's mark": ({ categoryId }, pick) =>
    app.db
      .updateTable("category")
      .set({ confidential: pick % 2 === 0 })
      .where("category_id", "=", categoryId)
      .execute(),
  "who is billed": ({ billed, partner, home }, pick) =>
    app.db
      .updateTable("company")
      .set({ billed_by_company_id: pick % 2 === 0 ? null : home })
      .where("company_id", "=", pick % 3 === 0 ? partner : billed)
      .execute(),
  "whether tickets of the parent are shown": async ({ home }, pick) => {
    await app.db.deleteFrom("setting").where("company_id", "=", home).where("setting_key", "=", "access.familyTickets").execute();
    await app.setting("access.familyTickets", pick % 2 === 0 ? "deskUsers" : "allContacts", home);
  },
  "a window of the company": async ({ home }, pick) => {
    await app.db.deleteFrom("setting").where("company_id", "=", home).where("setting_key", "=", "tickets.hideBefore").execute();
    if (pick % 2 === 0) await app.setting("tickets.hideBefore", new Date(app.now().getTime() + minute).toISOString(), home);
  },
};

/** It may have moved to another project before. */
const projectOf = (taskId: string) => sql<string>`(select project_id from task where task_id = ${taskId}::uuid)`;
const setTicket = (tickets: readonly string[], pick: number, values: Record<string, unknown>) =>
  app.db
    .updateTable("ticket")
    .set({ ...values, changed_at: app.now() })
    .where("ticket_id", "=", tickets[pick % tickets.length] ?? "")
    .execute();
const moveQueue = async (queueId: string, groupId: Promise<string>) =>
  app.db
    .updateTable("queue")
    .set({ group_id: await groupId })
    .where("queue_id", "=", queueId)
    .execute();
async function addOnce(ticketId: string, who: { contact_id?: string; company_id?: string }) {
  const there = await app.db
    .selectFrom("participant")
    .select("participant_id")
    .where("ticket_id", "=", ticketId)
    .where((eb) => eb.or([eb("contact_id", "=", who.contact_id ?? null), eb("company_id", "=", who.company_id ?? null)]))
    .executeTakeFirst();
  if (!there) await app.participant(ticketId, who);
}

describe("a list that is told again", () => {
  test("is not made again while nothing of it changes, whatever happens elsewhere", async () => {
    const one = await world();
    // Two first questions of a person at the same moment may remember two equal accesses: only one of the answers is told again.
    await bodies(one);
    await bodies(one);
    made = 0;
    const [contact, billed, agent] = await lists(one);
    await opened(one);
    expect(made).toBe(0);
    expect(contact?.headers.get("content-type")).toBe("application/json");
    expect([contact?.body.items.length, billed?.body.items.length]).toEqual([7, 1]);
    const elsewhere = await app.ticket({ queue_id: await app.queue(), company_id: await app.company(), contact_id: await app.contact() });
    await bodies(one);
    made = 0;
    await app.db.updateTable("ticket").set({ subject: "Elsewhere" }).where("ticket_id", "=", elsewhere).execute();
    expect((await lists(one)).slice(0, 3).map(({ body }) => body)).toEqual([contact?.body, billed?.body, agent?.body]);
    // The administrator's list is everybody's.
    expect(made).toBe(1);
  });

  for (const [what, change] of Object.entries(changes)) {
    test(`follows ${what} at once`, async () => {
      const one = await world();
      for (const pick of [0, 1, 2, 3]) {
        await bodies(one);
        await change(one, pick);
        expect(await bodies(one)).toEqual(await anew(one));
      }
    });
  }

  test("is what a new one would be after any changes in any order", async () => {
    const step = fc.record({ kind: fc.constantFrom(...Object.keys(changes)), pick: fc.nat(11), asked: fc.boolean() });
    const one = await world();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const { kind, pick, asked } of steps) {
          await changes[kind]?.(one, pick);
          if (asked) expect(await bodies(one)).toEqual(await anew(one));
        }
        expect(await bodies(one)).toEqual(await anew(one));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  test("follows a change that began before it was made and was committed after, even when that is forgotten", async () => {
    const one = await world();
    const client = new pg.Client(app.address as pg.ClientConfig);
    await client.connect();
    try {
      for (const forgets of [false, true]) {
        await client.query("begin");
        await client.query("update ticket set subject = subject || '!' where ticket_id = $1", [one.tickets[0]]);
        await app.company(); // a younger transaction that is over before
        const before = await bodies(one);
        expect(await bodies(one)).toEqual(before);
        await client.query("commit");
        if (forgets) await deleteRecentChanges(app.db, new Date(Date.now() + minute));
        const after = await bodies(one);
        expect(after).not.toEqual(before);
        expect(after).toEqual(await anew(one));
      }
    } finally {
      await client.end();
    }
  });

  test("is made again when so much is forgotten that nobody knows any more", async () => {
    const one = await world();
    await bodies(one);
    await setTicket(one.tickets, 0, { subject: "Changed" });
    await deleteRecentChanges(app.db, new Date(Date.now() + minute));
    expect((await sql`select from recent_change`.execute(app.db)).rows).toEqual([]);
    expect(await bodies(one)).toEqual(await anew(one));
    made = 0;
    await bodies(one);
    expect(made).toBe(0);
  });

  test("ends by itself when a partner's right begins or ends", async () => {
    const one = await world();
    await app.db
      .updateTable("group_right")
      .set({ ends_at: new Date(app.now().getTime() + minute) })
      .where("group_right_id", "=", one.partnerRightId)
      .execute();
    const [before] = await lists(one);
    expect(before?.body.items.map((ticket) => ticket.id)).toContain(one.tickets[3]);
    await lists(one);
    app.later(2 * minute);
    const [after] = await lists(one);
    expect(after?.body.items.map((ticket) => ticket.id)).not.toContain(one.tickets[3]);
  });

  test("speaks the language in which it is asked, and belongs to one person alone", async () => {
    const one = await world();
    const labels = JSON.stringify({ de: "Offen", en: "Open" });
    await app.db.updateTable("ticket_status").set({ labels }).where("status_id", "=", statusIdOf("open")).execute();
    const german = await app.ask(one.agent, listTicketsEndpoint, { headers: { "accept-language": "de" } });
    const english = await app.ask(one.agent, listTicketsEndpoint, { headers: { "accept-language": "en" } });
    expect(german.body.items[0]?.statusLabel).not.toBe(english.body.items[0]?.statusLabel);
    const stranger = await app.signIn({ contactId: await app.person(await app.company()) });
    expect((await app.ask(stranger, listPortalTickets)).body.items).toEqual([]);
  });
});

async function mergedInto(target_id: string): Promise<void> {
  const { queue_id } = await app.db.selectFrom("ticket").select("queue_id").where("ticket_id", "=", target_id).executeTakeFirstOrThrow();
  const ticket_id = await app.ticket({ queue_id, type: "merged", merged_into_id: target_id });
  const { agentId } = await app.administrator();
  const merge = { ticket_merge_id: ticket_id, ticket_id, target_id, agent_id: agentId, merged_at: app.now(), former_status_id: statusIdOf("open") };
  await app.db.insertInto("ticket_merge").values(merge).execute();
}

test("every column that a list or an opened ticket reads touches them when it is written", async () => {
  const statements: string[] = [];
  const pool = new pg.Pool({ ...(app.address as pg.PoolConfig), max: 1 });
  const db = new Kysely<DB>({ dialect: new SharingDialect({ pool }), log: (event) => void statements.push(event.query.sql) });
  const one = await world();
  await app.article(one.ofProject);
  await app.ticketCategory(one.ofProject, one.categoryId);
  await app.ticketTag(one.ofProject, await app.tag());
  await mergedInto(one.ofProject);
  await app.timeEntry(one.ofProject, one.agent.agentId);
  const secondary = await app.project(one.home);
  await app.ticketProject(one.ofProject, secondary, { is_primary: false });
  const { databases } = app.kernel;
  app.kernel.databases = { ...databases, main: db, portal: db };
  try {
    await anew(one);
  } finally {
    app.kernel.databases = databases;
    await db.destroy();
  }
  const asked = statements.filter((text) => text.includes("company_text") || /from (article|time_entry)/.test(text));
  const { rows: columns } = await sql<{ table_name: string; column_name: string }>`
    select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
      and (c.table_name, c.column_name) not in (select k.table_name, k.column_name from information_schema.key_column_usage k
        join information_schema.table_constraints p using (constraint_schema, constraint_name) where p.constraint_type = 'PRIMARY KEY')`.execute(app.db);
  const reads = (text: string, table: string, column: string) =>
    [...text.matchAll(new RegExp(`(?:from|join) ${table} (?:as )?(\\w+)`, "g"))].some(([, alias]) => text.includes(`${alias}.${column}`));
  // What a grant says is a fact of its contact, and so under the contact's version.
  const underVersions = new Set(["project_grant", "project_grant_task"]);
  const readable = columns.filter(({ table_name }) => !underVersions.has(table_name));
  const read = readable.filter(({ table_name, column_name }) => asked.some((text) => reads(text, table_name, column_name)));
  expect(new Set(read.map((column) => column.table_name))).toEqual(
    new Set([
      "access_group",
      "agent",
      "article",
      "category",
      "company",
      "contact",
      "group_right",
      "participant",
      "priority",
      "project",
      "queue",
      "service",
      "setting",
      "tag",
      "task",
      "ticket",
      "ticket_category",
      "ticket_merge",
      "ticket_project",
      "ticket_status",
      "time_entry",
    ]),
  );
  const untouched: string[] = [];
  for (const { table_name, column_name } of read) {
    await sql`delete from recent_change`.execute(app.db);
    const [table, column] = [sql.id(table_name), sql.id(column_name)];
    await sql`update ${table} set ${column} = ${column}`.execute(app.db);
    if ((await sql`select from recent_change`.execute(app.db)).rows.length === 0) untouched.push(`${table_name}.${column_name}`);
  }
  expect(untouched).toEqual([]);
});
