/** What was written, oldest first, internal notes clearly apart; at the end the two ways to write on. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listArticles } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { usePolling } from "#web/client/live.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useNewestArrival } from "#web/client/use-arrivals.ts";
import { Arrival } from "#web/ui/arrival.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { steadyFocus } from "#web/ui/steady-focus.ts";
import { useSession } from "#web/workspace/session/session.ts";
import { Article } from "./article.tsx";
import { Writing } from "./writing.tsx";

export function Conversation({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const articles = useInfiniteQuery({
    queryKey: [listArticles.path, ticket.id],
    queryFn: ({ pageParam, signal }) =>
      call(listArticles, { params: { id: ticket.id }, query: { limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: usePolling(60_000),
  });
  const { agentId } = useSession();
  const items = articles.data?.pages.flatMap((page) => page.items) ?? [];
  const arrived = useNewestArrival(items, articles.isSuccess && !articles.hasNextPage, (article) => article.author.id === agentId);
  return (
    <section aria-label={t("workspace.ticket.conversation")}>
      {articles.error !== null && items.length === 0 && <ErrorState message={problemText(articles.error)} onRetry={() => void articles.refetch()} />}
      {articles.isPending && (
        <Stack>
          <Skeleton height={140} />
          <Skeleton height={140} />
        </Stack>
      )}
      <Stack gap="sm" ref={steadyFocus}>
        {items.map((article) => (
          <div key={article.id} id={`article-${article.id}`}>
            <Article article={article} ticket={ticket} />
          </div>
        ))}
        {articles.hasNextPage && (
          <Button variant="default" loading={articles.isFetchingNextPage} onClick={() => void articles.fetchNextPage()}>
            {t("workspace.ticket.moreArticles", { count: (articles.data?.pages[0]?.total ?? 0) - items.length })}
          </Button>
        )}
      </Stack>
      {articles.isSuccess && items.length === 0 && <EmptyState title={t("workspace.ticket.noArticles")} />}
      <Arrival elementId={arrived && `article-${arrived.id}`} sentence={t("ui.newMessage", { name: arrived?.author.name ?? "" })} />
      <Writing ticket={ticket} newestId={articles.hasNextPage ? null : (items.at(-1)?.id ?? null)} />
    </section>
  );
}
