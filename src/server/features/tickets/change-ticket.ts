/** An agent changes a ticket: against the version that was read, each change with before and after in the audit. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { changeTicket as changeTicketEndpoint } from "#contract/ticket.ts";
import { agentMayCreateIn } from "#domain/access/agents.ts";
import type { StatusType } from "#domain/access/facts.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, type CommandContext, command } from "#server/platform/run-command.ts";
import { isMemberNow } from "./article-queries.ts";
import type { TicketRow } from "./queries.ts";
import { ticketForAgent } from "./ticket-for.ts";
import { findQueueFacts, findStatus, isChoosable, refreshSearch, type TicketChanges, updateTicket } from "./write-queries.ts";

type Input = BodyOf<typeof changeTicketEndpoint> & { ticketId: string };

export const changeTicket = command({
  name: "ticket.change-ticket",
  async run(context, input: Input): Promise<string> {
    const asking = agentOf(context);
    const { row } = await ticketForAgent(context.db, asking, input.ticketId, "change", context.now);
    if (row.version !== input.version) throw new Refusal("record.versionStale");
    const changes = await wantedChanges(context, row, input);
    await updateTicket(context.db, input.ticketId, changes, context.now);
    if (changes.subject !== undefined || changes.companyId !== undefined || changes.contactId !== undefined) await refreshSearch(context.db, [input.ticketId]);
    const after = { ...changes, status: undefined, statusId: changes.status?.statusId };
    context.audit({
      event: "ticket.changed",
      subject: { kind: "ticket", id: input.ticketId },
      companyId: changes.companyId === undefined ? row.company_id : changes.companyId,
      contactId: changes.contactId === undefined ? row.contact_id : changes.contactId,
      before: formerValues(row, after),
      after,
      reason: input.reason,
    });
    return input.ticketId;
  },
});

async function wantedChanges(context: CommandContext, row: TicketRow, input: Input): Promise<TicketChanges> {
  const { db } = context;
  const unknown = (path: string) => new Refusal("record.unknownReference", { fields: [{ path, code: "notInList" }] });
  const status = input.statusId === undefined ? undefined : await findStatus(db, input.statusId);
  if (input.statusId !== undefined && !status) throw unknown("statusId");
  if (input.priorityId !== undefined && !(await isChoosable(db, "priority", input.priorityId))) throw unknown("priorityId");
  if (input.serviceId && !(await isChoosable(db, "service", input.serviceId))) throw unknown("serviceId");
  if (input.queueId !== undefined && input.queueId !== row.queue_id) {
    const queue = await findQueueFacts(db, input.queueId);
    if (!queue) throw unknown("queueId");
    if (!queue.active || !agentMayCreateIn(agentOf(context).agent, queue.groupId)) throw new Refusal("ticket.notPermitted");
  }
  const companyId = input.companyId === undefined ? row.company_id : input.companyId;
  const contactId = input.contactId === undefined ? row.contact_id : input.contactId;
  const moved = companyId !== row.company_id || contactId !== row.contact_id;
  if (moved && companyId && contactId && !(await isMemberNow(db, contactId, companyId, context.now))) throw new Refusal("ticket.contactNotInCompany");
  const { subject, priorityId, queueId, assigneeId, serviceId, confidential } = input;
  return {
    subject,
    priorityId,
    queueId,
    assigneeId,
    serviceId,
    confidential,
    companyId: input.companyId,
    contactId: input.contactId,
    status: status && { statusId: status.statusId, statusType: status.statusType as StatusType },
  };
}

function formerValues(row: TicketRow, after: Record<string, unknown>): Record<string, unknown> {
  const former: Record<string, unknown> = {
    subject: row.subject,
    statusId: row.status_id,
    priorityId: row.priority_id,
    queueId: row.queue_id,
    assigneeId: row.assignee_id,
    companyId: row.company_id,
    contactId: row.contact_id,
    serviceId: row.service_id,
    confidential: row.confidential,
  };
  return Object.fromEntries(
    Object.keys(former)
      .filter((key) => after[key] !== undefined)
      .map((key) => [key, former[key]]),
  );
}
