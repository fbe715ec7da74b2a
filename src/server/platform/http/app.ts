/** From a request to a route and back: principal, policy, shape of the input, answer or problem. */
import { createHash } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { Endpoint } from "#contract/endpoint.ts";
import { acceptedLanguage, type Language, translateTo } from "#server/platform/i18n/translate.ts";
import type { Kernel, Principal } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { serveApiDocs } from "./api-docs.ts";
import { checkBody, checkPlace, checkPolicy } from "./check-call.ts";
import { peerFacts, trustedList } from "./network.ts";
import { problemOf } from "./problem.ts";
import { createRehearsals } from "./rehearse.ts";
import { type Ask, asking, type EventsAnswer, type FileAnswer, type Route } from "./route.ts";
import { securityHeaders, transportPolicy } from "./security-headers.ts";
import { Told } from "./told-answers.ts";

/** Realm of an address: a session of one realm is nobody in the other. */
export type Realm = "portal" | "workspace";
export type FindPrincipal = (
  realm: Realm,
  request: { cookies: (name: string) => string | undefined; authorization: string | null; now: Date },
) => Promise<Principal>;

type Env = { Bindings: Partial<HttpBindings> };
const largestJsonBytes = 2 * 1024 * 1024;

export function createApp(
  kernel: Kernel,
  routes: readonly Route[],
  options: { findPrincipal: FindPrincipal; installationLanguage: () => Promise<Language> },
): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
    if (kernel.publicUrl().startsWith("https://")) c.res.headers.set("Strict-Transport-Security", transportPolicy);
  });
  serveApiDocs(app);
  const trusted = trustedList(kernel.config.trustedProxies);
  const rehearse = createRehearsals(routes);
  for (const route of routes) {
    const path = route.endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(route.endpoint.method, path, async (c) => {
      const realm: Realm = route.endpoint.path.startsWith("/api/v1/portal/") ? "portal" : "workspace";
      const peer = peerFacts(c.env?.incoming?.socket.remoteAddress ?? "", (name) => c.req.header(name) ?? null, trusted);
      const now = kernel.clock();
      let language = acceptedLanguage(c.req.header("accept-language"));
      try {
        refuseOtherSites(c, peer.host, kernel);
        const principal = await options.findPrincipal(realm, {
          cookies: (name) => getCookie(c, name),
          authorization: c.req.header("authorization") ?? null,
          now,
        });
        // A contact reads its own language everywhere (ZEP-02); an agent may choose another one on a device.
        if (principal.kind === "contact") language = principal.language ?? language;
        if (principal.kind === "agent") language ??= principal.language;
        language ??= await options.installationLanguage();
        checkPolicy(route.endpoint, principal);
        const input = await readInput(route.endpoint, c);
        const caller = {
          kernel,
          principal,
          now,
          language,
          translate: translateTo(language),
          network: peer.address,
          client: (c.req.header("user-agent") ?? "").slice(0, 300),
          idempotency: idempotencyOf(route.endpoint, c, input.raw),
        };
        const ask: Ask = {
          ...caller,
          ...asking(caller),
          rehearse: (call, work) => rehearse(caller, call, work),
          secure: peer.secure || kernel.publicUrl().startsWith("https://"),
          headers: { get: (name) => c.req.header(name) ?? null },
          cookies: { get: (name) => getCookie(c, name) },
          answer: { set: (name, value) => c.header(name, value), append: (name, value) => c.header(name, value, { append: true }) },
          bytes: () => c.req.raw.body ?? new Blob([]).stream(),
        };
        return respond(c, route.endpoint, await route.handle(ask, input));
      } catch (error) {
        return refuse(c, error, kernel, language ?? "en");
      }
    });
  }
  app.all("/api/*", (c) => refuse(c, new Refusal("request.notFound"), kernel, acceptedLanguage(c.req.header("accept-language")) ?? "en"));
  return app;
}

/** Writing from another site is refused; programs without a browser's headers are not asked (their cookies cannot be borrowed). */
function refuseOtherSites(c: Context<Env>, host: string | null, kernel: Kernel): void {
  if (c.req.method === "GET" || c.req.header("authorization")) return;
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Refusal("request.crossSite");
  const origin = c.req.header("origin");
  if (origin === undefined) return;
  const allowed = [host, new URL(kernel.publicUrl()).host];
  if (!URL.canParse(origin) || !allowed.includes(new URL(origin).host)) throw new Refusal("request.crossSite");
}

async function readInput(endpoint: Endpoint, c: Context<Env>): Promise<{ params: unknown; query: unknown; body: unknown; raw: Buffer }> {
  const place = checkPlace(endpoint, c.req.param(), c.req.query());
  if (endpoint.takes === "bytes") return { ...place, body: undefined, raw: Buffer.alloc(0) };
  const raw = await readBody(c);
  return { ...place, body: checkBody(endpoint, parseJson(c, raw)), raw };
}

async function readBody(c: Context<Env>): Promise<Buffer> {
  if (c.req.method === "GET") return Buffer.alloc(0);
  if (Number(c.req.header("content-length") ?? 0) > largestJsonBytes) throw new Refusal("request.tooLarge");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largestJsonBytes) throw new Refusal("request.tooLarge");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(c: Context<Env>, raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) throw new Refusal("request.contentType");
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    throw new Refusal("request.malformed");
  }
}

function idempotencyOf(endpoint: Endpoint, c: Context<Env>, raw: Buffer): Ask["idempotency"] {
  const key = c.req.header("idempotency-key");
  if (!endpoint.idempotent || endpoint.takes === "bytes" || key === undefined) return null;
  if (key.length > 200) throw new Refusal("request.invalid", { fields: [{ path: "Idempotency-Key", code: "tooLong" }] });
  return { key, path: c.req.path, bodyHash: createHash("sha256").update(raw).digest() };
}

function respond(c: Context<Env>, endpoint: Endpoint, answer: unknown): Response {
  c.header("Cache-Control", "no-store");
  if (endpoint.gives === "file") return respondFile(c, answer as FileAnswer);
  if (endpoint.gives === "events") return respondEvents(c, answer as EventsAnswer);
  if (endpoint.status === 204 || answer === undefined) return c.body(null, endpoint.status === 202 ? 202 : 204);
  if (answer instanceof Told) return c.body(answer.json, endpoint.status, { "Content-Type": "application/json" });
  return c.json(answer as Record<string, unknown>, endpoint.status);
}

/** Only pictures that cannot carry script are shown in place; everything else is downloaded. */
const shownInPlace = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

function respondFile(c: Context<Env>, file: FileAnswer): Response {
  const type = file.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const inPlace = shownInPlace.has(type);
  c.header("Content-Type", inPlace ? type : "application/octet-stream");
  c.header("Content-Length", String(file.sizeBytes));
  c.header(
    "Content-Disposition",
    `${inPlace ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed()).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`,
  );
  c.header("Content-Security-Policy", "default-src 'none'; sandbox");
  return c.body(file.stream);
}

/** Told at once, also through a proxy: nothing on the way may keep, gather or pack it. */
function respondEvents(c: Context<Env>, { events }: EventsAnswer): Response {
  c.header("Content-Type", "text/event-stream; charset=utf-8");
  c.header("Cache-Control", "no-store, no-transform");
  c.header("X-Accel-Buffering", "no");
  return c.body(events);
}

function refuse(c: Context<Env>, error: unknown, kernel: Kernel, language: Language): Response {
  const problem = problemOf(error, translateTo(language));
  if (problem.status === 500) kernel.log.error({ err: error, path: c.req.path, method: c.req.method }, "request failed");
  if (problem.retryAfterSeconds !== undefined) c.header("Retry-After", String(problem.retryAfterSeconds));
  c.header("Cache-Control", "no-store");
  c.header("Content-Type", "application/problem+json");
  return c.body(JSON.stringify(problem), problem.status as 400);
}
