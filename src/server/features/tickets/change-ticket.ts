/** An agent changes a ticket: against the version that was read, each change with before and after in the audit. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { FieldCode } from "#contract/errors.ts";
import type { changeTicket as changeTicketEndpoint } from "#contract/ticket.ts";
import { overtaken, type TicketValues, type WantedChange } from "#domain/tickets/ticket-change.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { agentOf, command } from "#server/platform/run-command.ts";
import { findWhoChanged, valuesOf } from "./change-queries.ts";
import { ticketForAgent } from "./ticket-for.ts";
import type { TicketRow } from "./ticket-row-queries.ts";
import { decideChanges, isSaid, writeChanges } from "./write-changes.ts";

type Input = BodyOf<typeof changeTicketEndpoint> & { ticketId: string };

/** What has to be said with a new status is missing; everything else that a refusal names cannot be chosen. */
const codeOf = (path: string): FieldCode => (path === "comment" || path === "pendingUntil" ? "required" : "notInList");

export const changeTicket = command({
  name: "ticket.change-ticket",
  silent: true, // what is already so is neither written nor audited
  async run(context, { ticketId, version, was, reason, comment, ...wanted }: Input): Promise<string> {
    const asking = agentOf(context);
    const ticket = await ticketForAgent(context.db, asking, ticketId, "change", context.now);
    if (ticket.row.version !== version) await refuseOvertaken(context.db, ticket.row, wanted, was);
    const asked = { ticket, wanted: await withFormerProject(context.db, valuesOf(ticket.row), wanted) };
    const changes = await decideChanges(context.db, asking, [asked], context.now, { commented: isSaid(comment), restoring: false });
    for (const { decision } of changes.decided) {
      if (!("refused" in decision)) continue;
      const { refused, path, words = {} } = decision;
      throw new Refusal(refused, { words, ...(path ? { fields: [{ path, code: codeOf(path) }] } : {}) });
    }
    await writeChanges(context, changes, { reason, comment });
    return ticketId;
  },
});

/** What others changed meanwhile stands in the way only where it is the same fields: then it is said whose change is there. */
async function refuseOvertaken(db: Queryable, row: TicketRow, wanted: WantedChange, was: WantedChange | undefined): Promise<void> {
  if (was === undefined) throw new Refusal("record.versionStale");
  const fields = overtaken(valuesOf(row), wanted, was);
  if (fields.length === 0) return;
  const name = await findWhoChanged(db, row.ticket_id, fields);
  throw name === undefined ? new Refusal("record.versionStale") : new Refusal("ticket.changedMeanwhile", { words: { name } });
}

/** The primary project until now stays as a secondary one where the installation says so, and the change does not say which are to be. */
async function withFormerProject<Wanted extends WantedChange>(
  db: Queryable,
  { primaryProject, secondaryProjects }: TicketValues,
  wanted: Wanted,
): Promise<Wanted> {
  if (wanted.primaryProject === undefined || wanted.secondaryProjects !== undefined || primaryProject === null) return wanted;
  if (!(await resolveFor(db, "tickets.keepPrimaryProject"))) return wanted;
  return { ...wanted, secondaryProjects: [...secondaryProjects, primaryProject] };
}
