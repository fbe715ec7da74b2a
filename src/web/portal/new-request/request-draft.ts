/** What is kept of a request that has not been sent yet. */
import type { ResponseOf } from "#contract/endpoint.ts";
import type { getCreateOptions } from "#contract/portal-ticket.ts";
import { branchesOf } from "#web/client/service-tree.ts";
import type { StoredFile } from "#web/client/use-uploads.ts";

export type CreateOptions = ResponseOf<typeof getCreateOptions>;

export type RequestDraft = {
  companyId: string | null;
  queueId: string | null;
  serviceId: string | null;
  projectId: string | null;
  taskId: string | null;
  priorityId: string | null;
  subject: string;
  /** Of the customer: an order, an incident. Absent in drafts of before. */
  reference?: string;
  text: string;
  files: readonly StoredFile[];
  /** Idempotency-Key of this text: the same text is the same request, however often it is sent. */
  key: string;
};
export const emptyRequest: RequestDraft = {
  companyId: null,
  queueId: null,
  serviceId: null,
  projectId: null,
  taskId: null,
  priorityId: null,
  subject: "",
  text: "",
  files: [],
  key: "",
};
export const isEmptyRequest = (draft: RequestDraft): boolean => draft.subject.trim() === "" && draft.text.trim() === "" && draft.files.length === 0;

/** What is chosen of what is offered now: a kept choice that is no longer offered counts as none, a single queue or the one of last time is chosen by itself. */
export function chosenOf(draft: RequestDraft, options: CreateOptions) {
  const wanted = options.queues.find((one) => one.id === draft.queueId);
  const last = options.queues.find((one) => one.id === options.lastQueueId);
  const queue = wanted ?? (options.queues.length === 1 ? options.queues[0] : last);
  const priority = options.priorities.find((one) => one.id === draft.priorityId) ?? options.priorities.find((one) => one.isDefault);
  const service = options.services.find((one) => one.choosable && one.id === draft.serviceId);
  // Where a request needs a project, the only one is chosen by itself; the same for its only task.
  const project =
    options.projects.find((one) => one.id === draft.projectId) ?? (options.projectRequired && options.projects.length === 1 ? options.projects[0] : undefined);
  const onlyTask = project && !project.withoutTask && project.tasks.length === 1 ? project.tasks[0] : undefined;
  const task = project?.tasks.find((one) => one.id === draft.taskId) ?? onlyTask;
  const company = options.companies.find((one) => one.id === draft.companyId) ?? (draft.companyId === null ? options.companies[0] : undefined);
  return {
    companyId: company?.id ?? draft.companyId,
    queueId: queue?.id ?? null,
    /** Nobody chose it for this request. */
    queueIsFromLastTime: wanted === undefined && queue !== undefined && queue === last,
    priorityId: priority?.id ?? null,
    serviceId: service?.id ?? null,
    projectId: project?.id ?? null,
    project,
    taskId: task?.id ?? null,
  };
}

/** "Hardware::Notebook" stands below "Hardware", parents first; where that is no service itself, the whole way is its name. */
export function servicesAsTree(services: CreateOptions["services"]) {
  const parts = new Map(services.map((service) => [service, service.name.split("::")]));
  const inOrder = [...services].sort((one, other) => {
    const [a, b] = [parts.get(one) ?? [], parts.get(other) ?? []];
    const at = a.findIndex((part, index) => part !== b[index]);
    return at < 0 ? a.length - b.length : (a[at] ?? "").localeCompare(b[at] ?? "");
  });
  return branchesOf(inOrder).map(({ row, indent, path, label }) => ({ ...row, depth: indent, label: [...path, label].join(" › ") }));
}
