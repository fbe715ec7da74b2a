/** One endpoint of the REST API as data: server routes, typed clients, OpenAPI and tests all read these objects. */

import { z } from "zod";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { ErrorCode } from "./errors.ts";

/** Who may call it. Realms never mix: a session of one is nobody in the other. */
export type Policy = { realm: "anyone" } | { realm: "agent"; permission: AgentPermission | "signedIn" } | { realm: "contact" };

export const anyone: Policy = { realm: "anyone" };
export const contact: Policy = { realm: "contact" };
export const agent = (permission: AgentPermission | "signedIn"): Policy => ({ realm: "agent", permission });

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Shape = z.ZodObject;

export type Endpoint<Params extends Shape = Shape, Query extends Shape = Shape, Body extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> = {
  method: Method;
  /** With `{name}` for parameters, as OpenAPI writes it. */
  path: string;
  summary: string;
  policy: Policy;
  params: Params;
  query: Query;
  body: Body;
  response: Response;
  /** Success status: 200, 201 for creates, 202 for work that goes on, 204 without content. */
  status: 200 | 201 | 202 | 204;
  /** `bytes`: the request's body is the file itself; `file`: the answer is. `events`: server-sent events, each a `response`. */
  takes: "json" | "bytes";
  gives: "json" | "file" | "events";
  /** Accepts an Idempotency-Key. */
  idempotent: boolean;
  /** What it may refuse with, beside the errors that any endpoint can give. */
  errors: readonly ErrorCode[];
};

const none = z.strictObject({});
const noBody = z.undefined();
const noContent = z.undefined();

type Given<P, Q, B, R> = {
  summary: string;
  policy: Policy;
  params?: P;
  query?: Q;
  body?: B;
  response?: R;
  status?: Endpoint["status"];
  takes?: Endpoint["takes"];
  gives?: Endpoint["gives"];
  /** Creates are without saying; others name it. */
  idempotent?: boolean;
  errors?: readonly ErrorCode[];
};

function endpoint<P extends Shape = typeof none, Q extends Shape = typeof none, B extends z.ZodType = typeof noBody, R extends z.ZodType = typeof noContent>(
  method: Method,
  path: string,
  given: Given<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  return {
    method,
    path,
    summary: given.summary,
    policy: given.policy,
    params: given.params ?? (none as unknown as P),
    query: given.query ?? (none as unknown as Q),
    body: given.body ?? (noBody as unknown as B),
    response: given.response ?? (noContent as unknown as R),
    status: given.status ?? (given.response || given.gives === "file" ? 200 : 204),
    takes: given.takes ?? "json",
    gives: given.gives ?? "json",
    idempotent: given.idempotent ?? (method === "POST" && given.status === 201),
    errors: given.errors ?? [],
  };
}

type Maker = <P extends Shape = typeof none, Q extends Shape = typeof none, B extends z.ZodType = typeof noBody, R extends z.ZodType = typeof noContent>(
  path: string,
  given: Given<P, Q, B, R>,
) => Endpoint<P, Q, B, R>;

export const get: Maker = (path, given) => endpoint("GET", path, given);
export const post: Maker = (path, given) => endpoint("POST", path, given);
export const put: Maker = (path, given) => endpoint("PUT", path, given);
export const patch: Maker = (path, given) => endpoint("PATCH", path, given);
export const del: Maker = (path, given) => endpoint("DELETE", path, given);

export type ParamsOf<E> = E extends Endpoint<infer P, infer _Q, infer _B, infer _R> ? z.output<P> : never;
export type QueryOf<E> = E extends Endpoint<infer _P, infer Q, infer _B, infer _R> ? z.output<Q> : never;
export type QueryInputOf<E> = E extends Endpoint<infer _P, infer Q, infer _B, infer _R> ? z.input<Q> : never;
export type BodyOf<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _R> ? z.output<B> : never;
export type BodyInputOf<E> = E extends Endpoint<infer _P, infer _Q, infer B, infer _R> ? z.input<B> : never;
export type ResponseOf<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never;
