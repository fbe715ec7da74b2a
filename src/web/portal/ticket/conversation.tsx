/** The messages, oldest first. Internal ones never come here: the server does not send them. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { problemText } from "#web/client/problem-text.ts";
import { useNewestArrival } from "#web/client/use-arrivals.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { Arrival } from "#web/ui/arrival.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { steadyFocus } from "#web/ui/steady-focus.ts";
import classes from "./conversation.module.css";
import { Message } from "./message.tsx";
import { authorName, type PortalTicket, useArticles } from "./ticket-queries.ts";

export function Conversation({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const { contactId, installationName } = useSession();
  const articles = useArticles(ticket.id);
  const arrived = useNewestArrival(
    articles.data?.pages.flatMap((page) => page.items),
    articles.data !== undefined && !articles.hasNextPage,
    (article) => article.author.id === contactId,
  );
  if (articles.data === undefined) return <ErrorState message={problemText(articles.error)} onRetry={() => void articles.refetch()} />;
  const items = articles.data.pages.flatMap((page) => page.items);
  return (
    <section aria-label={t("portal.ticket.conversation")}>
      {items.length > 6 && (
        <div className={classes.jump}>
          <a className="pf-link" href={`#message-${items.at(-1)?.id}`}>
            {t("portal.ticket.toNewest", { count: items.length })}
          </a>
        </div>
      )}
      <ol ref={steadyFocus} className={classes.list}>
        {items.map((article) => (
          <li key={article.id} id={`message-${article.id}`} className={classes.entry}>
            <Message ticketId={ticket.id} article={article} />
          </li>
        ))}
      </ol>
      <Arrival elementId={arrived && `message-${arrived.id}`} sentence={t("ui.newMessage", { name: arrived ? authorName(arrived, installationName) : "" })} />
      {articles.hasNextPage && (
        <Button variant="default" fullWidth mb="lg" loading={articles.isFetchingNextPage} onClick={() => void articles.fetchNextPage()}>
          {t("portal.ticket.moreMessages")}
        </Button>
      )}
    </section>
  );
}
