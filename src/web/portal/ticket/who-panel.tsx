/** Everybody who can read a ticket, with the reason; people who were added can be taken off again. */
import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listReaders } from "#contract/access.ts";
import { shareInPortal, unshareInPortal } from "#contract/portal-ticket.ts";
import type { PortalParticipantView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { ShareForm } from "./share-form.tsx";
import { type PortalTicket, participantName, participantsQuery, readersKey } from "./ticket-queries.ts";
import classes from "./who-reads.module.css";

type Given = { ticket: PortalTicket; participants: readonly PortalParticipantView[] };

export function WhoPanel({ ticket, participants }: Given) {
  const { t } = useTranslation();
  const session = useSession();
  const canShare = ticket.can.includes("share");
  return (
    <>
      <Readers ticket={ticket} participants={participants} />
      <p className={classes.note}>{t("portal.who.provider", { installation: session.installationName })}</p>
      {canShare && <ShareForm ticketId={ticket.id} />}
    </>
  );
}

function Readers({ ticket, participants }: Given) {
  const { t } = useTranslation();
  const session = useSession();
  const formats = useFormats();
  const readers = useInfiniteQuery({
    queryKey: readersKey(ticket.id),
    queryFn: ({ pageParam, signal }) => call(listReaders, { params: { id: ticket.id }, query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  if (readers.isPending) return <Skeleton height={96} />;
  if (readers.isError) return <p role="alert">{problemText(readers.error)}</p>;
  const [first] = readers.data.pages;
  const people = readers.data.pages.flatMap((page) => page.items);
  const strangers = first?.strangers ?? 0;
  const unnamed = first?.unnamed ?? 0;
  const addedById = new Map(participants.flatMap((one) => (one.contact?.id ? [[one.contact.id, one]] : [])));
  return (
    <>
      <ul className={classes.people} aria-label={t("portal.who.label")}>
        {people.map((person) => {
          const added = addedById.get(person.id);
          const reason =
            added !== undefined && person.path === "participant"
              ? t(`portal.who.level.${added.level}`)
              : t(`portal.who.reason.${person.path}`, { company: ticket.companyName ?? "" });
          return (
            <li key={person.id}>
              <span className={classes.name}>{person.id === session.contactId ? t("portal.who.you", { name: person.name }) : person.name}</span>
              <span className={classes.reason}>
                {reason}
                {person.withoutSignIn && ` · ${t("portal.who.mailOnly")}`}
              </span>
              {added !== undefined && <TakeOff ticket={ticket} participant={added} />}
            </li>
          );
        })}
        {participants
          .filter((one) => one.company !== null || one.contact?.id === null)
          .map((one) => (
            <li key={one.id}>
              <span className={classes.name}>{participantName(one)}</span>
              <span className={classes.reason}>{t(one.company === null ? `portal.who.level.${one.level}` : "portal.who.company")}</span>
              {one.company === null && <TakeOff ticket={ticket} participant={one} />}
            </li>
          ))}
      </ul>
      {unnamed > 0 && (
        <p className={classes.note}>
          {t(first?.totalIsLowerBound ? "portal.who.unnamedAtLeast" : "portal.who.unnamed", { count: unnamed, shown: formats.number(unnamed) })}
        </p>
      )}
      {strangers > 0 && (
        <p className={classes.note}>
          {t(first?.totalIsLowerBound ? "portal.who.strangersAtLeast" : "portal.who.strangers", { count: strangers, shown: formats.number(strangers) })}
        </p>
      )}
      {readers.hasNextPage && (
        <Button variant="default" size="sm" mb="sm" loading={readers.isFetchingNextPage} onClick={() => void readers.fetchNextPage()}>
          {t("portal.who.more")}
        </Button>
      )}
    </>
  );
}

/** A contact takes off whom a contact added; what the provider added stays. */
function TakeOff({ ticket, participant }: { ticket: PortalTicket; participant: PortalParticipantView }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const name = participantName(participant);
  const refresh = () =>
    Promise.all([queryClient.invalidateQueries(participantsQuery(ticket.id)), queryClient.invalidateQueries({ queryKey: readersKey(ticket.id) })]);
  // Without an id it cannot be shared again.
  const contactId = participant.contact?.id ?? undefined;
  const again = useMutation({
    mutationFn: () => call(shareInPortal, { params: { id: ticket.id }, body: { contactId, level: participant.level } }),
    onSuccess: refresh,
    onError: (error) => toastProblem(problemText(error)),
  });
  const remove = useMutation({
    mutationFn: () => call(unshareInPortal, { params: { id: ticket.id, participantId: participant.id } }),
    onSuccess: async () => {
      toast(t("portal.who.wasRemoved", { name }), contactId === undefined ? undefined : { label: t("ui.undo"), run: () => again.mutate() });
      await refresh();
    },
    onError: (error) => toastProblem(problemText(error)),
  });
  if (!ticket.can.includes("share") || participant.addedBy !== "contact") return null;
  return (
    <ActionIcon className={classes.off} size="lg" aria-label={t("portal.who.remove", { name })} loading={remove.isPending} onClick={() => remove.mutate()}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
}
