/** What the page of one ticket loads, and what has to be loaded anew after something was done. */
import { queryOptions, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { listReaders } from "#contract/access.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { getPortalTicket, listPortalArticles, listPortalParticipants, listPortalTickets, listWaitingTickets, type ParticipantView } from "#contract/ticket.ts";
import { call } from "#web/client/call.ts";
import { usePolling } from "#web/client/live.ts";

export type PortalTicket = ResponseOf<typeof getPortalTicket>;

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: [getPortalTicket.path, id],
    queryFn: ({ signal }) => call(getPortalTicket, { params: { id }, signal }),
  });
export const participantsQuery = (id: string) =>
  queryOptions({
    queryKey: [listPortalParticipants.path, id],
    queryFn: ({ signal }) => call(listPortalParticipants, { params: { id }, signal }),
  });
export const participantName = (one: ParticipantView): string => one.contact?.name ?? one.company?.name ?? "";
export const readersKey = (id: string) => [listReaders.path, id] as const;
export const articlesKey = (id: string) => [listPortalArticles.path, id] as const;

/** Oldest first, 200 at a time. */
export function useArticles(id: string) {
  return useInfiniteQuery({
    queryKey: articlesKey(id),
    queryFn: ({ pageParam, signal }) =>
      call(listPortalArticles, { params: { id }, query: { limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: usePolling(30_000),
  });
}

export function useRefreshTicket(id: string): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: [getPortalTicket.path, id] }),
      queryClient.invalidateQueries({ queryKey: articlesKey(id) }),
      queryClient.invalidateQueries({ queryKey: [listPortalTickets.path] }),
      queryClient.invalidateQueries({ queryKey: [listWaitingTickets.path] }),
    ]);
}
