/** The messages, oldest first. Internal ones never come here: the server does not send them. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import classes from "./conversation.module.css";
import { Message } from "./message.tsx";
import { type PortalTicket, useArticles } from "./ticket-queries.ts";

/** What is said to screen readers when a message comes while the ticket is open. */
function useNewMessages(count: number): number {
  const [first, setFirst] = useState(count);
  useEffect(() => {
    if (first === 0 && count > 0) setFirst(count);
  }, [first, count]);
  return first === 0 ? 0 : Math.max(0, count - first);
}

export function Conversation({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const articles = useArticles(ticket.id);
  // Of the newest answer: more pages that are asked for are no news.
  const fresh = useNewMessages(articles.data?.pages.at(-1)?.total ?? 0);
  if (articles.isPending) {
    return (
      <Stack gap="lg" mb="xl" aria-busy>
        <Skeleton height={120} radius="lg" />
        <Skeleton height={160} radius="lg" />
      </Stack>
    );
  }
  if (articles.isError && articles.data === undefined) return <ErrorState message={problemText(articles.error)} onRetry={() => void articles.refetch()} />;
  const items = articles.data.pages.flatMap((page) => page.items);
  return (
    <section aria-label={t("portal.ticket.conversation")}>
      <span role="status" className="pf-hidden">
        {fresh > 0 ? t("portal.ticket.newMessages", { count: fresh }) : ""}
      </span>
      {items.length > 6 && (
        <div className={classes.jump}>
          <a className="pf-link" href={`#message-${items.at(-1)?.id}`}>
            {t("portal.ticket.toNewest", { count: items.length })}
          </a>
        </div>
      )}
      <ol className={classes.list}>
        {items.map((article) => (
          <li key={article.id} id={`message-${article.id}`} className={classes.entry}>
            <Message ticketId={ticket.id} article={article} />
          </li>
        ))}
      </ol>
      {articles.hasNextPage && (
        <Button variant="default" fullWidth mb="lg" loading={articles.isFetchingNextPage} onClick={() => void articles.fetchNextPage()}>
          {t("portal.ticket.moreMessages")}
        </Button>
      )}
    </section>
  );
}
