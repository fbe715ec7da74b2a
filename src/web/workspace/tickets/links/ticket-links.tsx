/** What a ticket has to do with others, each with its state. */
import { ActionIcon, Anchor, Button, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { linkTicket, listTicketLinks, type TicketLinkView, unlinkTicket } from "#contract/ticket-link.ts";
import { LINK_SIDES } from "#domain/tickets/ticket-links.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { TONE_OF_STATUS } from "#web/workspace/tickets/status.ts";
import page from "#web/workspace/tickets/ticket-page.module.css";
import classes from "./ticket-links.module.css";

const AddLink = lazy(() => import("./add-link.tsx").then((module) => ({ default: module.AddLink })));

export function TicketLinks({ ticket }: { ticket: AgentTicketView }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure();
  const links = useEndpoint(listTicketLinks, { params: { id: ticket.id } });
  const { items = [], hidden = 0, can = [] } = links.data ?? {};
  const mayChange = can.includes("change");
  const isEmpty = links.isSuccess && items.length + hidden === 0;
  return (
    <section className={page.card} aria-labelledby="links">
      <div className={page.cardHead}>
        <h2 id="links">{t("workspace.link.title")}</h2>
        {mayChange && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={dialog.open}>
            {t("workspace.link.add")}
          </Button>
        )}
      </div>
      {links.isPending && <Skeleton height={20} />}
      {links.error !== null && links.data === undefined && (
        <Text size="sm" c="var(--pf-shut)">
          {problemText(links.error)}
        </Text>
      )}
      {isEmpty && (
        <Text size="sm" c="dimmed">
          {t("workspace.link.none")}
        </Text>
      )}
      {LINK_SIDES.filter((side) => items.some((one) => one.side === side)).map((side) => (
        <div key={side} className={classes.group}>
          <Text size="xs" c="dimmed">
            {t(`workspace.link.side.${side}`)}
          </Text>
          {items
            .filter((one) => one.side === side)
            .map((one) => (
              <Linked key={one.id} link={one} ticketId={ticket.id} mayRemove={mayChange} />
            ))}
        </div>
      ))}
      {hidden > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {t("workspace.link.hidden", { count: hidden })}
        </Text>
      )}
      <Suspense>{opened && <AddLink ticket={ticket} onClose={dialog.close} />}</Suspense>
    </section>
  );
}

function Linked({ link, ticketId, mayRemove }: { link: TicketLinkView; ticketId: string; mayRemove: boolean }) {
  const { t } = useTranslation();
  const { id, number, subject, statusLabel, statusType } = link.ticket;
  const back = useAction(() => call(linkTicket, { params: { id: ticketId }, body: { side: link.side, ticketId: id } }), {
    done: t("workspace.link.added", { number }),
  });
  const remove = useAction(() => call(unlinkTicket, { params: { id: ticketId, linkId: link.id } }), {
    after: () => toast(t("workspace.link.removed", { number }), { label: t("ui.undo"), run: () => back.mutate() }),
  });
  return (
    <div className={classes.linked}>
      <div className={classes.words}>
        <Anchor component={Link} to={`/tickets/${id}`} size="sm">
          {subject}
        </Anchor>
        <Text size="xs" c="dimmed" component="div" className={classes.state ?? ""}>
          <span className="pf-number">#{number}</span>
          <StateBadge tone={TONE_OF_STATUS[statusType]}>{statusLabel}</StateBadge>
        </Text>
      </div>
      {mayRemove && (
        <ActionIcon size="sm" aria-label={t("workspace.link.remove", { number })} loading={remove.isPending} onClick={() => remove.mutate()}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
