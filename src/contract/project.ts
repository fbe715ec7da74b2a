/** Projects, of a company or internal, and their tasks. */
import { z } from "zod";
import { agent, get, patch, post } from "./endpoint.ts";
import { byId, day, id, instant, listOf, name, named, page, plannedMinutes, shortText, version } from "./fields.ts";

const projectState = z.enum(["active", "closed"]);
const changing = { version, reason: shortText.optional() };
const comment = z.string().max(4000);
/** First and last day; null: open on that side. */
const runTime = { startsOn: day.nullable(), endsOn: day.nullable() };
export const projectNumber = z.string().trim().min(1).max(150);

export const projectView = z.strictObject({
  id,
  number: z.string(),
  name: z.string(),
  /** Null: an internal project. */
  company: named.extend({ number: z.string() }).nullable(),
  comment: z.string(),
  state: projectState,
  ...runTime,
  plannedMinutes,
  /** Agents who work in it, by name. */
  members: z.array(named),
  taskCount: z.int(),
  /** Contacts with a grant, whatever its dates. */
  contactCount: z.int(),
  version,
  createdAt: instant,
  changedAt: instant,
  can: z.array(z.enum(["change", "changeAccess"])),
});
export type ProjectView = z.infer<typeof projectView>;
/** In lists, which may be long, without members. */
const listedProject = projectView.omit({ members: true });
export type ListedProject = z.infer<typeof listedProject>;

/** How many members a project has at most: they are shown as one list. */
export const MOST_MEMBERS = 200;
const memberIds = z.array(id).max(MOST_MEMBERS).optional();

/** `companyId` null: an internal project. */
export const projectInput = z.strictObject({
  number: projectNumber,
  name,
  companyId: id.nullable(),
  comment: comment.optional(),
  startsOn: day.nullable().optional(),
  endsOn: day.nullable().optional(),
  plannedMinutes: plannedMinutes.optional(),
  memberIds,
});
export type ProjectInput = z.infer<typeof projectInput>;
export const projectChange = z.strictObject({
  ...changing,
  number: projectNumber.optional(),
  name: name.optional(),
  comment: comment.optional(),
  state: projectState.optional(),
  startsOn: day.nullable().optional(),
  endsOn: day.nullable().optional(),
  plannedMinutes: plannedMinutes.optional(),
  /** All of them. */
  memberIds,
  /** Only while no ticket of a company that is not the new one's, nor below it, is in the project. */
  companyId: id.nullable().optional(),
  /** Grants are bound to the company: with another one they end. Without this a project with grants stays where it is. */
  endGrants: z.literal(true).optional(),
});
export type ProjectChange = z.infer<typeof projectChange>;

export const listProjects = get("/api/v1/projects", {
  summary: "Projects, by name; search over number and name",
  policy: agent("company:read"),
  query: page.extend({
    company: id.optional(),
    internal: z.enum(["true", "false"]).optional(),
    state: projectState.optional(),
    /** Those that this contact can be given a grant on. */
    grantableTo: id.optional(),
    /** Those that tickets of this company may be in: internal ones, its own, and those of companies above it. */
    forCompany: id.optional(),
    /** Those in which this agent works. */
    member: id.optional(),
  }),
  response: listOf(listedProject),
  errors: ["request.cursor"],
});
export const createProject = post("/api/v1/projects", {
  summary: "Create a project of a company, or an internal one",
  policy: agent("company:write"),
  body: projectInput,
  response: projectView,
  status: 201,
  errors: ["project.numberTaken", "project.endBeforeStart", "record.unknownReference"],
});
export const getProject = get("/api/v1/projects/{id}", {
  summary: "One project",
  policy: agent("company:read"),
  params: byId,
  response: projectView,
  errors: ["record.notFound"],
});
export const changeProject = patch("/api/v1/projects/{id}", {
  summary: "Change a project. A closed one stays readable and is offered for no new request",
  policy: agent("company:write"),
  params: byId,
  body: projectChange,
  response: projectView,
  errors: [
    "record.notFound",
    "record.versionStale",
    "project.numberTaken",
    "project.hasGrants",
    "project.hasTickets",
    "project.endBeforeStart",
    "record.unknownReference",
  ],
});

// ── tasks ──

/** How many tasks a project has at most: they are shown as one tree. */
export const MOST_TASKS = 1000;

export const taskView = z.strictObject({
  id,
  projectId: id,
  parentId: id.nullable(),
  name: z.string(),
  /** 0: directly below the project. */
  depth: z.int(),
  state: projectState,
  plannedMinutes,
  version,
});
export type TaskView = z.infer<typeof taskView>;

export const listTasks = get("/api/v1/projects/{id}/tasks", {
  summary: "The tasks of a project as a tree: each after the one it lies below, by name",
  policy: agent("company:read"),
  params: byId,
  response: z.strictObject({ items: z.array(taskView) }),
  errors: ["record.notFound"],
});
export const createTask = post("/api/v1/projects/{id}/tasks", {
  summary: "Create a task, below another one or not",
  policy: agent("company:write"),
  params: byId,
  body: z.strictObject({ name, parentId: id.nullable().optional(), plannedMinutes: plannedMinutes.optional() }),
  response: taskView,
  status: 201,
  errors: ["record.notFound", "task.nameTaken", "task.tooMany", "record.unknownReference"],
});
export const changeTask = patch("/api/v1/projects/{id}/tasks/{taskId}", {
  summary: "Rename, close or move a task with all below it; in another project it leaves the grants on this one, and its tickets go along",
  policy: agent("company:write"),
  params: z.strictObject({ id, taskId: id }),
  body: z.strictObject({
    ...changing,
    name: name.optional(),
    state: projectState.optional(),
    plannedMinutes: plannedMinutes.optional(),
    /** Null: directly below the project. */
    parentId: id.nullable().optional(),
    projectId: id.optional(),
  }),
  response: taskView,
  errors: ["record.notFound", "record.versionStale", "task.nameTaken", "task.ownParent", "task.tooMany", "project.hasTickets", "record.unknownReference"],
});
