/** Groups, queues, roles, services, priorities, statuses: what administrators set up once. */
import { z } from "zod";
import { VERBS } from "#domain/access/verbs.ts";
import { VERDICTS } from "#domain/tickets/follow-up.ts";
import { groupView } from "./access.ts";
import { agent, del, get, patch, post } from "./endpoint.ts";
import { byId, id, labels, listOf, name, named, page, recordState, shortText, statusType, version } from "./fields.ts";

const changing = { version, reason: shortText.optional() };
const stateQuery = page.extend({ state: recordState.optional() });

export const listGroups = get("/api/v1/groups", {
  summary: "Groups, by name",
  policy: agent("access:read"),
  query: stateQuery,
  response: listOf(groupView),
  errors: ["request.cursor"],
});
export const createGroup = post("/api/v1/groups", {
  summary: "Create a group",
  policy: agent("access:write"),
  body: z.strictObject({ name, comment: z.string().max(4000).optional() }),
  response: groupView,
  status: 201,
  errors: ["group.nameTaken"],
});
export const getGroup = get("/api/v1/groups/{id}", {
  summary: "One group",
  policy: agent("access:read"),
  params: byId,
  response: groupView,
  errors: ["record.notFound"],
});
export const changeGroup = patch("/api/v1/groups/{id}", {
  summary: "Rename, suspend or close a group; while not active it gives nothing",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({ ...changing, name: name.optional(), comment: z.string().max(4000).optional(), state: recordState.optional() }),
  response: groupView,
  errors: ["record.notFound", "record.versionStale", "group.nameTaken"],
});

const followUp = z.enum(["possible", "reject", "newTicket"]);
export const queueView = z.strictObject({
  id,
  name: z.string(),
  group: named,
  comment: z.string(),
  state: recordState,
  confidential: z.boolean(),
  followUp,
  version,
});
export type QueueView = z.infer<typeof queueView>;
const queueFields = { comment: z.string().max(4000).optional(), confidential: z.boolean().optional(), followUp: followUp.optional() };
export const listQueues = get("/api/v1/queues", {
  summary: "Queues, by name",
  policy: agent("ticket:read"),
  query: stateQuery.extend({ groupId: id.optional() }),
  response: listOf(queueView),
  errors: ["request.cursor"],
});
export const createQueue = post("/api/v1/queues", {
  summary: "Create a queue in a group",
  policy: agent("access:write"),
  body: z.strictObject({ name, groupId: id, ...queueFields }),
  response: queueView,
  status: 201,
  errors: ["queue.nameTaken", "record.unknownReference"],
});
export const getQueue = get("/api/v1/queues/{id}", {
  summary: "One queue",
  policy: agent("ticket:read"),
  params: byId,
  response: queueView,
  errors: ["record.notFound"],
});
export const changeQueue = patch("/api/v1/queues/{id}", {
  summary: "Change a queue: name, group, state, confidential, follow-up",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({ ...changing, name: name.optional(), groupId: id.optional(), state: recordState.optional(), ...queueFields }),
  response: queueView,
  errors: ["record.notFound", "record.versionStale", "queue.nameTaken", "record.unknownReference"],
});

const roleScope = z.enum(["own", "company", "companyAndBelow"]);
const roleFields = {
  scope: roleScope,
  verbs: z.array(z.enum(VERBS)),
  confidential: z.boolean(),
  createForSubsidiaries: z.boolean(),
  managesPeople: z.boolean(),
  /** Its people are desk users. */
  desk: z.boolean(),
  assignableByManager: z.boolean(),
};
export const roleView = z.strictObject({
  id,
  name: z.string(),
  systemKey: z.enum(["basic", "advanced", "manager", "deskAgent", "deskAdministrator"]).nullable(),
  ...roleFields,
  membershipCount: z.int(),
  version,
});
export type RoleView = z.infer<typeof roleView>;
export const listRoles = get("/api/v1/roles", {
  summary: "Portal roles",
  policy: agent("access:read"),
  query: page,
  response: listOf(roleView),
  errors: ["request.cursor"],
});
export const createRole = post("/api/v1/roles", {
  summary: "Create an own role",
  policy: agent("access:write"),
  body: z.strictObject({ name, ...roleFields, ...z.object(roleFields).omit({ scope: true, verbs: true }).partial().shape }),
  response: roleView,
  status: 201,
  errors: ["role.nameTaken"],
});
export const getRole = get("/api/v1/roles/{id}", {
  summary: "One role",
  policy: agent("access:read"),
  params: byId,
  response: roleView,
  errors: ["record.notFound"],
});
export const changeRole = patch("/api/v1/roles/{id}", {
  summary: "Change an own role",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({ ...changing, name: name.optional(), ...z.object(roleFields).partial().shape }),
  response: roleView,
  errors: ["record.notFound", "record.versionStale", "role.nameTaken", "role.system"],
});
export const deleteRole = del("/api/v1/roles/{id}", {
  summary: "Delete an own role that nobody has",
  policy: agent("access:write"),
  params: byId,
  errors: ["record.notFound", "role.system", "role.inUse"],
});

export const serviceView = z.strictObject({ id, name: z.string(), comment: z.string(), state: recordState, version });
export type ServiceView = z.infer<typeof serviceView>;
export const listServices = get("/api/v1/services", {
  summary: "Services, by name",
  policy: agent("ticket:read"),
  query: stateQuery,
  response: listOf(serviceView),
  errors: ["request.cursor"],
});
export const createService = post("/api/v1/services", {
  summary: "Create a service (a tree by name, A::B)",
  policy: agent("access:write"),
  body: z.strictObject({ name, comment: z.string().max(4000).optional() }),
  response: serviceView,
  status: 201,
  errors: ["service.nameTaken"],
});
export const getService = get("/api/v1/services/{id}", {
  summary: "One service",
  policy: agent("ticket:read"),
  params: byId,
  response: serviceView,
  errors: ["record.notFound"],
});
export const changeService = patch("/api/v1/services/{id}", {
  summary: "Change a service",
  policy: agent("access:write"),
  params: byId,
  body: z.strictObject({ ...changing, name: name.optional(), comment: z.string().max(4000).optional(), state: recordState.optional() }),
  response: serviceView,
  errors: ["record.notFound", "record.versionStale", "service.nameTaken"],
});

export const serviceSubject = z.union([z.strictObject({ contactId: id }), z.strictObject({ companyId: id }), z.literal("everybody")]);
export const listServiceAssignments = get("/api/v1/service-assignments", {
  summary: "Which services are assigned to contacts, companies and everybody",
  policy: agent("access:read"),
  query: page.extend({ service: id.optional(), contact: id.optional(), company: id.optional(), everybody: z.enum(["true"]).optional() }),
  response: listOf(z.strictObject({ id, service: named, subject: serviceSubject, subjectName: z.string() })),
  errors: ["request.cursor"],
});
export const changeServiceAssignments = patch("/api/v1/service-assignments", {
  summary: "Assign and take away services, by differences",
  policy: agent("access:write"),
  body: z.strictObject({
    changes: z
      .array(z.strictObject({ serviceId: id, subject: serviceSubject, assigned: z.boolean() }))
      .min(1)
      .max(5000),
    reason: shortText.optional(),
  }),
  response: z.strictObject({ changed: z.int() }),
  errors: ["record.unknownReference"],
});

export const priorityView = z.strictObject({
  id,
  name: z.string(),
  label: z.string(),
  labels,
  rank: z.int(),
  isDefault: z.boolean(),
  state: z.enum(["active", "closed"]),
  version,
});
export const listPriorities = get("/api/v1/priorities", {
  summary: "Priorities, lowest first",
  policy: agent("ticket:read"),
  response: z.strictObject({ items: z.array(priorityView) }),
});
export const changePriority = patch("/api/v1/priorities/{id}", {
  summary: "Change a priority",
  policy: agent("setting:write"),
  params: byId,
  body: z.strictObject({
    ...changing,
    name: name.optional(),
    labels: labels.optional(),
    isDefault: z.literal(true).optional(),
    state: z.enum(["active", "closed"]).optional(),
  }),
  response: priorityView,
  errors: ["record.notFound", "record.versionStale", "priority.nameTaken"],
});

export const statusView = z.strictObject({
  id,
  name: z.string(),
  label: z.string(),
  labels,
  statusType,
  rank: z.int(),
  isDefaultOfType: z.boolean(),
  /** Nothing of a ticket changes any more once it has it, until an administrator takes it out. */
  locks: z.boolean(),
  commentRequired: z.boolean(),
  /** Whoever sets it becomes the assignee if nobody is. */
  assigns: z.boolean(),
  /** Where this verdict of a contact leads. */
  verdict: z.enum(VERDICTS).nullable(),
  /** Of type pending: what the ticket becomes when its time has come; null: it comes back. */
  closesToId: id.nullable(),
  state: z.enum(["active", "closed"]),
  version,
});
export type StatusView = z.infer<typeof statusView>;
export const listStatuses = get("/api/v1/statuses", {
  summary: "Statuses with their type",
  policy: agent("ticket:read"),
  response: z.strictObject({ items: z.array(statusView) }),
});
