/** The product in process against a database of its own: builders put facts in, calls go through the HTTP app. */
import { randomBytes, randomUUIDv7 } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { BodyInputOf, Endpoint, QueryInputOf, ResponseOf } from "#contract/endpoint.ts";
import type { ErrorCode, Problem } from "#contract/errors.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import { insertSession, type Person } from "#server/features/sign-in/queries.ts";
import { buildApp, buildKernel } from "#server/main.ts";
import { readConfig } from "#server/platform/config/config.ts";
import { connect, type DatabaseAddress, type Db } from "#server/platform/db/connect.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import { createLog } from "#server/platform/log/log.ts";
import { type Builders, builders } from "./builders.ts";
import { dropDatabase, templateDatabase } from "./database.ts";

/** Somebody signed in; null: nobody. */
export type Signed = { cookie: string } | { bearer: string } | null;
type Given<E extends Endpoint> = {
  params?: Record<string, string>;
  query?: QueryInputOf<E>;
  body?: BodyInputOf<E> | Record<string, unknown>;
  headers?: Record<string, string>;
};
export type Answered<Body> = { status: number; body: Body; problem: Problem; headers: Headers };

export type TestApp = Builders & {
  db: Db;
  address: DatabaseAddress;
  kernel: Kernel;
  /** Raw request through the app. */
  fetch: (path: string, init?: RequestInit, as?: Signed) => Promise<Response>;
  /** A call of the contract as somebody; the answer whatever its status. */
  ask: <E extends Endpoint>(as: Signed, endpoint: E, given?: Given<E>) => Promise<Answered<ResponseOf<E>>>;
  /** Like `ask`, and fails unless it succeeds. */
  call: <E extends Endpoint>(as: Signed, endpoint: E, given?: Given<E>) => Promise<ResponseOf<E>>;
  /** Like `ask`, and fails unless it is refused with this code. */
  refused: <E extends Endpoint>(code: ErrorCode, as: Signed, endpoint: E, given?: Given<E>) => Promise<Problem>;
  /** A signed-in administrator, the same one every time. */
  administrator: () => Promise<{ cookie: string; agentId: string }>;
  agent: (permissions?: AgentPermission[]) => Promise<{ cookie: string; agentId: string }>;
  signIn: (person: Person) => Promise<{ cookie: string; sessionId: string }>;
  now: () => Date;
  /** Moves the clock of the app. */
  later: (milliseconds: number) => void;
  close: () => Promise<void>;
};

export async function startTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const server = inject("testServer");
  const database = `test_${randomBytes(6).toString("hex")}`;
  const maintenance = new pg.Client({ ...server, database: "postgres" });
  await maintenance.connect();
  await maintenance.query(`create database ${database} template ${templateDatabase}`);
  await maintenance.end();
  const folder = await mkdtemp(join(tmpdir(), "pforte-files-"));
  const address = { ...server, database };
  let shift = 0;
  const now = () => new Date(Date.now() + shift);
  const databases = connect(address, { mainConnections: 6, portalConnections: 4 });
  const config = readConfig({ PFORTE_DATA: folder, PFORTE_LOG: "error", PFORTE_URL: "http://pforte.test", ...environment });
  const { kernel, end } = buildKernel({ config, log: createLog("error"), address, databases, clock: now });
  const app = buildApp(kernel);

  const fetch: TestApp["fetch"] = async (path, init = {}, as = null) => {
    const headers = new Headers(init.headers);
    if (as && "cookie" in as) headers.set("cookie", as.cookie);
    if (as && "bearer" in as) headers.set("authorization", `Bearer ${as.bearer}`);
    return app.fetch(new Request(`http://pforte.test${path}`, { ...init, headers }));
  };
  const ask: TestApp["ask"] = async (as, endpoint, given = {}) => {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? "missing"));
    const query = new URLSearchParams(
      Object.entries((given.query ?? {}) as Record<string, unknown>).map(([key, value]) => [key, String(value)] as [string, string]),
    );
    const init: RequestInit = {
      method: endpoint.method,
      headers: { ...(given.body === undefined ? {} : { "content-type": "application/json" }), ...given.headers },
    };
    if (given.body !== undefined) init.body = JSON.stringify(given.body);
    const response = await fetch(query.size > 0 ? `${path}?${query}` : path, init, as);
    const text = await response.text();
    const body = text === "" ? undefined : (JSON.parse(text) as never);
    return { status: response.status, body: body as never, problem: body as never, headers: response.headers };
  };
  const signIn: TestApp["signIn"] = async (person) => {
    const { token, sessionId } = await insertSession(databases.main, person, {
      now: now(),
      expiresAt: new Date(now().getTime() + 86_400_000),
      network: "192.0.2.1",
      client: "test",
    });
    return { cookie: `${"contactId" in person ? "pforte_portal" : "pforte_workspace"}=${token}`, sessionId };
  };
  const agent = async (values: { is_administrator?: boolean; permissions?: string[] }) => {
    const agentId = randomUUIDv7();
    await databases.main
      .insertInto("agent")
      .values({ agent_id: agentId, login: `agent-${agentId}`, email: `${agentId}@pforte.test`, first_name: "Alex", last_name: "Agent", ...values })
      .execute();
    return { ...(await signIn({ agentId })), agentId };
  };
  let administrator: Promise<{ cookie: string; agentId: string }> | undefined;

  return {
    ...builders(databases.main, now),
    db: databases.main,
    address,
    kernel,
    fetch,
    ask,
    async call(as, endpoint, given) {
      const answer = await ask(as, endpoint, given);
      if (answer.status !== endpoint.status) throw new Error(`${endpoint.method} ${endpoint.path} gave ${answer.status}: ${JSON.stringify(answer.problem)}`);
      return answer.body;
    },
    async refused(code, as, endpoint, given) {
      const answer = await ask(as, endpoint, given);
      if (answer.problem?.code !== code)
        throw new Error(`${endpoint.method} ${endpoint.path} gave ${answer.status} ${JSON.stringify(answer.body)} instead of ${code}`);
      return answer.problem;
    },
    administrator: () => (administrator ??= agent({ is_administrator: true })),
    agent: (permissions = []) => agent({ permissions }),
    signIn,
    now,
    later(milliseconds) {
      shift += milliseconds;
    },
    async close() {
      end();
      await databases.close();
      await rm(folder, { recursive: true, force: true });
      const client = new pg.Client({ ...server, database: "postgres" });
      await client.connect();
      await dropDatabase(client, database);
      await client.end();
    },
  };
}
