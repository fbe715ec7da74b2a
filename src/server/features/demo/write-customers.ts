/** Companies, contacts, their memberships and passwords. */
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import type { Log } from "./log.ts";
import { day, daysAgo, minute } from "./moments.ts";
import type { CompanyKey } from "./tables/companies.ts";
import type { ForATime } from "./tables/people.ts";
import type { RoleKey } from "./tables/roles.ts";
import { companiesInOrder, type Person, type World } from "./world.ts";
import { by } from "./write-provider.ts";

export async function writeCustomers(db: Queryable, world: World, log: Log, passwordHash: string): Promise<void> {
  await writeCompanies(db, world, log);
  await writeContacts(db, world, log, passwordHash);
  await writeMemberships(db, world, log);
}

const shut = {
  suspended: { de: "Umzug der Backstube, Vertrag ruht", en: "The bakery moves, the contract rests" },
  portal: { de: "Portal erst nach der Schulung", en: "Portal only after the training" },
} as const;

async function writeCompanies(db: Queryable, world: World, log: Log): Promise<void> {
  const all = companiesInOrder(world);
  const rows = all.map((company) => {
    const changed = company.state === undefined ? company.at : daysAgo(world.now, 52, "11:20");
    return {
      company_id: company.id,
      number: company.number,
      name: company.name,
      street: company.street,
      zip: company.zip,
      city: company.city,
      country: company.country,
      url: `https://www.${company.domain}`,
      comment: company.comment ?? "",
      classification: company.classification ?? "",
      parent_id: company.parent === undefined ? null : world.companies[company.parent as CompanyKey].id,
      billed_by_company_id: company.billedBy === undefined ? null : world.companies[company.billedBy as CompanyKey].id,
      language: company.language,
      time_zone: company.timeZone ?? null,
      state: company.state ?? "active",
      portal_enabled: company.portal ?? true,
      created_at: company.at,
      changed_at: changed,
      valid_from: changed,
    };
  });
  await insertRows(db, "company", rows);
  for (const [place, company] of all.entries()) {
    const { number, name, city } = company;
    const parentId = rows[place]?.parent_id ?? null;
    const about = { subject: { kind: "company", id: company.id }, companyId: company.id };
    log.record(company.at, by(world, "eva"), { event: "company.created", ...about, after: { number, name, city, parentId } });
    if (company.state) {
      const change = { before: { state: "active" }, after: { state: company.state }, reason: shut.suspended[world.language] };
      log.record(daysAgo(world.now, 52, "11:20"), by(world, "sabine"), { event: "company.changed", ...about, ...change });
    }
    if (company.portal === false) {
      const change = { before: { portalEnabled: true }, after: { portalEnabled: false }, reason: shut.portal[world.language] };
      log.record(new Date(company.at.getTime() + 4 * minute), by(world, "eva"), { event: "company.changed", ...about, ...change });
    }
  }
  await insertRows(db, "number_counter", [{ counter_key: "company {n:5}", last_value: Math.max(...all.map((company) => Number(company.number))) }]);
}

const gone = {
  suspended: { de: "Länger krank, Zugang ruht", en: "On long leave, access rests" },
  closed: { de: "Hat das Haus verlassen", en: "Has left the company" },
} as const;

async function writeContacts(db: Queryable, world: World, log: Log, hash: string): Promise<void> {
  const rows = world.people.map((person) => {
    const company = world.companies[person.company];
    const phone = `${company.country === "Deutschland" ? "+49 511 55501" : "+44 113 496 0"}${100 + world.random.below(900)}`;
    return {
      contact_id: person.id,
      title: person.title ?? "",
      first_name: person.first,
      last_name: person.last,
      email: person.email,
      login: person.signIn === "none" ? null : person.login,
      phone,
      mobile: world.random.chance(0.4) ? `${company.country === "Deutschland" ? "+49 1555 0110" : "+44 7700 900"}${100 + world.random.below(900)}` : "",
      city: company.city,
      country: company.country,
      comment: person.job,
      language: person.language ?? null,
      state: stateOf(person),
      created_at: person.since,
      changed_at: changedAt(world, person),
      valid_from: changedAt(world, person),
    };
  });
  await insertRows(db, "contact", rows);
  const known = world.people.filter((person) => person.signIn === undefined);
  await insertRows(
    db,
    "credential",
    known.map((person) => ({ credential_id: world.random.id(person.since), contact_id: person.id, scheme: "argon2id", hash, changed_at: person.since })),
  );
  for (const person of world.people) logContact(world, log, person);
}

const stateOf = (person: Person): string => person.state ?? (person.signIn === "invited" ? "invited" : "active");
const changedAt = (world: World, person: Person): Date => (person.state === undefined ? person.since : daysAgo(world.now, 34, "09:25"));

function logContact(world: World, log: Log, person: Person): void {
  const about = { subject: { kind: "contact", id: person.id }, contactId: person.id };
  const who = by(world, person.since < world.agents.sabine.at ? "eva" : "sabine");
  log.record(person.since, who, { event: "contact.created", ...about, after: { state: stateOf(person), personalFields: ["email", "firstName", "lastName"] } });
  if (person.signIn !== "none") log.record(new Date(person.since.getTime() + minute), who, { event: "contact.sign-in-given", ...about, after: { by: "link" } });
  if (person.state) {
    const change = { before: { state: "active" }, after: { state: person.state }, reason: gone[person.state][world.language] };
    log.record(changedAt(world, person), by(world, "sabine"), { event: "contact.changed", ...about, ...change });
  }
}

type MembershipRow = {
  company: CompanyKey;
  role: RoleKey;
  primary: boolean;
  from: number | undefined;
  until: number | undefined;
  keeps: boolean;
  forATime?: ForATime | undefined;
  seesSince?: number | undefined;
};

const membershipsOf = (person: Person): MembershipRow[] => [
  { company: person.company, role: person.role, primary: true, from: person.from, until: person.until, keeps: false, seesSince: person.seesSince },
  ...(person.also ?? []).map(({ company, role, from, until, keepsOwnTickets, forATime }) => ({
    company,
    role,
    primary: false,
    from,
    until,
    keeps: keepsOwnTickets ?? false,
    forATime,
  })),
];

/** Days from the start as the instant at which that day begins. */
export const dateOf = (world: World, days: number | undefined): Date | null =>
  days === undefined ? null : new Date(Math.floor((world.now.getTime() + days * day) / day) * day);

function recordForATime(world: World, log: Log, at: Date, { forATime, ...of }: { companyId: string; contactId: string; forATime: ForATime }): void {
  const { role, from, until, reason } = forATime;
  log.record(at, by(world, "sabine"), {
    event: "membership.changed",
    subject: { kind: "contact", id: of.contactId },
    ...of,
    before: { companyId: of.companyId, roleForATime: null },
    after: { companyId: of.companyId, roleForATime: { roleId: world.roles[role], from: dateOf(world, from), until: dateOf(world, until) } },
    reason: reason[world.language],
  });
}

async function writeMemberships(db: Queryable, world: World, log: Log): Promise<void> {
  const rows = world.people.flatMap((person) =>
    membershipsOf(person).map(({ company, role, primary, from, until, keeps, seesSince, forATime }, place) => {
      const { id: companyId, at: companyAt } = world.companies[company];
      const at = new Date(Math.max(person.since.getTime(), companyAt.getTime()) + place * 9 * day);
      const setBy = world.agents[at < world.agents.sabine.at || place === 0 ? "eva" : "sabine"].id;
      const [starts, ends, sees] = [dateOf(world, from), dateOf(world, until), dateOf(world, seesSince)];
      const after = {
        companyId,
        roleId: world.roles[role],
        primary,
        carriesGroupRights: true,
        keepsOwnTickets: keeps,
        seesSince: sees,
        from: starts,
        until: ends,
      };
      log.record(
        at,
        { kind: "agent", id: setBy },
        { event: "membership.added", subject: { kind: "contact", id: person.id }, companyId, contactId: person.id, after },
      );
      const changed = forATime ? daysAgo(world.now, 4, "14:35") : at;
      if (forATime) recordForATime(world, log, changed, { companyId, contactId: person.id, forATime });
      return {
        membership_id: world.random.id(at),
        contact_id: person.id,
        company_id: companyId,
        role_id: world.roles[role],
        is_primary: primary,
        keeps_own_tickets: keeps,
        sees_since: sees,
        starts_at: starts,
        ends_at: ends,
        for_a_time_role_id: forATime ? world.roles[forATime.role] : null,
        for_a_time_starts_at: dateOf(world, forATime?.from),
        for_a_time_ends_at: dateOf(world, forATime?.until),
        set_by: forATime ? world.agents.sabine.id : setBy,
        version: forATime ? 2 : 1,
        created_at: at,
        changed_at: changed,
        valid_from: changed,
        carries_group_rights: true,
      };
    }),
  );
  await insertRows(db, "membership", rows);
}
