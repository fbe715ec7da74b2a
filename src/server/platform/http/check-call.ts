/** Whether a call may be made, and whether it has the shape that its endpoint asks for: by the same rule over HTTP and for what-if. */
import type { Endpoint } from "#contract/endpoint.ts";
import type { Principal } from "#server/platform/kernel.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { invalidInput } from "./problem.ts";

export function checkPolicy(endpoint: Endpoint, principal: Principal): void {
  const { policy } = endpoint;
  if (policy.realm === "anyone") return;
  if (policy.realm === "contact") {
    if (principal.kind !== "contact") throw new Refusal("session.required");
    return;
  }
  if (principal.kind !== "agent") throw new Refusal("session.required");
  if (policy.permission !== "signedIn" && !principal.permissions.includes(policy.permission)) throw new Refusal("permission.missing");
}

export function checkPlace(endpoint: Endpoint, given: unknown, asked: unknown): { params: unknown; query: unknown } {
  const params = endpoint.params.safeParse(given);
  // An id that is none cannot name a record.
  if (!params.success) throw new Refusal("record.notFound");
  const query = endpoint.query.safeParse(asked);
  if (!query.success) throw invalidInput(query.error.issues);
  return { params: params.data, query: query.data };
}

export function checkBody(endpoint: Endpoint, given: unknown): unknown {
  const body = endpoint.body.safeParse(given);
  if (!body.success) throw invalidInput(body.error.issues);
  return body.data;
}
