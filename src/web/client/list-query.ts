/** A list by cursor, with its place in the address: the way back leads to the same page. */
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import type { ParamsOf, QueryInputOf, ResponseOf } from "#contract/endpoint.ts";
import type { ListOf } from "#contract/fields.ts";
import { type AddressValues, useAddress } from "./address.ts";
import { type AnyEndpoint, ApiProblem, call } from "./call.ts";
import type { LiveWay } from "./live.ts";
import { useLiveRows } from "./live-rows.ts";
import { type Elsewhere, type Fresh, isAtRows, NOWHERE, useQuietList } from "./quiet-list.ts";

type ItemOf<E> = ResponseOf<E> extends { items: (infer Item)[] } ? Item : never;
/** The cursors of the pages before this one, kept beside the address: "newer" finds its way even after a reload. */
type Trail = { trail?: readonly (string | null)[] };

export type ListState<Item> = {
  items: readonly Item[];
  /** Null until the first answer. */
  total: number | null;
  totalIsLowerBound: boolean;
  /** Number of the first and the last shown, counted from 1; 0 if there is none. */
  from: number;
  to: number;
  newer: (() => void) | null;
  older: (() => void) | null;
  /** Nothing to show yet: skeletons. */
  isFirstLoad: boolean;
  /** The shown items belong to the page or filter before. */
  isStale: boolean;
  /** New rows that are held back while somebody reads in the list. */
  waiting: number;
  showWaiting: () => void;
  /** Ids of rows that changed a moment ago, and of those that stand here although the filter lets them through no more. */
  changed: ReadonlySet<string>;
  left: ReadonlySet<string>;
  error: Error | null;
  retry: () => void;
};

const none: readonly never[] = [];
const nothing: ReadonlySet<string> = new Set();
type Identified = { id: string };
type Query = Record<string, unknown>;

/** Key of a list in the query cache; `[endpoint.path]` names all pages and filters of it. */
export const listKey = (endpoint: AnyEndpoint, params: unknown, query: unknown) => [endpoint.path, params ?? null, query] as const;

type Given<E> = {
  params?: ParamsOf<E>;
  query?: Omit<QueryInputOf<E>, "cursor" | "limit">;
  pageSize?: number;
  enabled?: boolean;
  refetchInterval?: number;
  /**
   * Of a list of tickets with the filter `id`, which hears of changes: what it asks for those that left it. As long as they may be
   * read they stay where they were while somebody is at the rows.
   */
  live?: { ofThoseLeft: Query };
};

export function useListQuery<E extends AnyEndpoint>(endpoint: E, given: Given<E>): ListState<ItemOf<E>> & { answer: UseQueryResult<ResponseOf<E>> } {
  const [address] = useAddress();
  const navigate = useNavigate();
  const router = useRouter();
  const trail = () => (router.state.location.state as Trail).trail ?? [];
  const pageSize = given.pageSize ?? 50;
  const { cursor } = address;
  const first = cursor === undefined ? 1 : Math.max(1, Number(address.from) || 1);
  const query = { ...given.query, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
  const rows = useRef<readonly Identified[]>(none);
  const ask = async (asked: Query, signal?: AbortSignal) =>
    (await call(endpoint, { params: given.params, query: asked, ...(signal ? { signal } : {}) } as never)) as ListOf<Identified>;
  const named = async (asked: Query, ids: readonly string[], signal?: AbortSignal) =>
    (await ask({ ...asked, id: ids.join(), limit: ids.length }, signal)).items;
  const { live } = given;
  const pageAndElsewhere = async (signal: AbortSignal) => {
    const page = await ask(query, signal);
    const gone = rows.current.filter(({ id }) => !page.items.some((item) => item.id === id)).map(({ id }) => id);
    if (live === undefined || gone.length === 0 || !isAtRows()) return page;
    const [moved, readable] = await Promise.all([named(given.query ?? {}, gone, signal), named(live.ofThoseLeft, gone, signal)]);
    return { ...page, elsewhere: { moved, left: readable.filter(({ id }) => !moved.some((item) => item.id === id)) } };
  };
  const answer = useQuery({
    queryKey: listKey(endpoint, given.params, query),
    queryFn: ({ signal }) => pageAndElsewhere(signal),
    placeholderData: keepPreviousData,
    enabled: given.enabled ?? true,
    ...(live === undefined ? {} : { meta: { live: "itself" satisfies LiveWay } }),
    ...(given.refetchInterval === undefined ? {} : { refetchInterval: given.refetchInterval }),
  }) as unknown as UseQueryResult<ResponseOf<E>>;
  const list = answer.data as (ListOf<ItemOf<E>> & { elsewhere?: Elsewhere<ItemOf<E> & Identified> }) | undefined;
  const go = (to: { cursor: string | null; from: number; trail: readonly (string | null)[] }) =>
    void navigate({
      to: ".",
      search: (previous: AddressValues) => ({ ...previous, cursor: to.cursor ?? undefined, from: to.cursor === null ? undefined : String(to.from) }),
      state: { trail: to.trail },
    } as never);
  const next = list?.next ?? null;
  const items = (list?.items ?? none) as readonly ItemOf<E>[];
  const elsewhere = list?.elsewhere ?? NOWHERE;
  const fresh = useMemo(() => ({ items, elsewhere }) as Fresh<ItemOf<E> & Identified>, [items, elsewhere]);
  const quiet = useQuietList(fresh, list === undefined || answer.isPlaceholderData ? "" : JSON.stringify([given.params, query]));
  // Only a list that is asked for again by itself can change while somebody reads.
  const isQuiet = given.refetchInterval !== undefined;
  const shown = isQuiet ? quiet.items : items;
  useEffect(() => {
    rows.current = answer.isPlaceholderData ? none : (shown as readonly Identified[]);
  }, [shown, answer.isPlaceholderData]);
  useLiveRows({
    isLive: live !== undefined && (given.enabled ?? true),
    shows: (ids) => [...rows.current, ...fresh.items].some(({ id }) => ids.includes(id)),
    takes: async (ids) => (await named(given.query ?? {}, ids)).length > 0,
    askAgain: () => answer.refetch(),
  });
  return {
    answer,
    items: shown,
    waiting: isQuiet ? quiet.waiting : 0,
    showWaiting: quiet.show,
    changed: isQuiet ? quiet.changed : nothing,
    left: isQuiet ? quiet.left : nothing,
    total: list?.total ?? null,
    totalIsLowerBound: list?.totalIsLowerBound === true,
    from: shown.length === 0 ? 0 : first,
    to: shown.length === 0 ? 0 : first + shown.length - 1,
    newer:
      cursor === undefined
        ? null
        : () => {
            const before = trail().at(-1) ?? null;
            go({ cursor: before, from: before === null ? 1 : Math.max(1, first - pageSize), trail: trail().slice(0, -1) });
          },
    older: next === null || answer.isPlaceholderData ? null : () => go({ cursor: next, from: first + pageSize, trail: [...trail(), cursor ?? null] }),
    isFirstLoad: answer.isPending,
    isStale: answer.isPlaceholderData,
    error: list === undefined || answer.isPlaceholderData ? answer.error : null,
    retry: () => {
      if (answer.error instanceof ApiProblem && answer.error.code === "request.cursor") go({ cursor: null, from: 1, trail: [] });
      else void answer.refetch();
    },
  };
}
