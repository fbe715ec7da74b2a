/** Facts for tests in one line each: what is not said gets a sensible value. */
import { randomUUIDv7 } from "node:crypto";
import { type Insertable, sql } from "kysely";
import type { Db } from "#server/platform/db/connect.ts";
import type { DB } from "#server/platform/db/schema-types.ts";

type Some<Table extends keyof DB> = Partial<Insertable<DB[Table]>>;

export const ROLES = {
  basic: "00000000-0000-7000-8000-000000000001",
  advanced: "00000000-0000-7000-8000-000000000002",
  manager: "00000000-0000-7000-8000-000000000003",
} as const;
const NORMAL_PRIORITY = "00000000-0000-7000-8000-000000000103";
const STATUS = { new: "201", open: "202", pending: "203", done: "204", closed: "205", removed: "206", merged: "207" } as const;
type StatusName = keyof typeof STATUS;
export const statusIdOf = (type: StatusName): string => `00000000-0000-7000-8000-000000000${STATUS[type]}`;

export type Builders = ReturnType<typeof builders>;

export function builders(db: Db, now: () => Date) {
  let count = 0;
  const next = () => ++count;
  const build = {
    async company(values: Some<"company"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("company")
        .values({ company_id: id, number: `C${next()}`, name: `Company ${count}`, ...values })
        .execute();
      return id;
    },
    async contact(values: Some<"contact"> = {}): Promise<string> {
      const id = randomUUIDv7();
      const number = next();
      await db
        .insertInto("contact")
        .values({ contact_id: id, first_name: "Anna", last_name: `Contact ${number}`, login: `anna-${number}`, email: `anna-${number}@example.com`, ...values })
        .execute();
      return id;
    },
    async membership(contactId: string, companyId: string, values: Some<"membership"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("membership")
        .values({ membership_id: id, contact_id: contactId, company_id: companyId, role_id: ROLES.advanced, ...values })
        .execute();
      return id;
    },
    /** A contact with a membership, ready to sign in. */
    async person(companyId: string, role: keyof typeof ROLES = "advanced", values: Some<"contact"> = {}): Promise<string> {
      const contactId = await build.contact(values);
      await build.membership(contactId, companyId, { role_id: ROLES[role], is_primary: true });
      return contactId;
    },
    async group(values: Some<"access_group"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("access_group")
        .values({ group_id: id, name: `Group ${next()}`, ...values })
        .execute();
      return id;
    },
    async queue(groupId?: string, values: Some<"queue"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("queue")
        .values({ queue_id: id, name: `Queue ${next()}`, group_id: groupId ?? (await build.group()), ...values })
        .execute();
      return id;
    },
    async right(groupId: string, values: Some<"group_right">): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("group_right")
        .values({ group_right_id: id, group_id: groupId, ...values })
        .execute();
      return id;
    },
    async agentRight(agentId: string, groupId: string, values: Some<"agent_right"> = { can_edit: true }): Promise<void> {
      await db
        .insertInto("agent_right")
        .values({ agent_right_id: randomUUIDv7(), agent_id: agentId, group_id: groupId, ...values })
        .execute();
    },
    async setting(key: string, value: unknown, companyId: string | null = null): Promise<void> {
      await db
        .insertInto("setting")
        .values({ setting_id: randomUUIDv7(), setting_key: key, company_id: companyId, value: JSON.stringify(value) })
        .execute();
    },
    async ticket(values: Some<"ticket"> & { queue_id: string; type?: StatusName }): Promise<string> {
      const { type = "open", ...rest } = values;
      const id = randomUUIDv7();
      const number = next();
      await db
        .insertInto("ticket")
        .values({
          ticket_id: id,
          number: `T${number}`,
          subject: `Ticket ${number}`,
          status_id: statusIdOf(type),
          status_type: type,
          priority_id: NORMAL_PRIORITY,
          created_at: now(),
          changed_at: now(),
          ...rest,
        })
        .execute();
      await sql`select refresh_ticket_search(${[id]}::uuid[])`.execute(db);
      return id;
    },
    async project(companyId: string | null, values: Some<"project"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("project")
        .values({ project_id: id, number: `P${next()}`, name: `Project ${count}`, company_id: companyId, ...values })
        .execute();
      return id;
    },
    async task(projectId: string, values: Some<"task"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("task")
        .values({ task_id: id, project_id: projectId, name: `Task ${next()}`, ...values })
        .execute();
      return id;
    },
    async ticketProject(ticketId: string, projectId: string, values: Some<"ticket_project"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("ticket_project")
        .values({ ticket_project_id: id, ticket_id: ticketId, project_id: projectId, is_primary: true, ...values })
        .execute();
      return id;
    },
    async grant(contactId: string, projectId: string, values: Some<"project_grant"> = {}, taskIds: readonly string[] = []): Promise<string> {
      const id = randomUUIDv7();
      const { company_id } = await db.selectFrom("project").select("company_id").where("project_id", "=", projectId).executeTakeFirstOrThrow();
      await db
        .insertInto("project_grant")
        .values({ grant_id: id, contact_id: contactId, project_id: projectId, company_id, tasks: "all", ...values })
        .execute();
      if (taskIds.length > 0) {
        await db
          .insertInto("project_grant_task")
          .values(taskIds.map((task_id) => ({ grant_id: id, task_id })))
          .execute();
      }
      return id;
    },
    /** Half an hour, if nothing else is said. */
    async timeEntry(
      ticketId: string,
      agentId: string,
      values: { minutes?: number; day?: string; projectId?: string | null; taskId?: string | null; billed?: boolean; visible?: boolean } = {},
    ): Promise<string> {
      const id = randomUUIDv7();
      const { minutes = 30, day = "2026-03-02", projectId = null, taskId = null, billed = false, visible = false } = values;
      await sql`insert into time_entry (time_entry_id, ticket_id, agent_id, day, minutes, project_id, task_id, billable, billed, visible)
        values (${id}::uuid, ${ticketId}::uuid, ${agentId}::uuid, ${day}::date, ${minutes}, ${projectId}::uuid, ${taskId}::uuid, true, ${billed}, ${visible})`.execute(
        db,
      );
      return id;
    },
    async category(values: Some<"category"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("category")
        .values({ category_id: id, name: `Category ${next()}`, ...values })
        .execute();
      return id;
    },
    async ticketCategory(ticketId: string, categoryId: string): Promise<void> {
      await db
        .insertInto("ticket_category")
        .values({ ticket_category_id: randomUUIDv7(), ticket_id: ticketId, category_id: categoryId })
        .onConflict((conflict) => conflict.columns(["ticket_id", "category_id"]).doNothing())
        .execute();
    },
    async tag(values: Some<"tag"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("tag")
        .values({ tag_id: id, name: `Tag ${next()}`, ...values })
        .execute();
      return id;
    },
    async ticketTag(ticketId: string, tagId: string): Promise<void> {
      await db.insertInto("ticket_tag").values({ ticket_id: ticketId, tag_id: tagId }).execute();
    },
    async article(ticketId: string, values: Some<"article"> = {}): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("article")
        .values({ article_id: id, ticket_id: ticketId, author_kind: "agent", visible: true, body_text: `Text ${next()}`, created_at: now(), ...values })
        .execute();
      await sql`select refresh_ticket_search(${[ticketId]}::uuid[])`.execute(db);
      return id;
    },
    async participant(ticketId: string, values: Some<"participant">): Promise<string> {
      const id = randomUUIDv7();
      await db
        .insertInto("participant")
        .values({ participant_id: id, ticket_id: ticketId, level: "read", added_by_kind: "agent", ...values })
        .execute();
      return id;
    },
  };
  return build;
}
