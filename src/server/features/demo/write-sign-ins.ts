/** Who was there lately: the sign-in log, open sessions, and the invitations that wait to be followed. */
import { hashToken, insertLink, newToken } from "#server/features/sign-in/queries.ts";
import { insertRows } from "#server/features/take-over/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { day, hour, inWorkingHours, minute } from "./moments.ts";
import { setLastSignIns } from "./queries.ts";
import { agentKeys, provider } from "./tables/provider.ts";
import type { Person, World } from "./world.ts";

const browsers = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
];

export async function writeSignIns(db: Queryable, world: World, publicUrl: string): Promise<void> {
  const people = world.people.filter(
    (person) => person.may && world.companies[person.company].state === undefined && world.companies[person.company].portal !== false,
  );
  const events = [
    ...people.flatMap((person) => visits(world, person.often ? 14 : 4).map((at) => visit(world, at, "portal", { contact_id: person.id, agent_id: null }))),
    ...agentKeys
      .map((key) => world.agents[key])
      .filter((agent) => agent.leftAt === null)
      .flatMap((agent) => visits(world, 16).map((at) => visit(world, at, "workspace", { contact_id: null, agent_id: agent.id }))),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  await insertRows(db, "sign_in_event", events);
  await setLastSignIns(db);
  await writeSessions(db, world, people);
  await writeInvitations(db, world, publicUrl);
}

/** So many moments of the last seven weeks, more of them lately. */
function visits(world: World, count: number): Date[] {
  return Array.from({ length: count }, () => {
    const days = 0.4 + 48 * world.random.between(0, 1) ** 2;
    return new Date(Math.min(inWorkingHours(new Date(world.now.getTime() - days * day)).getTime(), world.now.getTime() - 2 * hour));
  });
}

function visit(world: World, at: Date, realm: "portal" | "workspace", who: { contact_id: string | null; agent_id: string | null }) {
  const outcome = world.random.chance(0.06) ? "wrongPassword" : "signedIn";
  return { sign_in_event_id: world.random.id(at), at, realm, ...who, outcome, network: network(world), client: world.random.pick(browsers) };
}

/** Addresses for documentation (RFC 5737). */
const network = (world: World): string => `${world.random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${1 + world.random.below(254)}`;

/** Of some who are working just now; nobody has their tokens. */
async function writeSessions(db: Queryable, world: World, people: readonly Person[]): Promise<void> {
  const working = people.filter((person, place) => person.often && place % 3 === 0).map((person) => ({ contact_id: person.id, agent_id: null }));
  const agents = (["sabine", "jonas", "tom"] as const).map((key) => ({ contact_id: null, agent_id: world.agents[key].id }));
  const rows = [...working, ...agents].map((who, place) => {
    const at = new Date(world.now.getTime() - (1 + (place % 5)) * hour);
    return {
      session_id: world.random.id(at),
      token_hash: `\\x${hashToken(newToken()).toString("hex")}`,
      ...who,
      created_at: at,
      last_seen_at: new Date(world.now.getTime() - (2 + place * 3) * minute),
      expires_at: new Date(at.getTime() + 7 * day),
      network: network(world),
      client: world.random.pick(browsers),
    };
  });
  await insertRows(db, "session", rows);
}

/** They lie in the outbox as kept: the links work, and nothing is ever sent. */
async function writeInvitations(db: Queryable, world: World, publicUrl: string): Promise<void> {
  const invited = world.people.filter((person) => person.signIn === "invited");
  const rows = [];
  for (const person of invited) {
    const translate = translateTo(world.companies[person.company].language);
    const { token } = await insertLink(db, { contactId: person.id }, "invitation", world.now);
    const values = { name: person.name, login: person.login, link: `${publicUrl}/set-password#${token}`, installation: provider.name };
    rows.push({
      mail_id: world.random.id(person.since),
      to_address: person.email,
      subject: translate("mail.invitation.subject", values),
      body_text: translate("mail.invitation.text", values),
      contact_id: person.id,
      kind: "invitation",
      state: "kept",
      created_at: person.since,
    });
  }
  await insertRows(db, "outbox_mail", rows);
}
