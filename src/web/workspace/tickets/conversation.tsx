/** What was written, oldest first, internal notes clearly apart; at the end the two ways to write on. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AgentTicketView, listArticles } from "#contract/ticket.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
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
    refetchInterval: 60_000,
  });
  const items = articles.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t("workspace.ticket.conversation")}>
      {articles.error !== null && items.length === 0 && <ErrorState message={problemText(articles.error)} onRetry={() => void articles.refetch()} />}
      {articles.isPending && (
        <Stack>
          <Skeleton height={140} />
          <Skeleton height={140} />
        </Stack>
      )}
      <Stack gap="sm">
        {items.map((article) => (
          <Article key={article.id} article={article} ticket={ticket} />
        ))}
        {articles.hasNextPage && (
          <Button variant="default" loading={articles.isFetchingNextPage} onClick={() => void articles.fetchNextPage()}>
            {t("workspace.ticket.moreArticles", { count: (articles.data?.pages[0]?.total ?? 0) - items.length })}
          </Button>
        )}
      </Stack>
      {articles.isSuccess && items.length === 0 && <EmptyState title={t("workspace.ticket.noArticles")} />}
      <Writing ticket={ticket} />
    </section>
  );
}
