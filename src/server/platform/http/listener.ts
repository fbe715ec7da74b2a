/** The open port: it answers "not ready" until the product behind it is, and closes without cutting off what runs. */
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Config } from "#server/platform/config/config.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { problemOf } from "./problem.ts";

type Fetch = Parameters<typeof serve>[0]["fetch"];

export type Listener = {
  /** As a browser on this machine reaches it. */
  url: string;
  /** From now on this answers. */
  answerWith: (fetch: Fetch) => void;
  /** Lets running requests finish, at most `patienceMilliseconds`. */
  close: () => Promise<void>;
};

const patienceMilliseconds = 10_000;

/** Rejects with the system's error where the port cannot be had (EADDRINUSE, EACCES, EADDRNOTAVAIL). */
export async function openListener(config: Pick<Config, "host" | "port">): Promise<Listener> {
  let answer: Fetch = notReady;
  const server = await new Promise<ServerType>((resolve, reject) => {
    const opened = serve(
      { fetch: (request, env) => answer(request, env), port: config.port, hostname: config.host, serverOptions: { keepAliveTimeout: 65_000 } },
      () => resolve(opened),
    );
    opened.once("error", reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${hostShown(config.host)}:${port}`,
    answerWith(fetch) {
      answer = fetch;
    },
    close: () => close(server),
  };
}

/** Every address of this machine is none that a browser can open. */
function hostShown(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

/** While the database starts or recovers: alive, but not ready. */
function notReady(request: Request): Response {
  if (new URL(request.url).pathname === "/health/live") return Response.json({ status: "ok" });
  const problem = problemOf(new Refusal("server.notReady"), translateTo("en"));
  return Response.json(problem, {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Retry-After": "2", "Cache-Control": "no-store" },
  });
}

async function close(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive is closed as soon as its request is answered.
  const idle = setInterval(() => "closeIdleConnections" in server && server.closeIdleConnections(), 50);
  const cut = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), patienceMilliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
