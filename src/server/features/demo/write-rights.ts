/** Rights on groups, with those that were another level before, and who may choose which service. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { day, daysAgo, hour } from "./moments.ts";
import type { Level, RightRow } from "./tables/companies.ts";
import type { GroupKey, ServiceKey } from "./tables/groups.ts";
import type { AgentKey } from "./tables/provider.ts";
import { companiesInOrder, type World } from "./world.ts";
import { dateOf } from "./write-customers.ts";
import { by } from "./write-provider.ts";

type Holder = { company_id?: string; contact_id?: string; context?: "own" | "others"; everybody?: "contact" | "company" };
type Given = RightRow & { holder: Holder; at: Date; setBy: AgentKey };
type Columns = ReturnType<typeof columnsOf>;

export async function writeRights(db: Queryable, world: World, log: Log): Promise<void> {
  const rows: Columns[] = [];
  const former: Columns[] = [];
  for (const [place, given] of allRights(world).entries()) {
    const first = columnsOf(world, given);
    // Every fourth right to edit began as a right to read.
    const raised = given.level === "edit" && place % 4 === 1 ? raise(world, first, place) : null;
    if (raised) former.push(raised.before);
    rows.push(raised?.after ?? first);
    logRight(world, log, null, raised?.before ?? first, given.setBy);
    if (raised) logRight(world, log, raised.before, raised.after, "eva", world.random.pick(reasons[world.language]));
  }
  await insertRows(db, "group_right", rows);
  const valid_to = (before: Columns) => rows.find((row) => row.group_right_id === before.group_right_id)?.valid_from;
  await insertRows(
    db,
    "fact_history",
    former.map((row) => ({ table_name: "group_right", row_id: row.group_right_id, valid_from: row.valid_from, valid_to: valid_to(row), row })),
  );
  await writeServices(db, world, log);
}

const reasons = {
  de: ["Auf Wunsch des Kunden, telefonisch mit der Leitung", "Neuer Rahmenvertrag", "Kunde bearbeitet diese Tickets jetzt selbst mit"],
  en: ["Asked for by the customer, agreed by phone", "New contract", "The customer now works on these tickets as well"],
} as const;

function allRights(world: World): Given[] {
  const soon = (at: Date, place: number): Date => new Date(at.getTime() + hour + place * 3 * 60_000);
  const everybody: Given[] = [
    { group: "helpdesk", level: "edit", holder: { everybody: "company" }, at: daysAgo(world.now, 532, "15:02"), setBy: "eva" },
    { group: "maintenance", level: "read", holder: { everybody: "contact" }, at: daysAgo(world.now, 532, "15:06"), setBy: "eva" },
  ];
  const ofCompanies = companiesInOrder(world).flatMap((company) => [
    ...company.rights.map((right, place): Given => {
      return { ...right, holder: { company_id: company.id, context: "own" }, at: soon(company.at, place), setBy: company.since > 400 ? "eva" : "sabine" };
    }),
    ...(company.partnerRights ?? []).map((right): Given => {
      return { ...right, holder: { company_id: company.id, context: "others" }, at: daysAgo(world.now, 318, "11:12"), setBy: "eva" };
    }),
  ]);
  const ofPeople = world.people.flatMap((person) =>
    (person.rights ?? []).map((right, place): Given => ({ ...right, holder: { contact_id: person.id }, at: soon(person.since, place), setBy: "sabine" })),
  );
  return [...everybody, ...ofCompanies, ...ofPeople];
}

function columnsOf(world: World, { group, level, from, until, holder, at, setBy }: Given) {
  return {
    group_right_id: world.random.id(at),
    group_id: world.groups[group],
    contact_id: holder.contact_id ?? null,
    company_id: holder.company_id ?? null,
    context: holder.context ?? null,
    everybody: holder.everybody ?? null,
    ...levelColumns(level),
    starts_at: dateOf(world, from),
    ends_at: dateOf(world, until),
    set_by: world.agents[setBy].id,
    created_at: at,
    valid_from: at,
  };
}

const levelColumns = (level: Level) => ({ can_read: level === "read", can_create: level === "create", can_edit: level === "edit" });

function raise(world: World, first: Columns, place: number): { before: Columns; after: Columns } | null {
  const raisedAt = daysAgo(world.now, 268 - (place % 9) * 14, `${String(9 + (place % 8)).padStart(2, "0")}:1${place % 10}`);
  if (raisedAt.getTime() < first.valid_from.getTime() + 7 * day) return null;
  return { before: { ...first, ...levelColumns("read") }, after: { ...first, set_by: world.agents.eva.id, valid_from: raisedAt } };
}

function logRight(world: World, log: Log, before: Columns | null, after: Columns, setBy: AgentKey, reason?: string): void {
  const told = (right: Columns) => ({
    ...(right.everybody === null ? { context: right.context } : { everybody: right.everybody }),
    rights: right.can_edit ? ["edit"] : right.can_create ? ["create"] : ["read"],
    from: right.starts_at,
    until: right.ends_at,
  });
  log.record(after.valid_from, by(world, setBy), {
    event: before === null ? "right.given" : "right.changed",
    subject: { kind: "group", id: after.group_id },
    companyId: after.company_id,
    contactId: after.contact_id,
    before: before && told(before),
    after: told(after),
    reason,
  });
}

async function writeServices(db: Queryable, world: World, log: Log): Promise<void> {
  const { services, random } = world;
  const assign = (keys: readonly ServiceKey[], holder: { company_id: string | null; everybody: boolean }, at: Date, setBy: AgentKey) => {
    const { company_id: companyId } = holder;
    log.record(at, by(world, setBy), {
      event: "service.assignments-changed",
      subject: { kind: companyId === null ? "everybody" : "company", id: companyId },
      companyId,
      contactId: null,
      before: { serviceIds: [] },
      after: { serviceIds: keys.map((key) => services[key].id) },
    });
    const stamps = { set_by: world.agents[setBy].id, created_at: at, valid_from: at };
    return keys.map((key) => ({ service_assignment_id: random.id(at), service_id: services[key].id, ...holder, ...stamps }));
  };
  const open = (Object.keys(services) as ServiceKey[]).filter((key) => services[key].everybody);
  const rows = [
    ...assign(open, { company_id: null, everybody: true }, daysAgo(world.now, 531, "10:30"), "eva"),
    ...companiesInOrder(world).flatMap((company) =>
      company.services === undefined
        ? []
        : assign(company.services, { company_id: company.id, everybody: false }, new Date(company.at.getTime() + 2 * hour), "sabine"),
    ),
  ];
  await insertRows(db, "service_assignment", rows);
}

/** Whether a group lets a company's people do this with their own tickets on that day. */
export function opensGroup(world: World, rights: readonly RightRow[], group: GroupKey, at: Date): boolean {
  if (group === "helpdesk") return true;
  return rights.some(
    (right) => right.group === group && right.level !== "read" && (dateOf(world, right.from) ?? at) <= at && (dateOf(world, right.until) ?? at) >= at,
  );
}
