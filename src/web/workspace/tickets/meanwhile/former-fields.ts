/** What single fields of a ticket are, as a change names them: so that only what somebody else changed in the same fields stands in the way. */
import type { BodyInputOf } from "#contract/endpoint.ts";
import type { changeTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { valuesUnder } from "#domain/tickets/own-fields.ts";

type OwnValues = NonNullable<FormerFields["ownFields"]>;
type Body = BodyInputOf<typeof changeTicket>;
export type FormerFields = NonNullable<Body["was"]>;
export type TicketField = keyof FormerFields;

const pairOf = ({ project, task }: AgentTicketView["projects"][number]) => ({ projectId: project.id, taskId: task?.id ?? null });

function fieldsOf(ticket: AgentTicketView): Required<FormerFields> {
  const {
    subject,
    statusId,
    pendingUntil,
    priorityId,
    queueId,
    assigneeId,
    companyId,
    contactId,
    serviceId,
    confidential,
    dueAt,
    customerReference,
    projects,
  } = ticket;
  return {
    ...{ subject, statusId, pendingUntil, priorityId, queueId, assigneeId, companyId, contactId, serviceId, confidential, dueAt, customerReference },
    primaryProject: projects.filter(({ primary }) => primary).map(pairOf)[0] ?? null,
    secondaryProjects: projects.filter(({ primary }) => !primary).map(pairOf),
    categoryIds: ticket.categories.map(({ id }) => id),
    tagIds: ticket.tags.map(({ id }) => id),
    ownFields: ticket.ownFields as OwnValues,
  };
}

/** The fields of a ticket alone, of a change that may say more. */
export const onlyFields = (ticket: AgentTicketView, change: object): FormerFields =>
  Object.fromEntries(Object.entries(change).filter(([name]) => name in fieldsOf(ticket)));

/** Of the fields that the change names, what they are on this ticket. */
export function formerFields(ticket: AgentTicketView, change: object): FormerFields {
  const former: FormerFields = Object.fromEntries(Object.entries(fieldsOf(ticket)).filter(([name]) => name in change));
  const { ownFields } = change as Pick<Body, "ownFields">;
  return ownFields === undefined ? former : { ...former, ownFields: valuesUnder(ticket.ownFields, Object.keys(ownFields)) as OwnValues };
}
