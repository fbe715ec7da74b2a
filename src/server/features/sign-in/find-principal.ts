/** Who asks: the session of the realm's cookie, or an API token. A person who is not active is nobody from the next request on. */
import { permissionsOf } from "#domain/agent-permissions.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { FindPrincipal } from "#server/platform/http/app.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { Kernel, Principal } from "#server/platform/kernel.ts";
import { readSessionCookie } from "./cookies.ts";
import { findApiToken, findSession, type SessionRow, touchApiToken, touchSession } from "./queries.ts";

/** A session's `last_seen_at` is written at most this often. */
const touchEverySeconds = 60;

export function createFindPrincipal(kernel: Kernel): FindPrincipal {
  const idleMinutes = remembered(() => resolveFor(kernel.databases.main, "signIn.sessionIdleMinutes", {}), 10_000);
  return async (realm, request) => {
    if (request.authorization !== null) return realm === "workspace" ? byToken(kernel, request.authorization, request.now) : { kind: "nobody" };
    const token = readSessionCookie(request.cookies, realm);
    if (!token) return { kind: "nobody" };
    const idleSince = new Date(request.now.getTime() - Number(await idleMinutes()) * 60_000);
    const session = await findSession(kernel.databases.main, token, realm, request.now, idleSince);
    if (session?.state !== "active") return { kind: "nobody" };
    if (request.now.getTime() - session.last_seen_at.getTime() > touchEverySeconds * 1000)
      await touchSession(kernel.databases.main, session.session_id, request.now);
    return principalOf(session);
  };
}

function principalOf(session: SessionRow): Principal {
  const shared = { language: session.language as Language | null, timeZone: session.time_zone, sessionId: session.session_id };
  if (session.contact_id !== null) return { kind: "contact", contactId: session.contact_id, ...shared };
  if (session.agent_id === null) return { kind: "nobody" };
  const administrator = session.is_administrator ?? false;
  return {
    kind: "agent",
    agentId: session.agent_id,
    administrator,
    permissions: permissionsOf({ administrator, permissions: session.permissions ?? [] }, null),
    ...shared,
  };
}

async function byToken(kernel: Kernel, authorization: string, now: Date): Promise<Principal> {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  const row = token ? await findApiToken(kernel.databases.main, token, now) : undefined;
  if (!row) return { kind: "nobody" };
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > touchEverySeconds * 1000)
    await touchApiToken(kernel.databases.main, row.api_token_id, now);
  return {
    kind: "agent",
    agentId: row.agent_id,
    administrator: row.is_administrator,
    permissions: permissionsOf({ administrator: row.is_administrator, permissions: row.permissions }, row.scopes),
    language: row.language as Language | null,
    timeZone: row.time_zone,
    sessionId: null,
  };
}

/** The value of `find`, asked again after `milliseconds`. */
function remembered<T>(find: () => Promise<T>, milliseconds: number): () => Promise<T> {
  let value: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (!value || performance.now() > until) {
      value = find();
      until = performance.now() + milliseconds;
      value.catch(() => {
        value = undefined;
      });
    }
    return value;
  };
}
