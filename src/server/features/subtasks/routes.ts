/** Subtasks of a ticket. */
import * as contract from "#contract/subtask.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { agentAsking, type Route, route } from "#server/platform/http/route.ts";
import { found } from "#server/platform/refusal.ts";
import { changeSubtask, type NamedSubtask } from "./change-subtask.ts";
import { createSubtask } from "./create-subtask.ts";
import { orderSubtasks } from "./order-subtasks.ts";
import { presentSubtask } from "./present.ts";
import { findSubtask, listSubtasks } from "./queries.ts";
import { removeSubtask, restoreSubtask } from "./remove-subtask.ts";
import { mayChangeSubtasks, ticketWithSubtasks } from "./ticket-with-subtasks.ts";

const list = async (db: Tx, ticketId: string, mayChange: boolean) => ({
  items: (await listSubtasks(db, ticketId)).map((row) => presentSubtask(row, mayChange)),
});
/** After a change of one's own: whoever changed it may. */
const changed = async (db: Tx, { ticketId, subtaskId }: NamedSubtask) => presentSubtask(found(await findSubtask(db, ticketId, subtaskId)), true);

export const routes: readonly Route[] = [
  route(contract.listSubtasks, (ask, { params }) =>
    ask.read(async (db, who) => list(db, params.id, mayChangeSubtasks(await ticketWithSubtasks(db, agentAsking(who), params.id, ask.now)))),
  ),
  route(contract.createSubtask, (ask, { params, body }) => ask.run(createSubtask, { ...body, ticketId: params.id }, changed)),
  route(contract.changeSubtask, (ask, { params, body }) => ask.run(changeSubtask, { ...body, ticketId: params.id, subtaskId: params.subtaskId }, changed)),
  route(contract.orderSubtasks, (ask, { params, body }) =>
    ask.run(orderSubtasks, { ...body, ticketId: params.id }, (db, ticketId) => list(db, ticketId, true)),
  ),
  route(contract.deleteSubtask, (ask, { params }) => ask.run(removeSubtask, { ticketId: params.id, subtaskId: params.subtaskId }, () => undefined)),
  route(contract.restoreSubtask, (ask, { params }) => ask.run(restoreSubtask, { ticketId: params.id, subtaskId: params.subtaskId }, changed)),
];
