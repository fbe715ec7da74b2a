/**
 * What another call of the API would do: the same route, policy and command, in a transaction that is rolled back
 * (docs/decisions/0020-what-if.md). Nothing of it leaves that transaction: no mail, no job, no file, no notification.
 */
import { type ControlledTransaction, sql } from "kysely";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { Databases } from "#server/platform/db/connect.ts";
import { asRefusal, isWorthRetrying } from "#server/platform/db/constraint-errors.ts";
import type { DB } from "#server/platform/db/schema-types.ts";
import type { AuditEvent, Caller, Kernel } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { carryOut } from "#server/platform/run-command.ts";
import { checkBody, checkPlace, checkPolicy } from "./check-call.ts";
import type { Ask, Rehearsed, RehearsedCall, Route } from "./route.ts";

/** Each holds two connections of the main pool. */
const mostAtOnce = 2;
/** A call that has to wait for somebody else's change is not rehearsed: nobody may wait for a question. */
const lockMilliseconds = 400;
const statementMilliseconds = 15_000;
const mostTries = 3;

/** Calls with these permissions may change what contacts see and do. */
const changingPermissions: readonly (AgentPermission | "signedIn")[] = ["access:write", "company:write", "contact:write", "setting:write", "ticket:write"];

export type Rehearse = <T>(caller: Caller, call: RehearsedCall, work: (rehearsed: Rehearsed) => Promise<T>) => Promise<T>;

export function createRehearsals(routes: readonly Route[]): Rehearse {
  const places = createPlaces(mostAtOnce);
  return async (caller, call, work) => {
    const found = findRoute(routes, call);
    checkPolicy(found.route.endpoint, caller.principal);
    const input = { ...found.place, body: checkBody(found.route.endpoint, call.body) };
    const free = await places.take();
    try {
      for (let tries = 1; ; tries++) {
        try {
          return await rehearseOnce(caller, found.route, input, work);
        } catch (error) {
          if (!isWorthRetrying(error) || tries === mostTries) throw asRefusal(error);
        }
      }
    } finally {
      free();
    }
  };
}

type Input = Parameters<Route["handle"]>[1];

/** One state of the database for both transactions, of which one then has the change. */
async function rehearseOnce<T>(caller: Caller, route: Route, input: Input, work: (rehearsed: Rehearsed) => Promise<T>): Promise<T> {
  const { databases, loadFacts } = caller.kernel;
  const after = await databases.main.startTransaction().setIsolationLevel("repeatable read").execute();
  let before: ControlledTransaction<DB> | undefined;
  try {
    before = await sameState(databases, after);
    const asking = await loadFacts(before, caller.principal, caller.now, false);
    await sql`select set_config('pforte.rehearsing', 'on', true), set_config('lock_timeout', ${`${lockMilliseconds}ms`}, true), set_config('statement_timeout', ${`${statementMilliseconds}ms`}, true)`.execute(
      after,
    );
    const events: AuditEvent[] = [];
    await route.handle(askWithin(after, caller, events), input);
    await sql`set constraints all immediate`.execute(after);
    return await work({ before, after, events, asking });
  } finally {
    await Promise.all([after.rollback().execute(), before?.rollback().execute()]);
  }
}

async function sameState(databases: Databases, after: ControlledTransaction<DB>): Promise<ControlledTransaction<DB>> {
  const { rows } = await sql<{ snapshot: string }>`select pg_export_snapshot() as snapshot`.execute(after);
  const before = await databases.main.startTransaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute();
  await sql`set transaction snapshot ${sql.lit(rows[0]?.snapshot ?? "")}`.execute(before);
  return before;
}

/** What the call's route may use: the transaction. Whoever reaches beyond it is not made for what-if. */
function askWithin(after: ControlledTransaction<DB>, caller: Caller, events: AuditEvent[]): Ask {
  const kernel: Kernel = {
    ...caller.kernel,
    get databases(): Databases {
      throw new Refusal("whatIf.otherCall");
    },
    get files(): Kernel["files"] {
      throw new Refusal("whatIf.otherCall");
    },
    enqueue: async () => {},
  };
  const within: Caller = { ...caller, kernel, idempotency: null };
  const refuse = () => {
    throw new Refusal("whatIf.otherCall");
  };
  return {
    ...within,
    async run(definition, input, present) {
      const carried = await carryOut(after, within, definition, input, present);
      events.push(...carried.events);
      return carried.view;
    },
    read: async (work) => work(after, await caller.kernel.loadFacts(after, caller.principal, caller.now, false)),
    readAgain: refuse,
    rehearse: refuse,
    bytes: refuse,
    headers: { get: () => null },
    cookies: { get: () => undefined },
    answer: { set: () => {}, append: () => {} },
    secure: false,
  };
}

function findRoute(routes: readonly Route[], call: RehearsedCall): { route: Route; place: Pick<Input, "params" | "query"> } {
  const url = URL.canParse(call.path, "http://pforte.invalid") ? new URL(call.path, "http://pforte.invalid") : null;
  for (const route of routes) {
    const { endpoint } = route;
    if (url === null || endpoint.method !== call.method) continue;
    const params = paramsOf(endpoint.path, url.pathname);
    if (!params) continue;
    if (endpoint.takes === "bytes" || endpoint.policy.realm !== "agent" || !changingPermissions.includes(endpoint.policy.permission)) break;
    return { route, place: checkPlace(endpoint, params, Object.fromEntries(url.searchParams)) };
  }
  throw new Refusal("whatIf.otherCall");
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = decodeURIComponent(given[index] ?? "");
    else if (part !== given[index]) return undefined;
  }
  return params;
}

/** Whoever comes when all places are taken waits for one. */
function createPlaces(count: number): { take: () => Promise<() => void> } {
  const waiting: (() => void)[] = [];
  let free = count;
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return {
    async take() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return give;
    },
  };
}
