/** A new request by a contact: company, queue and service are decided again here, whatever the form offered. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { createPortalTicket } from "#contract/portal-ticket.ts";
import { mayCreateFor, mayCreateIn, mayCreateInProject } from "#domain/access/decide.ts";
import type { ProjectPair } from "#domain/access/grants.ts";
import { seesPriorityOfNew } from "#domain/access/view.ts";
import { findOfferedServices } from "#server/features/access/who-queries.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { type CommandContext, command, contactOf } from "#server/platform/run-command.ts";
import { listProjectChoices } from "./create-options-queries.ts";
import { writeNewTicket } from "./create-ticket.ts";
import { findCreateTarget, findQueueFacts } from "./write-queries.ts";

export const createRequest = command({
  name: "ticket.create-request",
  async run(context, input: BodyOf<typeof createPortalTicket>): Promise<string> {
    const { access } = contactOf(context);
    const { db } = context;
    const companyId = input.companyId ?? access.memberships.find((membership) => membership.primary && membership.obstacle === null)?.company.companyId;
    if (!companyId) throw new Refusal("request.invalid", { fields: [{ path: "companyId", code: "required" }] });
    const target = await findCreateTarget(db, companyId);
    const queue = await findQueueFacts(db, input.queueId);
    if (!target || !queue || !mayCreateFor(access, target) || !mayCreateIn(access, queue)) throw new Refusal("ticket.mayNotCreateHere");
    if (input.serviceId) {
      const offered = await findOfferedServices(db, access.contactId, companyId);
      if (!offered.items.some((service) => service.id === input.serviceId)) throw new Refusal("ticket.serviceNotOffered");
    }
    if (input.priorityId !== undefined && !seesPriorityOfNew(access, companyId))
      throw new Refusal("record.unknownReference", { fields: [{ path: "priorityId", code: "notInList" }] });
    const primaryProject = await chosenProject(context, companyId, input);
    return writeNewTicket(context, {
      ticket: {
        subject: input.subject,
        queueId: input.queueId,
        companyId,
        contactId: access.contactId,
        priorityId: input.priorityId,
        serviceId: input.serviceId ?? null,
        assigneeId: null,
        dueAt: null,
        customerReference: input.customerReference,
        ownFields: {},
      },
      primaryProject,
      categoryIds: [],
      tagIds: [],
      article: { author: { kind: "contact", contactId: access.contactId }, visible: true, channel: "portal", bodyText: input.bodyText },
      uploads: input.uploads,
      uploader: { contactId: access.contactId },
    });
  },
});

/** Exactly what is offered is taken: projects and tasks by grant, and none only while none is required. */
async function chosenProject(context: CommandContext, companyId: string, input: { projectId?: string | undefined; taskId?: string | undefined }) {
  const { access } = contactOf(context);
  if (input.projectId === undefined) {
    if (input.taskId !== undefined) throw new Refusal("request.invalid", { fields: [{ path: "projectId", code: "required" }] });
    if (!mayCreateInProject(access, companyId, null)) throw new Refusal("ticket.projectRequired", { fields: [{ path: "projectId", code: "required" }] });
    return null;
  }
  const wanted: ProjectPair = { projectId: input.projectId.toLowerCase(), taskId: input.taskId?.toLowerCase() ?? null };
  const offered = (await listProjectChoices(context.db, access, companyId)).find((project) => project.id === wanted.projectId);
  const isOffered = wanted.taskId === null ? offered?.withoutTask : offered?.tasks.some((task) => task.id === wanted.taskId);
  if (!isOffered) throw new Refusal("ticket.mayNotCreateHere", { fields: [{ path: wanted.taskId === null ? "projectId" : "taskId", code: "notInList" }] });
  return wanted;
}
