/** What the page of one ticket loads, and what has to be loaded anew after something was done. */
import { queryOptions, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { listReaders } from "#contract/access.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { getPortalTicket, listPortalArticles, listPortalParticipants, listPortalTickets, listWaitingTickets } from "#contract/portal-ticket.ts";
import type { PortalArticleView, PortalParticipantView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { i18n } from "#web/client/i18n.ts";
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
/** Whose name does not show is somebody else. */
export const participantName = (one: PortalParticipantView): string => one.company?.name ?? one.contact?.name ?? i18n.t("portal.ticket.somebody");
/** For an agent whose name does not show the provider stands. */
export const authorName = ({ author }: PortalArticleView, installationName: string): string =>
  author.name ?? (author.kind === "contact" ? i18n.t("portal.ticket.somebody") : installationName);
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
