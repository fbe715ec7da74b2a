/** A new ticket by an agent, for a contact or nobody yet. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { createTicketAsAgent } from "#contract/ticket.ts";
import { agentMayCreateIn } from "#domain/access/agents.ts";
import type { ProjectPair } from "#domain/access/grants.ts";
import { type OwnValues, refusedValue } from "#domain/tickets/own-fields.ts";
import { refusedRelation } from "#domain/tickets/ticket-change.ts";
import { loadFieldsInUse } from "#server/features/own-fields/queries.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { attachUploads, insertArticle, isMemberNow, type NewArticle, type Uploader } from "./article-queries.ts";
import { loadRelationTargets } from "./change-queries.ts";
import { findPrimaryCompany } from "./create-options-queries.ts";
import { setTicketCategories, setTicketProjects, setTicketTags } from "./relation-queries.ts";
import { findQueueFacts, getDefaultPriority, getDefaultStatus, insertTicket, isChoosable, type NewTicket, nextNumber, refreshSearch } from "./write-queries.ts";

export const createTicket = command({
  name: "ticket.create-ticket",
  async run(context, input: BodyOf<typeof createTicketAsAgent>): Promise<string> {
    const { agent } = agentOf(context);
    const { db } = context;
    const queue = await findQueueFacts(db, input.queueId);
    if (!queue) throw new Refusal("record.unknownReference", { fields: [{ path: "queueId", code: "notInList" }] });
    if (!queue.active || !agentMayCreateIn(agent, queue.groupId)) throw new Refusal("ticket.notPermitted");
    const companyId = input.companyId ?? (input.contactId ? await findPrimaryCompany(db, input.contactId) : null);
    if (input.contactId && companyId && !(await isMemberNow(db, input.contactId, companyId, context.now))) throw new Refusal("ticket.contactNotInCompany");
    const { primaryProject, categoryIds, tagIds } = input;
    await refuseRelations(db, companyId, { primaryProject, categoryIds, tagIds });
    const ownFields = await acceptedValues(db, input.ownFields);
    return writeNewTicket(context, {
      ticket: {
        subject: input.subject,
        queueId: input.queueId,
        companyId,
        contactId: input.contactId,
        priorityId: input.priorityId,
        serviceId: input.serviceId ?? null,
        assigneeId: input.assigneeId ?? null,
        dueAt: input.dueAt,
        customerReference: input.customerReference,
        ownFields,
      },
      primaryProject,
      categoryIds,
      tagIds,
      article: { author: { kind: "agent", agentId: agent.agentId }, visible: input.visible, channel: "workspace", bodyText: input.bodyText },
      uploads: input.uploads,
      uploader: { agentId: agent.agentId },
    });
  },
});

/** Without those that are named only to be empty. */
async function acceptedValues(db: Queryable, ownFields: OwnValues): Promise<OwnValues> {
  const given = Object.fromEntries(Object.entries(ownFields).filter(([, value]) => value !== null));
  if (Object.keys(given).length === 0) return given;
  const refused = refusedValue(await loadFieldsInUse(db), {}, given);
  if (refused) throw new Refusal("record.unknownReference", { fields: [{ path: `ownFields.${refused}`, code: "notInList" }] });
  return given;
}

async function refuseRelations(db: Queryable, companyId: string | null, wanted: Pick<NewRequest, "primaryProject" | "categoryIds" | "tagIds">): Promise<void> {
  const values = { companyId, primaryProject: null, secondaryProjects: [], categoryIds: [], tagIds: [] };
  const refused = refusedRelation(values, wanted, await loadRelationTargets(db, [{ values, wanted }], false));
  if (refused) throw new Refusal(refused.refused, { fields: [{ path: refused.path, code: "notInList" }] });
}

export type NewRequest = {
  ticket: Omit<NewTicket, "number" | "status" | "priorityId" | "now"> & { priorityId: string | undefined };
  primaryProject: ProjectPair | null;
  categoryIds: readonly string[];
  tagIds: readonly string[];
  article: Pick<NewArticle, "author" | "visible" | "channel" | "bodyText">;
  uploads: readonly string[];
  uploader: Uploader;
};

/** Ticket, first article, files, search text and audit: what both realms write once they have decided. */
export async function writeNewTicket(context: CommandContext, request: NewRequest): Promise<string> {
  const { db, now } = context;
  if (request.article.bodyText.trim() === "" && request.uploads.length === 0)
    throw new Refusal("ticket.emptyMessage", { fields: [{ path: "bodyText", code: "required" }] });
  const { priorityId, serviceId } = request.ticket;
  if (priorityId && !(await isChoosable(db, "priority", priorityId)))
    throw new Refusal("record.unknownReference", { fields: [{ path: "priorityId", code: "notInList" }] });
  if (serviceId && !(await isChoosable(db, "service", serviceId)))
    throw new Refusal("record.unknownReference", { fields: [{ path: "serviceId", code: "notInList" }] });
  const number = await nextNumber(db, String(await resolveFor(db, "tickets.numberFormat", {})), now);
  const ticketId = await insertTicket(db, {
    ...request.ticket,
    number,
    status: await getDefaultStatus(db, "new"),
    priorityId: priorityId ?? (await getDefaultPriority(db)),
    now,
  });
  const { primaryProject, categoryIds, tagIds } = request;
  if (primaryProject) await setTicketProjects(db, [{ ticketId, primaryProject }]);
  if (categoryIds.length > 0) await setTicketCategories(db, [{ ticketId, categoryIds }]);
  if (tagIds.length > 0) await setTicketTags(db, [{ ticketId, tagIds }]);
  const articleId = await insertArticle(db, { ticketId, subject: request.ticket.subject, now, ...request.article });
  if (!(await attachUploads(db, request.uploader, request.uploads, { articleId, ticketId, now }))) throw new Refusal("attachment.unknownUpload");
  await refreshSearch(db, [ticketId]);
  const { companyId, contactId, queueId, ownFields } = request.ticket;
  const related = {
    ...(Object.keys(ownFields).length > 0 ? { ownFields } : {}),
    ...(primaryProject ? { primaryProject } : {}),
    ...(categoryIds.length > 0 ? { categoryIds } : {}),
    ...(tagIds.length > 0 ? { tagIds } : {}),
  };
  const after = { number, queueId, companyId, contactId, ...related };
  context.audit({ event: "ticket.created", subject: { kind: "ticket", id: ticketId }, companyId, contactId, after });
  return ticketId;
}
