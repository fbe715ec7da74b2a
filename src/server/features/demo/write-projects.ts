/** Projects with tasks and grants, categories, and which tickets are in them. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { daysAgo } from "./moments.ts";
import { listTicketPlaces, type TicketPlace } from "./queries.ts";
import type { QueueKey } from "./tables/groups.ts";
import { categories, type GrantRow, type ProjectRow, projects, type TaskRow } from "./tables/projects.ts";
import type { World } from "./world.ts";
import { dateOf } from "./write-customers.ts";
import { by } from "./write-provider.ts";

/** Who works in projects. */
const memberKeys = ["jonas", "mirjam", "sabine", "tom", "amara"] as const;

type Task = TaskRow & { id: string; at: Date };
type Project = Omit<ProjectRow, "tasks" | "name"> & { id: string; at: Date; name: string; tasks: readonly Task[] };

export async function writeProjects(db: Queryable, world: World, log: Log): Promise<void> {
  const made = projects.map((row) => projectOf(world, row));
  await insertRows(
    db,
    "project",
    made.map((project) => projectRow(world, project)),
  );
  // Tasks after the ones that they lie below.
  for (const below of [false, true]) {
    const tasks = made.flatMap((project) => project.tasks.filter((task) => (task.below !== undefined) === below).map((task) => taskRow(project, task)));
    await insertRows(db, "task", tasks);
  }
  await insertRows(db, "project_member", memberRows(world, made));
  for (const project of made) logProject(world, log, project);
  await writeGrants(db, world, log, made);
  const tickets = await listTicketPlaces(db);
  await writePairs(db, world, made, tickets);
  await writeCategories(db, world, log, tickets);
}

function projectOf(world: World, row: ProjectRow): Project {
  const at = daysAgo(world.now, row.since, "10:20");
  const tasks = row.tasks.map((task, place) => {
    const madeAt = daysAgo(world.now, task.since, `11:${10 + place}`);
    return { ...task, at: madeAt, id: world.random.id(madeAt) };
  });
  return { ...row, at, id: world.random.id(at), name: typeof row.name === "string" ? row.name : world.say(row.name), tasks };
}

const companyIdOf = (world: World, { company }: Project): string | null => (company === null ? null : world.companies[company].id);

const projectRow = (world: World, project: Project) => ({
  project_id: project.id,
  number: project.number,
  name: project.name,
  company_id: companyIdOf(world, project),
  comment: project.comment ?? "",
  state: project.closed ? "closed" : "active",
  created_at: project.at,
  changed_at: project.at,
  valid_from: project.at,
});

const taskRow = (project: Project, task: Task) => ({
  task_id: task.id,
  project_id: project.id,
  parent_id: project.tasks.find((one) => one.name === task.below)?.id ?? null,
  name: task.name,
  state: task.closed ? "closed" : "active",
  planned_minutes: task.hours === undefined ? null : task.hours * 60,
  created_at: task.at,
  changed_at: task.at,
  valid_from: task.at,
});

/** Two or three agents in each project that goes on. */
const memberRows = (world: World, projects: readonly Project[]) =>
  projects
    .filter((project) => !project.closed)
    .flatMap((project, place) =>
      memberKeys.slice(place % 3, (place % 3) + 2 + (place % 2)).map((key) => ({ project_id: project.id, agent_id: world.agents[key].id })),
    );

function logProject(world: World, log: Log, project: Project): void {
  const about = { subject: { kind: "project", id: project.id }, companyId: companyIdOf(world, project) };
  const { number, name, comment = "" } = project;
  log.record(project.at, by(world, "sabine"), { event: "project.created", ...about, after: { number, name, companyId: about.companyId, comment } });
  for (const task of project.tasks) {
    const parentId = project.tasks.find((one) => one.name === task.below)?.id ?? null;
    log.record(task.at, by(world, "sabine"), {
      event: "task.created",
      ...about,
      after: { taskId: task.id, task: task.name, parentId, plannedMinutes: task.hours === undefined ? null : task.hours * 60 },
    });
  }
}

async function writeGrants(db: Queryable, world: World, log: Log, made: readonly Project[]): Promise<void> {
  const grants = made.flatMap((project) => project.grants.map((grant, place) => grantOf(world, project, grant, place)));
  await insertRows(
    db,
    "project_grant",
    grants.map(({ row }) => row),
  );
  await insertRows(
    db,
    "project_grant_task",
    grants.flatMap(({ row, taskIds }) =>
      (taskIds ?? []).map((taskId) => ({
        project_grant_task_id: world.random.id(row.valid_from),
        grant_id: row.grant_id,
        task_id: taskId,
        valid_from: row.valid_from,
      })),
    ),
  );
  for (const { row, taskIds } of grants) {
    const { grant_id: grantId, tasks, read_only: readOnly, scope, hours, sees_since: seesSince, starts_at: from, ends_at: until } = row;
    log.record(row.valid_from, by(world, "eva"), {
      event: "grant.given",
      subject: { kind: "project", id: row.project_id },
      companyId: row.company_id,
      contactId: row.contact_id,
      after: { grantId, tasks, coveredTaskIds: taskIds, readOnly, scope, hours, seesSince, from, until },
    });
  }
}

function grantOf(world: World, project: Project, grant: GrantRow, place: number) {
  const at = daysAgo(world.now, grant.since, `14:${10 + place}`);
  const person = world.people.find((one) => one.name === grant.person);
  if (!person) throw new Error(`nobody is called ${grant.person}`);
  const existing = project.tasks.filter((task) => task.at <= at);
  const named = (names: readonly string[]) => existing.filter((task) => names.includes(task.name) || (task.below !== undefined && names.includes(task.below)));
  const covered = grant.tasks === "all" ? null : grant.tasks === "existing" ? existing : named(grant.tasks);
  const row = {
    grant_id: world.random.id(at),
    contact_id: person.id,
    project_id: project.id,
    company_id: companyIdOf(world, project),
    tasks: grant.tasks === "all" || grant.tasks === "existing" ? grant.tasks : "named",
    read_only: grant.readOnly ?? false,
    scope: grant.scope ?? "gate",
    hours: grant.hours ?? "none",
    sees_since: null,
    starts_at: null,
    ends_at: dateOf(world, grant.until),
    set_by: world.agents.eva.id,
    created_at: at,
    changed_at: at,
    valid_from: at,
  };
  return { row, taskIds: covered?.map((task) => task.id).sort() ?? null };
}

/** Of the tickets that a task is about, and that came after it, six in ten are in it. */
async function writePairs(db: Queryable, world: World, made: readonly Project[], tickets: readonly TicketPlace[]): Promise<void> {
  const taken = new Set<string>();
  const pairs = made.flatMap((project) =>
    project.tasks.flatMap((task) =>
      tickets
        .filter((ticket) => !taken.has(ticket.id) && isAbout(world, project, task, ticket) && world.random.chance(0.6))
        .map((ticket) => {
          taken.add(ticket.id);
          return {
            ticket_project_id: world.random.id(ticket.at),
            ticket_id: ticket.id,
            project_id: project.id,
            task_id: task.id,
            is_primary: true,
            created_at: ticket.at,
            valid_from: ticket.at,
          };
        }),
    ),
  );
  await insertRows(db, "ticket_project", pairs);
}

const liesIn = (world: World, queues: readonly QueueKey[] | undefined, queueId: string): boolean =>
  queues?.some((key) => world.queues[key].id === queueId) ?? false;

const isAbout = (world: World, project: Project, task: Task, ticket: TicketPlace): boolean =>
  ticket.companyId !== null && ticket.companyId === companyIdOf(world, project) && task.at < ticket.at && liesIn(world, task.queues, ticket.queueId);

async function writeCategories(db: Queryable, world: World, log: Log, tickets: readonly TicketPlace[]): Promise<void> {
  const at = daysAgo(world.now, 525, "13:40");
  const made = categories.map((category) => ({
    ...category,
    id: world.random.id(at),
    name: world.say(category.name),
    confidential: category.confidential ?? false,
  }));
  const stamps = { created_at: at, changed_at: at, valid_from: at };
  await insertRows(
    db,
    "category",
    made.map(({ id, name, confidential }) => ({ category_id: id, name, confidential, ...stamps })),
  );
  for (const { id, name, confidential } of made)
    log.record(at, by(world, "eva"), { event: "category.created", subject: { kind: "category", id }, after: { name, comment: "", confidential } });
  const rows = tickets.flatMap((ticket) =>
    made
      .filter((category) => (category.confidential ? ticket.confidential : liesIn(world, category.queues, ticket.queueId)) && world.random.chance(0.7))
      .map((category) => ({ ticket_category_id: world.random.id(ticket.at), ticket_id: ticket.id, category_id: category.id, valid_from: ticket.at })),
  );
  await insertRows(db, "ticket_category", rows);
}
