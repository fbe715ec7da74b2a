/** The saved views and columns of a list, asked for with the page: what stands above and in the table does not change once it is seen. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { type ListName, listViews } from "#contract/view.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";

export const viewsQuery = (list: ListName) =>
  queryOptions({
    queryKey: listKey(listViews, undefined, { list }),
    queryFn: ({ signal }) => call(listViews, { query: { list }, signal }),
    staleTime: 300_000,
  });

/** For the route of a list. Without an answer the list is shown as it comes with the product. */
export const loadViews = (list: ListName) => ({
  loader: ({ context }: { context: { queryClient: QueryClient } }): Promise<void> =>
    context.queryClient.ensureQueryData(viewsQuery(list)).then(
      () => undefined,
      () => undefined,
    ),
});
