/** A list as a whole, page by page: for master data that people choose from (groups, queues, roles, agents). */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ParamsOf, QueryInputOf, ResponseOf } from "#contract/endpoint.ts";
import type { ListOf } from "#contract/fields.ts";
import { type AnyEndpoint, call } from "#web/client/call.ts";

type ItemOf<E> = ResponseOf<E> extends { items: (infer Item)[] } ? Item : never;

/** Where the list would not end: more than 10,000 are nothing to choose from. */
const mostPages = 20;

export function useAll<E extends AnyEndpoint>(
  endpoint: E,
  given: { params?: ParamsOf<E>; query?: Omit<QueryInputOf<E>, "limit" | "cursor">; enabled?: boolean } = {},
): UseQueryResult<ItemOf<E>[]> {
  return useQuery({
    queryKey: [endpoint.path, given.params ?? null, given.query ?? null, "all"],
    queryFn: async ({ signal }) => {
      const items: ItemOf<E>[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < mostPages; page++) {
        const query: object = { ...given.query, limit: 500, ...(cursor === null ? {} : { cursor }) };
        const answer = (await call(endpoint, { params: given.params, query, signal } as never)) as ListOf<ItemOf<E>>;
        items.push(...answer.items);
        cursor = answer.next;
        if (cursor === null) break;
      }
      return items;
    },
    enabled: given.enabled ?? true,
    staleTime: 60_000,
  });
}
