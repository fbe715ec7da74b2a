import type { BodyOf } from "#contract/endpoint.ts";
import type { changeServiceAssignments as endpoint } from "#contract/master-data.ts";
import type { AuditEvent } from "#server/platform/kernel.ts";
import { command, settingAgent } from "#server/platform/run-command.ts";
import { type Assignee, deleteAssignments, insertAssignments } from "./queries.ts";

type Change = BodyOf<typeof endpoint>["changes"][number];
const keyOf = (subject: Assignee): string =>
  subject === "everybody" ? subject : "contactId" in subject ? `contact ${subject.contactId}` : `company ${subject.companyId}`;

/** Assigns and takes away services by differences; of two changes of the same pair the last one counts. Returns how many pairs changed. */
export const changeServiceAssignments = command({
  name: "services.change-service-assignments",
  silent: true, // what is already as wanted changes nothing and is not recorded
  async run(context, input: BodyOf<typeof endpoint>): Promise<number> {
    const wanted = [...new Map(input.changes.map((change) => [`${change.serviceId} ${keyOf(change.subject)}`, change])).values()];
    const removed = await deleteAssignments(
      context.db,
      wanted.filter((change) => !change.assigned),
    );
    const added = await insertAssignments(
      context.db,
      wanted.filter((change) => change.assigned),
      settingAgent(context),
    );
    for (const event of eventsOf(wanted, added, removed)) context.audit({ ...event, reason: input.reason });
    return added.length + removed.length;
  },
});

type Touched = Awaited<ReturnType<typeof deleteAssignments>>[number];

/** One event for each subject, with the services it lost and got. */
function eventsOf(wanted: readonly Change[], added: readonly Touched[], removed: readonly Touched[]): AuditEvent[] {
  const servicesOf = (rows: readonly Touched[]) =>
    Map.groupBy(rows, (row) =>
      keyOf(row.contactId !== null ? { contactId: row.contactId } : row.companyId !== null ? { companyId: row.companyId } : "everybody"),
    );
  const [got, lost] = [servicesOf(added), servicesOf(removed)];
  const subjects = new Map(wanted.map(({ subject }) => [keyOf(subject), subject]));
  return [...subjects].flatMap(([key, subject]) => {
    const [before, after] = [lost, got].map((rows) => (rows.get(key) ?? []).map((row) => row.serviceId)) as [string[], string[]];
    if (before.length + after.length === 0) return [];
    const contactId = subject !== "everybody" && "contactId" in subject ? subject.contactId : null;
    const companyId = subject !== "everybody" && "companyId" in subject ? subject.companyId : null;
    const kind = contactId !== null ? "contact" : companyId !== null ? "company" : "everybody";
    return [
      {
        event: "service.assignments-changed",
        subject: { kind, id: contactId ?? companyId },
        contactId,
        companyId,
        before: { serviceIds: before },
        after: { serviceIds: after },
      },
    ];
  });
}
