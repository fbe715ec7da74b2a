/** Which statuses a ticket can get from here, as the screens offer them: the others with the reason why not. */
import type { ResponseOf } from "#contract/endpoint.ts";
import type { listTicketSteps } from "#contract/ticket.ts";
import type { AgentFacts } from "#domain/access/agents.ts";
import { refusedWay, type StepRefusal, type Workflow } from "#domain/tickets/workflow.ts";
import type { StatusRow } from "#server/features/statuses/queries.ts";
import type { Language, Translate } from "#server/platform/i18n/translate.ts";
import type { SeenTicket } from "./ticket-for.ts";

type StepView = ResponseOf<typeof listTicketSteps>["items"][number];

/** In the order of the statuses; without those that are closed, and without *merged*, which is not chosen but comes about. */
export function presentSteps(
  { row, allowed }: SeenTicket,
  { agentId, administrator }: AgentFacts,
  workflow: Workflow,
  statuses: readonly StatusRow[],
  { language, translate }: { language: Language; translate: Translate },
): StepView[] {
  const mover = { kind: "agent", administrator, assignee: row.assignee_id === agentId } as const;
  const refusalOf = (statusId: string): StepRefusal | "ticket.notPermitted" | null =>
    allowed.includes("change") ? (row.status_id === statusId ? null : refusedWay(workflow, row.status_id, statusId, mover)) : "ticket.notPermitted";
  return statuses
    .filter((status) => status.id === row.status_id || (status.state === "active" && status.statusType !== "merged"))
    .map((status) => {
      const refused = refusalOf(status.id);
      return {
        id: status.id,
        label: status.labels[language] || status.name,
        statusType: status.statusType,
        locks: status.locks,
        commentRequired: status.commentRequired,
        untilRequired: status.closesToId !== null,
        refused: refused && { code: refused, message: translate(`error.${refused}`) },
      };
    });
}
