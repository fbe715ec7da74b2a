/** One answer of the API, kept in the query cache under the endpoint's path. */
import { keepPreviousData, type QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ParamsOf, QueryInputOf, ResponseOf } from "#contract/endpoint.ts";
import { type AnyEndpoint, call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import type { LiveWay } from "#web/client/live.ts";

type Given<E> = { params?: ParamsOf<E>; query?: QueryInputOf<E> };
type Options = {
  enabled?: boolean;
  staleMilliseconds?: number;
  /** Shows the answer to the question before until the new one is there. */
  keepPrevious?: boolean;
  refetchMilliseconds?: number;
  live?: LiveWay;
};

export function useEndpoint<E extends AnyEndpoint>(endpoint: E, given: Given<E> = {}, options: Options = {}): UseQueryResult<ResponseOf<E>> {
  return useQuery({
    queryKey: listKey(endpoint, given.params, given.query ?? null),
    queryFn: ({ signal }) => call(endpoint, { ...given, signal } as never),
    enabled: options.enabled ?? true,
    ...(options.staleMilliseconds === undefined ? {} : { staleTime: options.staleMilliseconds }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.live === undefined ? {} : { meta: { live: options.live } }),
    ...(options.refetchMilliseconds === undefined ? {} : { refetchInterval: options.refetchMilliseconds }),
  }) as UseQueryResult<ResponseOf<E>>;
}

/** Puts an answer of a write where the page reads it, so that nothing flickers. */
export function keepAnswer<E extends AnyEndpoint>(client: QueryClient, endpoint: E, params: ParamsOf<E>, answer: ResponseOf<E>): void {
  client.setQueryData(listKey(endpoint, params, null), answer);
}
