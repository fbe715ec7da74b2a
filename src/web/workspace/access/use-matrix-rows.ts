/** Rows of a matrix, page by page, and the latest that is known of each: also of rows that the filter hides now. */
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ListOf } from "#contract/fields.ts";
import { type AnyEndpoint, call } from "#web/client/call.ts";
import type { Shown } from "./assignment-matrix.tsx";

/** Whose matrix: the endpoint of its rows, and the id in its path. */
export type RowsSource = { endpoint: AnyEndpoint; id?: string };

const firstPage = 100;
const laterPage = 500;
/** As many as can be saved in one go. */
const mostAtOnce = 5000;

export function useMatrixRows<Row extends { id: string }, Page extends ListOf<Row> = ListOf<Row>>(
  { endpoint, id }: RowsSource,
  filter: { q: string; shown: Shown },
) {
  const client = useQueryClient();
  const latest = useRef(new Map<string, Row>());
  const [reloads, setReloads] = useState(0);
  const shown = filter.shown === "changed" ? "all" : filter.shown;
  const ask = useCallback(
    (query: object, signal?: AbortSignal) => call(endpoint, { ...(id === undefined ? {} : { params: { id } }), query, signal } as never) as Promise<Page>,
    [endpoint, id],
  );
  const list = useInfiniteQuery({
    queryKey: [endpoint.path, id ?? null, { ...filter, shown }, "rows"],
    queryFn: ({ pageParam, signal }) =>
      ask(
        {
          limit: pageParam === null ? firstPage : laterPage,
          shown,
          ...(filter.q === "" ? {} : { q: filter.q }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const rows = useMemo(() => {
    const all = list.data?.pages.flatMap((page) => page.items) ?? [];
    for (const row of all) latest.current.set(row.id, row);
    return all;
  }, [list.data]);
  /** Stable until something is read anew. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known of a row changes with these
  const rowOf = useCallback((rowId: string) => latest.current.get(rowId), [rows, reloads]);
  const reload = useCallback(
    async (rowIds: readonly string[]) => {
      for (let at = 0; at < rowIds.length; at += firstPage)
        for (const row of (await ask({ limit: firstPage, ids: rowIds.slice(at, at + firstPage) })).items) latest.current.set(row.id, row);
      setReloads((count) => count + 1);
      void client.invalidateQueries({ queryKey: [endpoint.path, id ?? null] });
      return (rowId: string) => latest.current.get(rowId);
    },
    [ask, client, endpoint, id],
  );
  const total = list.data?.pages[0]?.total ?? 0;
  const loadAll = async () => {
    for (let page = await list.fetchNextPage(); ; page = await page.fetchNextPage()) {
      const all = page.data?.pages.flatMap((one) => one.items) ?? [];
      for (const row of all) latest.current.set(row.id, row);
      if (!page.hasNextPage || page.isError) return all.map((row) => row.id);
    }
  };
  const moreRows = {
    count: Math.max(1, Math.min(laterPage, total - rows.length)),
    isLoading: list.isFetchingNextPage,
    load: () => void list.fetchNextPage(),
    ...(total <= mostAtOnce ? { all: { count: total, load: loadAll } } : {}),
  };
  return {
    rows,
    firstPage: list.data?.pages[0],
    rowOf,
    reload,
    isLoading: list.isPending,
    error: list.error,
    retry: () => void list.refetch(),
    moreRows: list.hasNextPage ? moreRows : undefined,
  };
}
