/** Which records of the demo the screens show: the nearest to what they are to be, since the demo is another one each day. */
import { sql } from "kysely";
import { findLink, insertLink, markLinkUsed } from "#server/features/sign-in/queries.ts";
import type { Db } from "#server/platform/db/connect.ts";
import type { Language } from "#server/platform/i18n/translate.ts";

export type Places = {
  /** A ticket of the tried contact with several voices, a note and a file. */
  longTicket: string;
  /** A finished one that waits for this contact's judgement. */
  doneTicket: string;
  /** One in a project, with time booked on it. */
  workedTicket: string;
  newTicket: string;
  /** Others were merged into it. */
  joinedTicket: string;
  /** Divided into subtasks, of which one is begun. */
  dividedTicket: string;
  /** Of the tried manager, with the provider's question as its last message. */
  waitingTicket: string;
  closedTicket: string;
  /** The tried contact reads it, but cannot answer. */
  announcement: string;
  /** Of somebody else, shared with the tried contact. */
  sharedTicket: string;
  /** Of somebody else, in a company of which the observer only reads. */
  observedTicket: string;
  /** Of a colleague, in a queue that a right opens. */
  companyTicket: string;
  /** Of a colleague, marked as confidential. */
  confidentialTicket: string;
  company: string;
  contact: string;
  invited: string;
  /** Links that work. */
  invitationToken: string;
  resetToken: string;
  /** Links that do not any more. */
  expiredToken: string;
  usedToken: string;
  agent: string;
  group: string;
  /** Of the tried contact's company, with a grant that does not cover a later task. */
  project: string;
  /** One that lies below another, and is for everybody. */
  service: string;
};

const logins = { en: "oliver.grant", de: "anna.berger" } as const;
const managers = { en: "helen.ashworth", de: "claudia.wiemann" } as const;
const observer = "bastian.uhl";
const dayMilliseconds = 86_400_000;

export async function findPlaces(db: Db, language: Language, now: Date): Promise<Places> {
  const contact = await one(db, sql`select contact_id as id from contact where login = ${logins[language]}`);
  const company = await one(db, sql`select company_id as id from membership where contact_id = ${contact}::uuid and is_primary`);
  const invited = await one(
    db,
    sql`select contact_id as id from contact join membership using (contact_id) where company_id = ${company}::uuid and contact.state = 'invited'`,
  );
  const idOf = (login: string) => one(db, sql`select contact_id as id from contact where login = ${login}`);
  const own = sql`select t.ticket_id as id from ticket t join queue q using (queue_id) where t.contact_id = ${contact}::uuid`;
  const isClosed = sql`t.status_type = 'closed'`;
  const answerable = sql`q.follow_up = 'possible'`;
  const of = sql`select t.ticket_id as id from ticket t join queue q using (queue_id) where t.company_id = ${company}::uuid and not q.confidential`;
  const inLanguage = sql`select t.ticket_id as id from ticket t join company f using (company_id) where f.language = ${language}`;
  const articles = sql`(select count(*) from article a where a.ticket_id = t.ticket_id)`;
  const hasNote = sql`exists (select from article a where a.ticket_id = t.ticket_id and not a.visible)`;
  const goesOn = sql`t.status_type in ('open', 'pending')`;
  const hasFile = sql`exists (select from attachment f where f.ticket_id = t.ticket_id)`;
  return {
    contact,
    company,
    invited,
    ...(await deadLinks(db, now)),
    resetToken: (await insertLink(db, { contactId: contact }, "reset", now)).token,
    invitationToken: (await insertLink(db, { contactId: invited }, "invitation", now)).token,
    longTicket: await one(
      db,
      sql`${of} and t.contact_id = ${contact}::uuid order by ${hasNote} and ${goesOn} desc, ${goesOn} desc, ${hasFile} desc, ${articles} desc, t.changed_at desc`,
    ),
    workedTicket: await one(
      db,
      sql`${of} and ${goesOn} order by t.project_id is not null and exists (select from time_entry e where e.ticket_id = t.ticket_id) desc,
        (select count(*) from time_entry e where e.ticket_id = t.ticket_id) desc, t.changed_at desc`,
    ),
    doneTicket: await one(db, sql`${of} and t.status_type = 'done' order by t.contact_id = ${contact}::uuid desc, t.changed_at desc`),
    waitingTicket: await one(
      db,
      sql`select ticket_id as id from ticket where contact_id = ${await idOf(managers[language])}::uuid
        order by status_type = 'pending' desc, status_type = 'open' desc, changed_at desc`,
    ),
    closedTicket: await one(db, sql`${own} order by ${isClosed} and ${answerable} desc, ${isClosed} desc, t.changed_at desc`),
    announcement: await one(db, sql`${own} order by ${isClosed} and not ${answerable} desc, ${isClosed} desc, t.changed_at desc`),
    sharedTicket: await one(
      db,
      sql`select t.ticket_id as id from ticket t left join participant p on p.ticket_id = t.ticket_id and p.contact_id = ${contact}::uuid
        where p.ticket_id is not null or t.company_id = ${company}::uuid order by p.ticket_id is not null desc, t.changed_at desc`,
    ),
    observedTicket: await one(
      db,
      sql`select t.ticket_id as id from ticket t join queue q using (queue_id) join membership m using (company_id)
        where m.contact_id = ${await idOf(observer)}::uuid and not q.confidential and not t.confidential
        order by q.name like '%::%' desc, t.status_type in ('new', 'open') desc, t.changed_at desc`,
    ),
    dividedTicket: await one(
      db,
      sql`select t.ticket_id as id from subtask s join ticket t on t.ticket_id = s.ticket_id group by t.ticket_id
        order by bool_or(s.state = 'inProcess') and bool_or(s.state = 'done') desc, count(*) desc, t.changed_at desc`,
    ),
    joinedTicket: await one(db, sql`select target_id as id from ticket_merge m join ticket t on t.ticket_id = m.target_id order by m.merged_at desc`),
    newTicket: await one(db, sql`select ticket_id as id from ticket where status_type = 'new' order by assignee_id is null desc, changed_at desc`),
    companyTicket: await one(
      db,
      sql`${of} and t.contact_id <> ${contact}::uuid and q.name like '%::%' and t.status_type <> 'new' order by ${articles} desc, t.changed_at desc`,
    ),
    confidentialTicket: await one(
      db,
      sql`${inLanguage} and t.confidential and t.contact_id <> ${contact}::uuid order by t.company_id = ${company}::uuid desc, t.changed_at desc`,
    ),
    agent: await one(db, sql`select agent_id as id from agent where login = 'jonas.brandt'`),
    project: await one(db, sql`select project_id as id from project_grant where contact_id = ${contact}::uuid order by tasks = 'existing' desc, project_id`),
    group: await one(db, sql`select group_id as id from queue where name like '%::%' and not confidential order by name`),
    service: await one(
      db,
      sql`select service_id as id from service s where exists (select from service_assignment a where a.service_id = s.service_id and a.everybody)
        order by name like '%::%' desc, name`,
    ),
  };
}

/** Of two people who do not sign in here. */
async function deadLinks(db: Db, now: Date): Promise<Pick<Places, "expiredToken" | "usedToken">> {
  const [late, quick] = await db.selectFrom("contact").select("contact_id").where("state", "=", "active").orderBy("contact_id", "desc").limit(2).execute();
  const expired = await insertLink(db, { contactId: late?.contact_id ?? "" }, "reset", new Date(now.getTime() - 2 * dayMilliseconds));
  const used = await insertLink(db, { contactId: quick?.contact_id ?? "" }, "reset", now);
  const link = await findLink(db, used.token, false);
  await markLinkUsed(db, link?.link_token_id ?? "", now);
  return { expiredToken: expired.token, usedToken: used.token };
}

async function one(db: Db, query: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await sql<{ id: string }>`${query} limit 1`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the demo has no record for one of the screens");
  return id;
}
