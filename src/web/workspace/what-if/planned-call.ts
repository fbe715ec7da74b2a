/** A call of the API that somebody is about to make, as data: what "what if?" is asked of. */
import type { askWhatIf } from "#contract/access.ts";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { type AnyEndpoint, addressOf, type CallInput } from "#web/client/call.ts";

export type PlannedCall = BodyInputOf<typeof askWhatIf>["change"];

export function plannedCall<E extends AnyEndpoint>(endpoint: E, given: CallInput<E>): PlannedCall {
  const { body, ...place } = given as { params?: object; query?: object; body?: unknown };
  return { method: endpoint.method as PlannedCall["method"], path: addressOf(endpoint, place as never), ...(body === undefined ? {} : { body }) };
}
