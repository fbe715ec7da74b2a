/** A call of the API that somebody is about to make, as data: what "what if?" is asked of. */
import type { askWhatIf } from "#contract/access.ts";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { type AnyEndpoint, addressOf, type CallInput } from "#web/client/call.ts";

export type PlannedCall = BodyInputOf<typeof askWhatIf>["change"];

export function plannedCall<E extends AnyEndpoint>(endpoint: E, given: CallInput<E>): PlannedCall {
  const { body, ...place } = given as { params?: object; query?: object; body?: unknown };
  return { method: endpoint.method as PlannedCall["method"], path: addressOf(endpoint, place as never), ...(body === undefined ? {} : { body }) };
}

/** Of what the call would let begin later the first beginning, wherever in its body; before it, that makes no difference yet. */
export function firstBeginning({ body }: PlannedCall, now: number): string | undefined {
  const ahead = beginningsIn(body).filter((from) => Date.parse(from) > now);
  return ahead.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function beginningsIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => (key === "from" && typeof value === "string" ? [value] : beginningsIn(value)));
}
