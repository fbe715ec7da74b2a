/** A new request by a contact: company, queue and service are decided again here, whatever the form offered. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { createPortalTicket } from "#contract/ticket.ts";
import { mayCreateFor, mayCreateIn } from "#domain/access/decide.ts";
import { findOfferedServices } from "#server/features/access/who-queries.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
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
    return writeNewTicket(context, {
      ticket: {
        subject: input.subject,
        queueId: input.queueId,
        companyId,
        contactId: access.contactId,
        priorityId: input.priorityId,
        serviceId: input.serviceId ?? null,
        assigneeId: null,
      },
      primaryProject: null,
      categoryIds: [],
      article: { author: { kind: "contact", contactId: access.contactId }, visible: true, channel: "portal", bodyText: input.bodyText },
      uploads: input.uploads,
      uploader: { contactId: access.contactId },
    });
  },
});
