import type { z } from "zod";
import type { serviceSubject } from "#contract/master-data.ts";
import type { AuditEvent } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, settingAgent } from "#server/platform/run-command.ts";
import { type Assignee, deleteAssignments, insertAssignments, lockServices, raiseAssignmentsVersions } from "./queries.ts";

type Change = { subject: z.infer<typeof serviceSubject>; assigned: boolean };
/** `version`: the one that was read; without, whatever is stored is changed. */
export type ServiceChanges = { serviceId: string; version?: number; changes: readonly Change[] };
type Outcome = { services: { id: string; assignmentsVersion: number }[]; changed: number };

const keyOf = (subject: Assignee): string =>
  subject === "everybody" ? subject : "contactId" in subject ? `contact ${subject.contactId}` : `company ${subject.companyId}`;

/** Assigns and takes away services by differences, all or nothing; of two changes of the same pair the last one counts. */
export const changeServiceAssignments = command({
  name: "services.change-service-assignments",
  silent: true, // what is already as wanted changes nothing and is not recorded
  async run(context, input: { services: readonly ServiceChanges[]; reason?: string | undefined }): Promise<Outcome> {
    const { db } = context;
    const versions = await lockServices(
      db,
      input.services.map((one) => one.serviceId),
    );
    for (const { serviceId, version } of input.services) {
      const stored = versions.get(serviceId.toLowerCase());
      if (stored === undefined) throw new Refusal("record.unknownReference");
      if (version !== undefined && version !== stored) throw new Refusal("record.versionStale");
    }
    const pairs = input.services.flatMap(({ serviceId, changes }) => changes.map((change) => ({ serviceId, ...change })));
    const wanted = [...new Map(pairs.map((pair) => [`${pair.serviceId.toLowerCase()} ${keyOf(pair.subject)}`, pair])).values()];
    const removed = await deleteAssignments(
      db,
      wanted.filter((pair) => !pair.assigned),
    );
    const added = await insertAssignments(
      db,
      wanted.filter((pair) => pair.assigned),
      settingAgent(context),
    );
    for (const [serviceId, version] of await raiseAssignmentsVersions(
      db,
      [...added, ...removed].map((pair) => pair.serviceId),
    ))
      versions.set(serviceId, version);
    for (const event of eventsOf(wanted, added, removed)) context.audit({ ...event, reason: input.reason });
    const services = [...versions].map(([id, assignmentsVersion]) => ({ id, assignmentsVersion }));
    return { services, changed: added.length + removed.length };
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
